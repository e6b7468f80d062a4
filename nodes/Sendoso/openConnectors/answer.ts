import type { IDataObject } from 'n8n-workflow';
import type { Parameters } from '../run/parameters';

/** Shape of what an operation over SAP Open Connectors gives back, and so how its request is made and read. */
export type ConnectorAnswer =
	/** A list, read page by page and narrowed by OCNQL where the operation has the fields for it. */
	| { kind: 'connectorList'; singular?: string; shape?: (row: IDataObject, parameters: Parameters) => IDataObject | undefined }
	/** One record; `orFrom` is the list to look in where the connector can't read by ID (A4). */
	| { kind: 'connectorRecord'; singular?: string; orFrom?: { path: string; id: string } }
	/** A record that was created, changed or deleted; `orElse` is the method to try once when the first is not offered (A5). */
	| { kind: 'connectorWrite'; singular?: string; orElse?: 'PUT' };
