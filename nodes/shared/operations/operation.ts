import type { IDataObject, INodeProperties, INodePropertyOptions } from 'n8n-workflow';
import type { AnswerShape } from '../../Sendoso/answerShapes';
import type { Problem } from '../errors/nodeErrors';
import type { Safety } from '../transport/answer';

/** Resolved parameters by name; a resource locator is its plain value. */
export type Parameters = Record<string, unknown>;

/** Facts about the run that a check or a filter may need. */
export interface RunFacts {
	/** Time zone of the workflow, as an IANA name. */
	timezone: string;
}

/** Looks at the resolved parameters of one item, without asking anybody. */
export type Check = (parameters: Parameters, facts: RunFacts) => Problem | undefined;

/** One operation: what the editor shows, what goes out, and what comes back. All of it is data. */
export interface Operation {
	/** Entry of the operation selector, with the request's routing. */
	option: INodePropertyOptions;
	/** Fields of this operation, in the order of the editor, without display conditions. */
	fields: INodeProperties[];
	/** What the operation does at Sendoso. Repeats and unknown outcomes are handled by it alone. */
	safety: Safety;
	answer: AnswerShape;
	/** All must pass for all items before the first request of a run. */
	checks: Check[];
	/** Body of the request, where the fields carry no routing of their own. */
	body?: (parameters: Parameters) => IDataObject | IDataObject[];
	/** Query of the request, likewise; members that are undefined are left out. */
	query?: (parameters: Parameters) => IDataObject;
	/** A call about the platform of SAP Open Connectors, which needs no instance of the connector. */
	isPlatform?: boolean;
	/** How to find out what became of it when its outcome is unknown, where the general words don't fit. */
	howToCheck?: string;
}

/** A resource: its entry in the selector and its operations, in the order of the editor. */
export interface Resource {
	option: INodePropertyOptions;
	operations: Operation[];
}
