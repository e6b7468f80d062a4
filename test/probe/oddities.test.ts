import { factsOf, differing, freshStandIn, openStandIn, probeStandIn } from './support';

const { sandbox } = openStandIn();

const LISTS = ['users', 'groups', 'touches', 'sends'];
const each = (fact: string) => LISTS.map((list) => `${list}-${fact}`);
const reads = ['GET /api/v3/users', 'GET /api/v3/groups', 'GET /api/v3/touches', 'GET /api/v3/send'];

/** By oddity: all facts that differ then. */
const SEEN: Record<string, string[]> = {
	sendsOldestFirst: ['sends-order'],
	sendsInNoOrder: ['sends-order'],
	smallPages: ['touches-page-size', 'sends-page-size', 'sends-largest-page'],
	shortPages: ['touches-page-size', 'sends-page-size', 'sends-largest-page'],
	firstPageForEver: each('page-numbers'),
	lastPageForEver: each('behind-end'),
	errorBehindEnd: each('behind-end'),
	withoutCounters: [...each('counter'), ...reads],
	highCounters: each('counter'),
	lowCounters: each('counter'),
	wordyCounters: [...each('counter'), ...reads],
	withoutScimRead: ['scim-one', 'GET /api/scim/v2/Users/{user_id}'],
	otherScimSchema: ['scim-urn'],
	otherSpellings: ['spelling', 'sap-spelling'],
	wrongDates: ['core-date', 'catalogue-date', 'SCIM-date', 'platform-date'],
	tokensForOneRequest: ['core-token', 'SCIM-token'],
	numberedPages: ['sap-pointers'],
	numbersBeyondEnd: ['sap-pointers', 'sap-page-numbers'],
	onePageForEver: ['sap-pointers', 'sap-page-numbers'],
	pointersForEver: ['sap-last-pointer'],
	samePageBehindPointers: ['sap-pointer-rows'],
	missingPointers: ['sap-pointers'],
	cutPages: ['sap-page-limit'],
	refusedPages: ['sap-page-limit'],
	standingWarning: ['sap-warning'],
	withoutTotals: ['sap-total'],
	highTotals: ['sap-total'],
	zeroTotals: ['sap-total'],
	pageTotals: ['sap-total'],
	ignoredFilters: ['sap-filter-touches', 'sap-filter-users'],
	wrappedRows: ['sap-wrapped'],
	oneSentGift: ['sap-sent-gifts'],
	bareSentGifts: ['sap-sent-members'],
	otherBulkState: ['sap-bulk-state'],
	bulkLines: ['sap-bulk-lines'],
	withoutBulk: ['sap-bulk', 'GET /bulk/jobs'],
};

/** By oddity: where the contract expects nothing, the fact that is noted, and what is seen then. */
const NOTED: Record<string, [fact: string, seen: string]> = {
	lastCursorForEver: ['catalogue-end', 'a cursor stands on every page, on that of a search without products, too'],
	resetInSeconds: ['rate-limit-reset', 'a small number: seconds that are left'],
};

/** What no read can show, and why. */
const UNSEEN: Record<string, string> = {
	refusedRefreshes: 'the probe has an access token and nothing to refresh it with: a refresh is no read, and spends the token of its owner',
};

test('every oddity of the stand-in is seen, or there is a reason why not', () => {
	expect([SEEN, NOTED, UNSEEN].flatMap((table) => Object.keys(table)).sort()).toEqual(sandbox().control.oddities().map(({ name }) => name).sort());
});

test('nothing differs where nothing is odd, and all is asked but what takes a tracking code or is left out', async () => {
	freshStandIn(sandbox());
	const report = await probeStandIn(sandbox());
	expect(report.failures).toEqual([]);
	expect(differing(report)).toEqual([]);
	// No stand-in has a hundred campaigns in one answer of the connector, and rows without times have no order.
	expect(factsOf(report).filter(({ verdict }) => verdict === 'not seen').map(({ id }) => id)).toEqual(['legacy-order', 'sap-page-limit']);
	const ids = factsOf(report).map(({ id }) => id);
	expect(new Set(ids).size).toBe(ids.length);
	expect(ids.length).toBeGreaterThan(120);
});

/** What some of them say. */
const TOLD: Record<string, [fact: string, seen: string]> = {
	sendsOldestFirst: ['sends-order', 'oldest first'],
	sendsInNoOrder: ['sends-order', 'in no order'],
	smallPages: ['touches-page-size', '10 records, reported as 10'],
	shortPages: ['touches-page-size', '7 records, reported as 20, and there are more'],
	highCounters: ['touches-counter', 'fewer records are listed'],
	lowCounters: ['touches-counter', 'more records are listed'],
	withoutCounters: ['GET /api/v3/touches', 'total_posts is missing'],
	errorBehindEnd: ['touches-behind-end', 'status 404'],
	otherSpellings: ['spelling', 'other texts in created_at, end_date, start_date'],
	wrongDates: ['core-date', "120 minutes ahead: compare this machine's clock, too"],
	tokensForOneRequest: ['core-token', 'refused (401) at request 2: nothing more was asked'],
	numberedPages: ['sap-pointers', 'none: pages are told apart by number'],
	onePageForEver: ['sap-pointers', 'none, and each number gives the first page'],
	missingPointers: ['sap-pointers', 'missing on page 2, although more records follow'],
	cutPages: ['sap-page-limit', '20 records, with a warning in Elements-Error, although there are more'],
	refusedPages: ['sap-page-limit', 'refused as too large (429)'],
	zeroTotals: ['sap-total', '0, with records'],
	pageTotals: ['sap-total', 'the records of the page'],
};

test.each(Object.entries(SEEN))('%s makes %j differ, and nothing else', async (name, facts) => {
	freshStandIn(sandbox());
	const { control } = sandbox();
	control.setOddity(name, true);
	// The other connection is as it was, but for facts of both.
	const isOfSap = facts.some((fact) => /^(sap|platform)-/.test(fact));
	const report = await probeStandIn(sandbox(), { ...(!isOfSap && { openConnectors: undefined }), ...(facts.every((fact) => /^(sap-|GET \/bulk)/.test(fact)) && { sendoso: undefined }) });
	expect(report.failures).toEqual([]);
	expect(differing(report).sort()).toEqual([...facts].sort());
	const [fact, seen] = TOLD[name] ?? [];
	if (fact !== undefined) expect(factsOf(report).find(({ id }) => id === fact)?.seen).toBe(seen);
	// Odd answers are no reason to ask on.
	for (const { requests } of report.parts) expect(requests).toBeLessThanOrEqual(42);
	expect(control.violations()).toEqual([]);
	expect(new Set(control.requests().map(({ method }) => method))).toEqual(new Set(['GET']));
	control.setOddity(name, false);
});

test.each(Object.keys(UNSEEN))('%s changes nothing that is read', async (name) => {
	freshStandIn(sandbox());
	sandbox().control.setOddity(name, true);
	expect(differing(await probeStandIn(sandbox()))).toEqual([]);
});

test.each(Object.entries(NOTED))('%s changes what is noted', async (name, [fact, seen]) => {
	freshStandIn(sandbox());
	const notedIn = async () => factsOf(await probeStandIn(sandbox(), { openConnectors: undefined })).find(({ id }) => id === fact);
	expect((await notedIn())?.seen).not.toBe(seen);
	sandbox().control.setOddity(name, true);
	expect(await notedIn()).toMatchObject({ seen, verdict: 'noted' });
});
