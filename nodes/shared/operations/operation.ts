import type { IDataObject, INodePropertyOptions } from 'n8n-workflow';
import type { Problem } from '../errors/nodeErrors';
import type { Field } from '../parameters/field';
import type { Safety } from '../transport/answer';

/** Parameters by name, resolved and converted by the types of their fields; a resource locator is the text of its value. */
export type Parameters = Record<string, unknown>;

/** Facts about the run that a check or a filter may need. */
export interface RunFacts {
	/** Time zone of the workflow, as an IANA name. */
	timezone: string;
}

/** Looks at the parameters of one item, without asking anybody; each of them is of its type already. */
export type Check = (parameters: Parameters, facts: RunFacts) => Problem | undefined;

/** The body that resolved parameters make; members that are undefined are left out. */
export type Body = (parameters: Parameters) => IDataObject | IDataObject[];

/** The query that resolved parameters make; members that are undefined are left out. */
export type Query = (parameters: Parameters) => IDataObject;

/** How the gift of a campaign travels, in the API's words. */
export type Delivery = 'mail' | 'email';

/** What every operation says of itself. */
interface OperationBase<Shape extends { kind: string }> {
	/** Entry of the operation selector. Its routing names method and path; `{name}` in the path is the parameter of that name. */
	option: INodePropertyOptions;
	/** Fields of this operation, in the order of the editor, without routing, and shown by other fields of the operation at most. */
	fields: Field[];
	/** Shape of what comes back, and so how the request is made and read. */
	answer: Shape;
	/** All must pass for all items before the first request of a run. */
	checks: Check[];
	body?: Body;
	query?: Query;
	/** Statuses by which its endpoint says that nothing was done, beside those that all have. */
	refusals?: number[];
	/** What a model that holds it as a tool has to know beside its description and what all such operations have in common, as sentences. */
	forModels?: string;
	/** How to find out what became of it when its outcome is unknown, where the general words don't fit. */
	howToCheck?: string;
	/** Whether its output may hold the key of the client application, without which an address of consent is of no use. */
	showsClientKey?: boolean;
}

/**
 * One operation: what the editor shows, what goes out, and what comes back. All of it is data. `safety` is what it does
 * at Sendoso, and repeats and unknown outcomes are handled by it alone; what spends money says how much it may spend.
 */
export type Operation<Shape extends { kind: string } = { kind: string }> = OperationBase<Shape> &
	(
		| { safety: Exclude<Safety, 'spends'> }
		| {
				safety: 'spends';
				/** Sends that the parameters of one item ask for. */
				countSends(parameters: Parameters): number;
				/** What is sent, as a text that tells it from others; only where it names no campaign in `touchId`. */
				productOf?(parameters: Parameters): string;
				/** What a model has to know of calling it again, as sentences; only where it is no gift of a campaign to people. */
				repeats?: string;
				/** Delivery type of the campaigns that it can send from, where that is known. */
				delivers?: Delivery;
		  }
	);

/** A resource: its entry in the selector and its operations, in the order of the editor. */
export interface Resource<Shape extends { kind: string } = { kind: string }> {
	option: INodePropertyOptions;
	operations: Array<Operation<Shape>>;
}
