import type { IDataObject } from 'n8n-workflow';
import type { Operation, Parameters, Resource } from '../shared/operations/operation';

/** What becomes of a row in the output; undefined leaves it out. */
export type RowShape = (row: IDataObject, parameters: Parameters) => IDataObject | undefined;

/** Shape of what an operation over SAP Open Connectors gives back, and so how its request is made and read. */
export type ConnectorAnswer =
	/** A list, read page by page and narrowed by OCNQL where the operation has the fields for it. */
	| { kind: 'connectorList'; singular?: string; shape?: RowShape }
	/** One record; `orFrom` is the list to look in where the connector can't read by ID (A4). */
	| { kind: 'connectorRecord'; singular?: string; orFrom?: { path: string; id: string }; shape?: RowShape }
	/** A record that was created, changed or deleted; `orElse` is the method to try once when the first is not offered (A5). */
	| { kind: 'connectorWrite'; singular?: string; orElse?: 'PUT' }
	/** A send that was made. */
	| { kind: 'send' }
	/** Several gifts in one request, each address checked on its own. */
	| { kind: 'bulkGifts' }
	/** Something that costs money and that nothing listed can be compared with. */
	| { kind: 'spendOnce' }
	/** Instances of the connector, whose secrets are never shown. */
	| { kind: 'instanceOAuthUrl' }
	| { kind: 'instanceList' }
	| { kind: 'instanceRecord' }
	/** `usesCode` where a code of Sendoso is spent, which works once. */
	| { kind: 'instanceWrite'; usesCode?: boolean }
	| { kind: 'instanceCreate' }
	/** The state of a bulk job, under whichever name the answer has it. */
	| { kind: 'bulkState' }
	/** What went wrong in a bulk job, as records or texts. */
	| { kind: 'bulkErrors' }
	/** The rows that a bulk job read, as items or as a file. */
	| { kind: 'bulkResult' };

/** An operation over SAP Open Connectors. */
export type ConnectorOperation = Operation<ConnectorAnswer>;

/** A resource over SAP Open Connectors. */
export type ConnectorResource = Resource<ConnectorAnswer>;
