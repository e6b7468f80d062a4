import { nameMember, NO_MEMBERS, type ResourceName } from '../../Sendoso/trigger/sources';
import type { Source } from '../../shared/polling/source';
import { textOf } from '../../shared/values/json';

/** The sources over SAP Open Connectors; its page names the same three for events (fact 71). */
export const CONNECTOR_SOURCES: Partial<Record<ResourceName, Source>> = {
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
