import type { SandboxContext } from '../context';
import type { Behaviour } from '../openConnectors/behaviour';
import type { Tenant } from '../openConnectors/tenant';

/** Whose answers an oddity changes. */
export type OddApi = 'Sendoso' | 'SAP Open Connectors';

/** One way in which an API may differ from what its pages promise, and how it is switched. */
interface Oddity {
	api: OddApi;
	/** What is odd then, as a sentence without its full stop. */
	label: string;
	/** The call that switches it, with what it is told for on and off. */
	call: string;
	on: unknown;
	off: unknown;
	/** The setting that the call changes. */
	setting(context: SandboxContext, behaviour: Behaviour): unknown;
}

/** An oddity as the console shows it. */
export interface OddityState extends Pick<Oddity, 'api' | 'label' | 'call' | 'on' | 'off'> {
	name: string;
	isOn: boolean;
}

type Entry = [name: string, label: string, call: string, on: unknown, off: unknown, setting: Oddity['setting']];

const direct: Entry[] = [
	['sendsOldestFirst', 'Sends come oldest first', 'setOrder', 'ascending', 'descending', ({ store }) => store.sends.order],
	['sendsInNoOrder', 'Sends come in no order', 'setOrder', 'none', 'descending', ({ store }) => store.sends.order],
	['smallPages', 'No page holds more than 10 records, whatever is asked for', 'setMaxPerPage', 10, null, ({ settings }) => settings.maxPerPage],
	['shortPages', 'Pages hold 7 records and call themselves as long as asked', 'shortenPages', 7, null, ({ settings }) => settings.lists.shortenedTo],
	['firstPageForEver', 'Every page is the first one', 'ignorePageNumbers', true, false, ({ settings }) => settings.ignoresPageNumbers],
	['lastPageForEver', 'Behind the last page it comes again', 'answerBehindEnd', 'repeat', 'empty', ({ settings }) => settings.lists.behindTheEnd],
	['errorBehindEnd', 'A page behind the last one is a 404', 'answerBehindEnd', 'error', 'empty', ({ settings }) => settings.lists.behindTheEnd],
	['withoutCounters', 'Lists do not say how many records they have', 'hideCounters', true, false, ({ settings }) => settings.lists.hidesCounters],
	['highCounters', 'Lists announce one record too many', 'offsetCounters', 1, 0, ({ settings }) => settings.lists.counterOffset],
	['lowCounters', 'Lists announce one record too few', 'offsetCounters', -1, 0, ({ settings }) => settings.lists.counterOffset],
	['wordyCounters', 'Lists announce a text in the place of a number', 'offsetCounters', 'text', 0, ({ settings }) => settings.lists.counterOffset],
	['lastCursorForEver', 'The last page of the marketplace leads to itself', 'setCatalogue', { end: 'repeat' }, { end: 'null' }, ({ settings }) => settings.catalogue.end],
	['resetInSeconds', 'X-Rate-Limit-Reset holds the seconds that are left', 'setCatalogue', { reset: 'seconds' }, { reset: 'epoch' }, ({ settings }) => settings.catalogue.reset],
	['withoutScimRead', 'No single SCIM user can be read', 'setScim', { readsOne: false }, { readsOne: true }, ({ settings }) => settings.scim.readsOne],
	['otherScimSchema', 'Lists of SCIM users name the schema of a user', 'setScim', { namesUserSchema: true }, { namesUserSchema: false }, ({ settings }) => settings.scim.namesUserSchema],
	['otherSpellings', 'Each answer spells its values in another way, over both connections', 'respell', true, false, ({ settings }) => settings.lists.records.respells],
	['wrongDates', 'The Date header is two hours ahead', 'setDateOffset', 7_200_000, 0, ({ settings }) => settings.dateOffsetMilliseconds],
	['tokensForOneRequest', 'Each access token ends after one request', 'endTokensAfter', 1, null, ({ tokens }) => tokens.usesOfAccessToken],
	['refusedRefreshes', 'No token can be refreshed', 'refuseRefresh', true, false, ({ tokens }) => tokens.refuseRefresh],
];

