import type { IDataObject } from 'n8n-workflow';
import { textOf } from '../resources/shared/checks';
import type { ListShape } from '../transport/readList';

/** What the trigger can watch. */
export type ResourceName = 'group' | 'returnAddress' | 'send' | 'touch' | 'user';

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

const nameMember = (record: IDataObject) => textOf(record.name);

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
const NO_MEMBERS: ListShape = { rows: '', total: '' };

/** The sources over SAP Open Connectors; its page names the same three for events (fact 71). */
const CONNECTOR_SOURCES: Partial<Record<ResourceName, Source>> = {
	group: {
		operation: 'group.getAll',
		path: '/groups',
		list: NO_MEMBERS,
		singular: 'group',
		readsOne: false,
		nameOf: nameMember,
		emptyAdvice: "Create a team group, for instance with 'Team Group' > 'Create', then fetch the test event again.",
	},
	returnAddress: {
		operation: 'returnAddress.getAll',
		path: '/return-addresses',
		list: NO_MEMBERS,
		singular: 'return_address',
		readsOne: false,
		nameOf: (record) => [record.address, record.city].map(textOf).filter((part) => part !== '').join(', '),
		emptyAdvice: "Create a return address, for instance with 'Return Address' > 'Create', then fetch the test event again.",
	},
	touch: {
		operation: 'touch.getAll',
		path: '/touches',
		list: NO_MEMBERS,
		singular: 'touch',
		readsOne: true,
		nameOf: nameMember,
		emptyAdvice: "Create a campaign (touch), for instance with 'Campaign (Touch)' > 'Create', then fetch the test event again.",
	},
};

/** Where a resource comes from on a connection; undefined when it can't be watched there. */
export function sourceOf(authentication: unknown, resource: string): Source | undefined {
	const sources = authentication === 'openConnectors' ? CONNECTOR_SOURCES : OAUTH2_SOURCES;
	return Object.entries(sources).find(([name]) => name === resource)?.[1];
}
