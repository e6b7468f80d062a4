import type { IDataObject } from 'n8n-workflow';
import type { ListShape } from '../../Sendoso/lists/pageBody';

/** Where the records of a resource come from, and what they are called. */
export interface Source {
	/** `resource.operation`, for advice in errors. */
	operation: string;
	path: string;
	/** Where the rows sit in an answer of Sendoso's own API. */
	list: ListShape;
	/** Name of the wrapper that SAP Open Connectors may put around a row (A6). */
	singular?: string;
	/** Says that a single record can be read, and a 404 proves that it has left the list. */
	readsOne: boolean;
	nameOf: (record: IDataObject) => string;
	/** What to do when there is nothing to show in the editor. */
	emptyAdvice: string;
}
