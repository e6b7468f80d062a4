import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { freshness } from '../../nodes/shared/spending/duplicates/freshness';
import { locator, openDesk, openTouch } from '../operations/support';
import { people, posts } from './support';

const desk = openDesk({ seed: 'empty' });

const usual = freshness.longestAgeMs;
beforeEach(() => {
	// What takes five seconds in earnest takes less here.
	freshness.longestAgeMs = 300;
});
afterEach(() => {
	freshness.longestAgeMs = usual;
});

const egift = (touchId: unknown, more: INodeParameters = {}): INodeParameters => ({ resource: 'send', operation: 'createEgift', touchId: locator(touchId), recipientEmail: '={{ $json.email }}', ...more });
const factsOf = (items: Array<{ json: IDataObject }>) => items.map(({ json }) => json.sendoso as IDataObject);
/** A credential whose sends take a while, so that the list ages. */
function slowly(requestsPerSecond = 20) {
	const credential = desk.credential();
	credential.data.requestsPerSecond = requestsPerSecond;
	return credential;
}
/** Lets another process send to somebody while the n-th send of this one arrives. */
function sendElsewhere(atPost: number, send: () => void): () => void {
	let seen = 0;
	return desk.control.on('request', ({ method, path }) => {
		if (method === 'POST' && path === '/api/v3/send' && ++seen === atPost) send();
	});
}

test.each(['descending', 'ascending'] as const)('a gift that somebody else sent during the run is not sent again (%s list)', async (order) => {
	desk.control.setOrder(order);
	const touch = openTouch(desk, 'email');
	desk.control.sends.addMany(320, { touchId: openTouch(desk, 'email').id, from: desk.control.clock.now() - 3_600_000 * 50 });
	const crowd = people(24);
	const last = crowd[23]?.email ?? '';
	const stop = sendElsewhere(3, () => desk.control.sends.add({ touchId: touch.id, recipientEmail: last }));
	const { items, error } = await desk.run(egift(touch.id), { items: crowd, credential: slowly() });
	stop();
	expect(error).toBeUndefined();
	expect(factsOf(items).map(({ outcome }) => outcome)).toEqual([...Array.from({ length: 23 }, () => 'sent'), 'skipped']);
	expect(items[23]?.json).toMatchObject({ tracking_code: null, sendoso: { matchedSend: { recipient: { email: last } } } });
	expect(desk.control.sends.list({ email: last })).toHaveLength(1);
});

test('of several addresses the one that somebody else sent to meanwhile is left out of the request', async () => {
	const touch = openTouch(desk, 'email');
	const groups = Array.from({ length: 12 }, () => people(2).map(({ email }) => email));
	const [taken = '', other = ''] = groups[11] ?? [];
	const stop = desk.control.on('request', ({ method, sequence }) => {
		if (method === 'POST' && sequence > 3 && desk.control.sends.list({ email: taken }).length === 0) desk.control.sends.add({ touchId: touch.id, recipientEmail: taken });
	});
	const parameters = { ...egift(touch.id), operation: 'createEgiftLinks', recipientEmails: '={{ $json.emails }}' };
	const { items, error } = await desk.run(parameters, { items: groups.map((emails) => ({ emails })), credential: slowly(8) });
	stop();
	expect(error).toBeUndefined();
	expect(items.slice(-2).map(({ json }) => [json.recipient_email_or_phone_number, (json.sendoso as IDataObject).outcome])).toEqual([[taken, 'skipped'], [other, 'sent']]);
	expect(desk.control.sends.list({ email: taken })).toHaveLength(1);
});

test('executions with one credential share the reading that keeps the list young', async () => {
	const touch = openTouch(desk, 'email');
	const credential = slowly(40);
	const began = Date.now();
	const results = await Promise.all([1, 2, 3].map(async () => await desk.run(egift(touch.id), { items: people(20), credential })));
	const took = Date.now() - began;
	for (const { error } of results) expect(error).toBeUndefined();
	const reads = desk.seen().filter(({ method }) => method === 'GET').length;
	// The three first readings, and one in each time that the list stays young; the next one may have begun.
	expect(reads).toBeLessThanOrEqual(3 + Math.ceil(took / freshness.longestAgeMs) + 1);
	expect(reads).toBeGreaterThan(3);
});

