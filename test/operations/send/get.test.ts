import type { IDataObject, INodeParameters } from 'n8n-workflow';
import type { SendOrder } from '../../../sandbox';
import { itExplainsRefusals } from '../readErrors';
import { expectError, failedItems, listedSends, openDesk } from '../support';

const desk = openDesk({ seed: { touches: 4, groups: 2, users: 4, sends: 640 } });

const parameters = (sendGid: string): INodeParameters => ({ resource: 'send', operation: 'get', sendGid });
/** Listed sends, newest first, without what the API hides. */
const listed = () => listedSends(desk) as unknown as IDataObject[];
const gid = (index: number) => String(listed().at(index)?.send_gid);
const pages = () => desk.seen().map(({ query }) => Number(query.page));

test.each<[SendOrder, number, number[]]>([
	['descending', 0, [1, 7]],
	['descending', 250, [1, 7, 2, 3]],
	['descending', -1, [1, 7]],
	['ascending', 0, [1, 7]],
	['ascending', 100, [1, 7, 6]],
	['ascending', -1, [1, 7]],
])('finds a send in a list in %s order from the newest on (send %d)', async (order, index, expected) => {
	desk.control.setOrder(order);
	const { items, error } = await desk.run(parameters(` ${gid(index)} `));
	expect(error).toBeUndefined();
	expect(items).toEqual([{ json: listed().at(index), pairedItem: { item: 0 } }]);
	expect(pages()).toEqual(expected);
	for (const request of desk.seen()) expect(request).toMatchObject({ method: 'GET', path: '/api/v3/send', query: { per_page: '100' }, body: null });
});

test('finds a send in a list without order', async () => {
	desk.control.setOrder('none');
	expect((await desk.run(parameters(gid(333)))).items).toEqual([{ json: listed()[333], pairedItem: { item: 0 } }]);
});

test('all items share one walk', async () => {
	const wanted = [600, 0, 150, 0, 420];
	const { items } = await desk.run(parameters('={{ $json.gid }}'), { items: wanted.map((index) => ({ gid: gid(index) })) });
	expect(items).toEqual(wanted.map((index, item) => ({ json: listed()[index], pairedItem: { item } })));
	expect(pages().sort()).toEqual([...new Set(pages())].sort());
});

test('an unknown GID is an error that says how many sends were searched', async () => {
	const result = await desk.run(parameters('unknown'));
	expectError(result, 'Sendoso lists no send with this GID; 640 sends were searched', "'Send GID'");
	expect(pages().sort()).toEqual([1, 2, 3, 4, 5, 6, 7]);
});

test('an unknown GID costs one walk, and the other items go on', async () => {
	const items = [{ gid: 'unknown' }, { gid: gid(5) }, { gid: desk.control.sends.list()[0]?.tracking_code }];
	const result = await desk.run(parameters('={{ $json.gid }}'), { items, settings: { onError: 'continueErrorOutput' } });
	expect(result.items).toEqual([expect.objectContaining({ json: listed()[5], pairedItem: { item: 1 } })]);
	expect(failedItems(result).map(({ pairedItem }) => pairedItem)).toEqual([{ item: 0 }, { item: 2 }]);
	expect(pages()).toHaveLength(7);
});

test('an empty list is searched with one request', async () => {
	desk.control.reset('empty');
	expectError(await desk.run(parameters('unknown')), 'Sendoso lists no send with this GID; 0 sends were searched', "'Send GID'");
	expect(desk.seen()).toHaveLength(1);
});

test.each<[string, boolean, number]>([
	['counts', false, 2],
	['does not count', true, 4],
])('says that the list repeats itself when a server that %s ignores the page number', async (_name, isUncounted, requests) => {
	desk.control.ignorePageNumbers(true);
	desk.control.hideCounters(isUncounted);
	const result = await desk.run(parameters('={{ $json.gid }}'), { items: [{ gid: 'unknown' }, { gid: 'other' }] });
	expectError(result, "Sendoso's list repeats itself: a page held nothing but records of earlier pages", 'Run the node again');
	expect(desk.seen()).toHaveLength(requests);
});

