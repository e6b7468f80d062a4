import type { IDataObject } from 'n8n-workflow';
import type { Watched } from '../../../shared/polling/source';

/** What the poller of sends is made for. */
export interface WatchedSends extends Watched {
	/** Whether a send is among those that are wanted. */
	accepts(send: IDataObject): boolean;
	/** Statuses whose arrival is told; all when empty. */
	statuses: Set<string>;
	/** Days after its creation for which an open send is followed. */
	trackStatusForDays: number;
}
