import type { IDataObject } from 'n8n-workflow';
import { CONNECTOR_SOURCES } from '../../SendosoOpenConnectors/trigger/sources';
import type { Source } from '../../shared/polling/source';
import { textOf } from '../../shared/values/json';
import type { ListShape } from '../lists/pageBody';

/** What the trigger can watch. */
export type ResourceName = 'group' | 'returnAddress' | 'send' | 'touch' | 'user';

export const nameMember = (record: IDataObject) => textOf(record.name);

/** The sources over Sendoso's own API. */
const OAUTH2_SOURCES: Partial<Record<ResourceName, Source>> = {
	group: {
		operation: 'group.getAll',
		path: '/api/v3/groups',
		list: { rows: 'groups', total: 'total_groups' },
		readsOne: false,
		nameOf: nameMember,
		emptyAdvice: 'Create a team group in Sendoso, then fetch the test event again.',
	},
	send: {
		operation: 'send.getAll',
		path: '/api/v3/send',
		list: { rows: 'sends', total: 'total_count' },
		readsOne: false,
		nameOf: nameMember,
		emptyAdvice: 'Send a gift with Sendoso, then fetch the test event again.',
	},
	touch: {
		operation: 'touch.getAll',
		path: '/api/v3/touches',
		list: { rows: 'touches', total: 'total_posts' },
		readsOne: true,
		nameOf: nameMember,
		emptyAdvice: 'Create and activate a campaign (touch) in Sendoso, then fetch the test event again.',
	},
	user: {
		operation: 'user.getAll',
		path: '/api/v3/users',
		list: { rows: 'users', total: 'total_users' },
		readsOne: false,
		nameOf: (record) => `${textOf(record.first_name)} ${textOf(record.last_name)}`.trim(),
		emptyAdvice: 'Invite a user in Sendoso, then fetch the test event again.',
	},
};

/** Rows of SAP Open Connectors stand for themselves. */
export const NO_MEMBERS: ListShape = { rows: '', total: '' };

/** Where a resource comes from on a connection; undefined when it can't be watched there. */
export function sourceOf(authentication: unknown, resource: string): Source | undefined {
	const sources = authentication === 'openConnectors' ? CONNECTOR_SOURCES : OAUTH2_SOURCES;
	return Object.entries(sources).find(([name]) => name === resource)?.[1];
}
