import { poll as pollOf } from '../../shared/polling/poll';
import type { TriggerService } from '../../shared/polling/triggerService';
import { openConnectorsService } from '../service';
import { triggerFields } from './fields';
import { sources } from './sources';

/** What the trigger over SAP Open Connectors watches. */
export const openConnectorsTriggerService: TriggerService = {
	...openConnectorsService,
	fields: triggerFields,
	sources,
	identity: {
		// The token of an instance names its account, and is part of the connection already.
		token: async () => await Promise.resolve('instance'),
	},
};

/** One tick of the trigger. */
export const poll = pollOf(openConnectorsTriggerService);