test('a list that can no longer be read keeps what is left from going out', async () => {
	const touch = openTouch(desk, 'email');
	const stop = sendElsewhere(3, () => desk.control.fault({ match: { method: 'GET', path: '/api/v3/send' }, times: 'always', action: { kind: 'status', status: 403, body: { message: 'Not for you' } } }));
	const { outputs, error } = await desk.run(egift(touch.id), { items: people(24), credential: slowly(), settings: { onError: 'continueErrorOutput' } });
	stop();
	expect(error).toBeUndefined();
	const [sent = [], failed = []] = outputs;
	expect(sent.length).toBe(posts(desk).length);
	expect(sent.length + failed.length).toBe(24);
	expect(failed.length).toBeGreaterThan(0);
	for (const { json } of failed) expect(json.error).toMatch(/^Not sent: /);
});

test('a list that loses its order is read as a whole, and the gifts go out', async () => {
	const touch = openTouch(desk, 'email');
	desk.control.sends.addMany(150, { touchId: openTouch(desk, 'email').id, from: desk.control.clock.now() - 3_600_000 * 50 });
	const crowd = people(24);
	const last = crowd[23]?.email ?? '';
	const stop = sendElsewhere(3, () => {
		desk.control.sends.add({ touchId: touch.id, recipientEmail: last });
		desk.control.setOrder('none');
	});
	const { items, error } = await desk.run(egift(touch.id), { items: crowd, credential: slowly() });
	stop();
	expect(error).toBeUndefined();
	expect(factsOf(items).map(({ outcome }) => outcome)).toEqual([...Array.from({ length: 23 }, () => 'sent'), 'skipped']);
});

test('a server that answers more slowly than the list ages does not hold the gifts up', async () => {
	const touch = openTouch(desk, 'email');
	freshness.longestAgeMs = 50;
	desk.control.fault({ match: { method: 'GET', path: '/api/v3/send' }, times: 'always', action: { kind: 'delay', milliseconds: 120 } });
	const { items, error } = await desk.run(egift(touch.id), { items: people(8), credential: slowly() });
	expect(error).toBeUndefined();
	expect(items).toHaveLength(8);
});

test('what the list of another item shows is not taken for the send whose answer was lost', async () => {
	const touch = openTouch(desk, 'email');
	// The node gives up the second one so late that its entry is read for others meanwhile.
	desk.control.fault({ match: { method: 'POST', nth: 2 }, action: { kind: 'stall', stage: 'after' } });
	const { items, error } = await desk.run(egift(touch.id, { requestOptions: { timeout: 900 } }), { items: people(24), credential: slowly(), settings: { onError: 'continueRegularOutput' } });
	expect(error).toBeUndefined();
	expect(factsOf(items).map((facts) => facts?.outcome)).toEqual(['sent', 'reconciled', ...Array.from({ length: 22 }, () => 'sent')]);
}, 30_000);

test('rows that wait learn what other rows have read', async () => {
	const touch = openTouch(desk, 'email');
	const crowd = people(24);
	const taken = crowd.slice(12).map(({ email }) => email);
	const credential = slowly();
	const stop = sendElsewhere(3, () => {
		for (const email of taken) desk.control.sends.add({ touchId: touch.id, recipientEmail: email });
	});
	// Another execution with the same credential keeps the list young for both.
	const [{ items }] = await Promise.all([desk.run(egift(touch.id), { items: crowd, credential }), desk.run(egift(touch.id), { items: people(12), credential })]);
	stop();
	expect(items).toHaveLength(24);
	const requests = desk.control.requests();
	const made = posts(desk)[2]?.arrivedAt ?? NaN;
	const knownAt = requests.find(({ method, arrivedAt }) => method === 'GET' && arrivedAt > made)?.endedAt ?? NaN;
	const late = posts(desk).filter(({ arrivedAt, body }) => arrivedAt > knownAt && taken.includes((body as { send: { email: string } }).send.email));
	// Four may be on their way.
	expect(late.length).toBeLessThanOrEqual(4);
	expect(factsOf(items).filter((facts) => facts?.outcome === 'skipped').length).toBeGreaterThan(0);
});
