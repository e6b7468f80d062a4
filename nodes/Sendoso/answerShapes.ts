import type { IDataObject } from 'n8n-workflow';
import type { Operation, Parameters, Resource } from '../shared/operations/operation';
import type { ListShape } from './lists/pageBody';

/** Shape of what an operation gives back, and so how its request is made and read. */
export type SendosoAnswer =
	/** One record, in a wrapper or bare; where `id` names a parameter, the one with that ID. */
	| { kind: 'record'; unwrap?: string; id?: string }
	/** A record that was created and costs nothing. */
	| { kind: 'createdRecord' }
	/** Records without paging: a bare array, or one in a member. */
	| { kind: 'rows'; member?: string; shape?: (row: IDataObject, parameters: Parameters) => IDataObject }
	/** A paged list, read under `returnAll` and `limit`. */
	| {
			kind: 'list';
			list: ListShape;
			idField: string;
			accept?: (parameters: Parameters) => ((row: IDataObject) => boolean) | undefined;
			simplify?: (row: IDataObject) => IDataObject;
	  }
	/** Products of the marketplace, by cursor. */
	| { kind: 'products' }
	/** Users of SCIM, by the place of the first one on a page. */
	| { kind: 'scimUsers' }
	/** A user of SCIM that was changed. */
	| { kind: 'scimUpdate' }
	/** A send without a campaign that was made. */
	| { kind: 'catalogueSend' }
	/** Sendoso's list of sends, newest first. */
	| { kind: 'sends' }
	/** One send, looked for in the list. */
	| { kind: 'sendByGid' }
	/** A send that was made. */
	| { kind: 'send' }
	/** eGift links that were made, one item per address. */
	| { kind: 'egiftLinks' };

/** An operation of Sendoso's own API. */
export type SendosoOperation = Operation<SendosoAnswer>;

/** A resource of Sendoso's own API. */
export type SendosoResource = Resource<SendosoAnswer>;