test('follows a server with smaller pages', async () => {
	desk.control.setMaxPerPage(30);
	expect((await desk.run(parameters(gid(200)))).items[0]?.json).toEqual(listed()[200]);
});

test('sends that arrive meanwhile hide no other', async () => {
	const oldest = listed().at(-30);
	const stop = desk.control.beforeAnswer(() => void desk.control.sends.addMany(20, { touchId: 220_145 }));
	const { items } = await desk.run(parameters(String(oldest?.send_gid)));
	const middle = await desk.run(parameters(gid(500)));
	stop();
	expect(items[0]?.json).toEqual(oldest);
	expect(middle.error).toBeUndefined();
});

test.each(['={{ "" }}', '={{ " " }}', '={{ $json.nothing }}'])('refuses the GID %j before any request', async (sendGid) => {
	expectError(await desk.run(parameters(sendGid)), "'Send GID' is empty", "'Send GID'");
	expect(desk.seen()).toEqual([]);
});

test('an error of one item names that item', async () => {
	desk.control.fault({ times: 'always', action: { kind: 'status', status: 422, body: { message: 'Not now' } } });
	const items = [{ gid: '={{ "" }}' }, { gid: 'b' }];
	const result = await desk.run(parameters('={{ $json.gid }}'), { items: [{ gid: 'a' }, ...items.slice(1)], settings: { onError: 'continueErrorOutput' } });
	expect(failedItems(result)).toEqual([{ error: 'Not now', pairedItem: { item: 0 } }, { error: 'Not now', pairedItem: { item: 1 } }]);
	const described = (result.outputs[1] ?? []).map(({ error }) => error?.description);
	for (const [item, description] of described.entries()) if (description) expect(description).toContain(`[item ${item}]`);
});

test('Retry On Fail can read what the first try could not', async () => {
	desk.control.fault({ times: 4, action: { kind: 'tooManyRequests', header: { name: 'Retry-After', value: '0' } } });
	const { items, error } = await desk.run(parameters(gid(0)), { settings: { retryOnFail: true, maxTries: 2, waitBetweenTries: 1 } });
	expect(error).toBeUndefined();
	expect(items[0]?.json).toEqual(listed()[0]);
});

const threeTries = { retryOnFail: true, maxTries: 3, waitBetweenTries: 1 };

test.each<SendOrder>(['descending', 'ascending', 'none'])('Retry On Fail looks into the walk that ended, and asks for nothing again (%s)', async (order) => {
	desk.control.setOrder(order);
	const result = await desk.run(parameters('={{ $json.gid }}'), { items: [{ gid: gid(3) }, { gid: 'unknown' }, { gid: 'other' }], settings: threeTries });
	expectError(result, 'Sendoso lists no send with this GID; 640 sends were searched', "'Send GID'", 1);
	expect(pages().sort()).toEqual([1, 2, 3, 4, 5, 6, 7]);
});

test('Retry On Fail walks again through a list that had no end', async () => {
	desk.control.ignorePageNumbers(true);
	const stop = desk.control.on('answered', () => desk.control.ignorePageNumbers(desk.seen().length < 2));
	const { items, error } = await desk.run(parameters(gid(-1)), { settings: threeTries });
	stop();
	expect(error).toBeUndefined();
	expect(items).toEqual([{ json: listed().at(-1), pairedItem: { item: 0 } }]);
	expect(pages()).toEqual([1, 7, 1, 7]);
});

test('all items of a call of an agent share one walk, and the next call walks anew', async () => {
	const items = [{ gid: gid(600) }, { gid: gid(0) }, { gid: gid(150) }];
	const credential = desk.credential();
	const run = async () => await desk.run(parameters('={{ $json.gid }}'), { items, credential, type: 'n8n-nodes-sendoso.sendosoTool' });
	expect((await run()).items.map(({ json }) => json)).toEqual([600, 0, 150].map((index) => listed()[index]));
	expect(new Set(pages()).size).toBe(pages().length);
	const before = pages().length;
	await run();
	expect(pages()).toHaveLength(2 * before);
});

itExplainsRefusals(desk, () => parameters(gid(0)));
