import { poll as pollOf } from '../../shared/polling/poll';
import type { TriggerService } from '../../shared/polling/triggerService';
import { fingerprint } from '../../shared/values/fingerprint';
import { member, textOf } from '../../shared/values/json';
import { CREDENTIAL } from '../connection';
import { sendosoService } from '../service';
import { triggerFields } from './fields';
import { sources } from './sources';

/** What the trigger of Sendoso's own API watches. */
export const sendosoTriggerService: TriggerService = {
	...sendosoService,
	fields: triggerFields,
	sources,
	identity: {
		path: '/api/v3/me',
		/** The stored access token may be renewed or replaced at any time, so it is looked at anew. */
		async token(context) {
			const { oauthTokenData } = await context.getCredentials(CREDENTIAL);
			const token = textOf(member(oauthTokenData, 'access_token'));
			return token === '' ? '' : fingerprint(token, 16);
		},
	},
};

/** One tick of the trigger. */
export const poll = pollOf(sendosoTriggerService);
