import type { IDataObject } from 'n8n-workflow';
import { recordsOf } from '../../shared/polling/records/recordPoller';
import type { Source } from '../../shared/polling/source';
import { textOf } from '../../shared/values/json';
import { GROUP, RETURN_ADDRESS, TOUCH } from '../operations/kinds';
import { polledList, type WatchedList } from './polledList';

const nameMember = (record: IDataObject) => textOf(record.name);

/** A list of records over the connector; its page names the same three for events (fact 71). */
const records = (watched: WatchedList, label: string, shownAs: string, nameOf: Source['nameOf'] = nameMember): Source => ({
	label,
	emptyAdvice: `Create a ${label}, for instance with '${shownAs}' > 'Create', then fetch the test event again.`,
	events: ['created', 'updated', 'removed'],
	nameOf,
	read: (_filters, options) => ({ query: {}, accepts: () => true, identity: {}, createPoller: recordsOf(options) }),
	openList: (requests) => polledList(watched, requests),
});

/** A return address is known by what is written on the parcel. */
const nameOfAddress = (record: IDataObject) =>
	[record.address, record.city]
		.map(textOf)
		.filter((part) => part !== '')
		.join(', ');

/** What can be watched over SAP Open Connectors, in the order of the editor. */
export const sources: Record<string, Source> = {
	touch: records({ resource: 'touch', ...TOUCH, readsOne: true }, 'campaign (touch)', 'Campaign (Touch)'),
	returnAddress: records({ resource: 'returnAddress', ...RETURN_ADDRESS }, 'return address', 'Return Address', nameOfAddress),
	group: records({ resource: 'group', ...GROUP }, 'team group', 'Team Group'),
};