const overSap: Entry[] = [
	['numberedPages', 'Lists know page numbers and no pointers', 'setPaging', 'page', 'token', (_, { paging }) => paging],
	['numbersBeyondEnd', 'Page numbers behind the end give the last page again', 'setPaging', 'lastForEver', 'token', (_, { paging }) => paging],
	['onePageForEver', 'Every page number gives the first page', 'setPaging', 'none', 'token', (_, { paging }) => paging],
	['pointersForEver', 'Every page points on, those behind the end too', 'setPaging', 'pointsForEver', 'token', (_, { paging }) => paging],
	['samePageBehindPointers', 'Each page has a new pointer and the same records', 'setPaging', 'endless', 'token', (_, { paging }) => paging],
	['missingPointers', 'Every second pointer is missing', 'losePointers', 2, 0, (_, { losesPointers }) => losesPointers],
	['cutPages', 'Pages hold 20 records and warn when more was asked for', 'setPageLimit', 20, 200, (_, { pageLimit }) => pageLimit],
	['refusedPages', 'Pages of more than 20 records are refused as too large', 'refusePagesAbove', 20, 1_000_000, (_, { largestAnswer }) => largestAnswer],
	['standingWarning', 'Every page carries a warning', 'warnAlways', true, false, (_, { warnsAlways }) => warnsAlways],
	['withoutTotals', 'No counter comes, although it is asked for', 'setTotalCount', false, true, (_, { announcesTotal }) => announcesTotal],
	['highTotals', 'The counter is one too high', 'offsetTotalCount', 1, 0, (_, { totalOffset }) => totalOffset],
	['zeroTotals', 'The counter is always 0', 'offsetTotalCount', 'zero', 0, (_, { totalOffset }) => totalOffset],
	['pageTotals', 'The counter counts the records of the page', 'offsetTotalCount', 'page', 0, (_, { totalOffset }) => totalOffset],
	['ignoredFilters', 'Filters are accepted and dropped', 'ignoreFilters', true, false, (_, { ignoresFilters }) => ignoresFilters],
	['wrappedRows', 'Each record sits in a wrapper with its name', 'setShapes', { wrapsRows: true }, { wrapsRows: false }, (_, { shapes }) => shapes.wrapsRows],
	['oneSentGift', 'The list of sent gifts is one object', 'setShapes', { sentGiftsAsObject: true }, { sentGiftsAsObject: false }, (_, { shapes }) => shapes.sentGiftsAsObject],
	['bareSentGifts', 'Sent gifts tell no address and no campaign', 'setShapes', { sentGiftsBare: true }, { sentGiftsBare: false }, (_, { shapes }) => shapes.sentGiftsBare],
	['otherBulkState', 'Bulk jobs tell their state under another name', 'setShapes', { bulkState: 'job_status' }, { bulkState: 'status' }, (_, { shapes }) => shapes.bulkState],
	['bulkLines', 'JSON results of bulk jobs come as one object per line', 'setShapes', { bulkJsonAsLines: true }, { bulkJsonAsLines: false }, (_, { shapes }) => shapes.bulkJsonAsLines],
	['withoutBulk', 'There is no bulk service', 'setBulk', false, true, (_, { hasBulk }) => hasBulk],
];

const oddities = new Map<string, Oddity>([
	...direct.map(([name, label, call, on, off, setting]) => [name, { api: 'Sendoso' as const, label, call, on, off, setting }] as const),
	...overSap.map(([name, label, call, on, off, setting]) => [name, { api: 'SAP Open Connectors' as const, label, call: `openConnectors.${call}`, on, off, setting }] as const),
]);

/** Every oddity that can be switched on by its name, and whether it is on. */
export function listOddities(context: SandboxContext, { behaviour }: Tenant): OddityState[] {
	return [...oddities].map(([name, { setting, ...shown }]) => ({ name, ...shown, isOn: setting(context, behaviour) === valueOf(shown.on) }));
}

/** The call that switches an oddity, with its argument. */
export function switchOf(name: string, on: boolean): { call: string; value: unknown } {
	const oddity = oddities.get(name);
	if (oddity === undefined) throw new Error(`There is no oddity ${name}`);
	return { call: oddity.call, value: on ? oddity.on : oddity.off };
}

/** A call that takes an object changes one member. */
function valueOf(given: unknown): unknown {
	return typeof given === 'object' && given !== null ? Object.values(given)[0] : given;
}
