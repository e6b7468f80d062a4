import type { IPollFunctions } from 'n8n-workflow';
import type { Field } from '../parameters/field';
import type { Service } from '../service/service';
import type { Source } from './source';

/** What a trigger watches, and how it tells whose records it sees. */
export interface TriggerService extends Service {
	/** Parameters of the node. */
	fields: Field[];
	/** By the name of the resource, in the order of the editor. */
	sources: Record<string, Source>;
	identity: {
		/** Path that answers who is behind the connection; absent where its token names one account for good. */
		path?: string;
		/**
		 * Stands for the token that is in use at this moment, and is no secret: who is behind it is asked only when it
		 * changed. Empty when it can't be told.
		 */
		token(context: IPollFunctions): Promise<string>;
	};
}
