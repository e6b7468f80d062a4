import type { IDataObject } from 'n8n-workflow';
import { textOf } from '../resources/shared/checks';
import type { ListShape } from '../transport/readList';

/** What the trigger can watch over Sendoso's own API. */
export type ResourceName = 'group' | 'send' | 'touch' | 'user';

/** Where the records of a resource come from, and what they are called. */
export interface Source {
	/** `resource.operation`, for advice in errors. */
	operation: string;
	path: string;
	list: ListShape;
	/** Says that a single record can be read, and a 404 proves that it has left the list. */
	readsOne: boolean;
	nameOf: (record: IDataObject) => string;
	/** What to do when there is nothing to show in the editor. */
	emptyAdvice: string;
}

const nameMember = (record: IDataObject) => textOf(record.name);

/** The sources over OAuth2; those of other connections get a table of their own. */
export const OAUTH2_SOURCES: Record<ResourceName, Source> = {
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
