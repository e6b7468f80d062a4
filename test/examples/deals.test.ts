import type { IDataObject } from 'n8n-workflow';
import type { Sandbox } from '../../sandbox';
import { firstEgiftTouch } from '../../scripts/demo/standIn';
import { bench, start, stopAll } from '../trigger/support';
import { Example, rowOf, valueFor, type World } from './support';

afterEach(stopAll);

interface RowParameters {
	operation: string;
	filters?: { conditions: Array<{ keyName: string; keyValue: string }> };
	columns?: { value: Record<string, string> | null };
}

/** A data table that does what the workflow's nodes ask for, item by item, as n8n's does. */
class DataTable {
	readonly rows: IDataObject[] = [];

	run(example: Example, name: string, world: World & { $json: IDataObject }): IDataObject[] {
		const { operation, filters, columns } = example.parametersOf(name) as unknown as RowParameters;
		const wanted = (filters?.conditions ?? []).map(({ keyName, keyValue }) => [keyName, valueFor(keyValue, world)] as const);
		const matching = this.rows.filter((row) => wanted.every(([key, value]) => row[key] === value));
		if (operation === 'rowExists') return matching.length > 0 ? [world.$json] : [];
		if (operation === 'rowNotExists') return matching.length > 0 ? [] : [world.$json];
		if (operation === 'insert') this.rows.push({ ...world.$json });
		const values = Object.entries(columns?.value ?? {}).map(([key, value]) => [key, valueFor(value, world)] as const);
		return operation === 'insert' ? [world.$json] : matching.map((row) => Object.assign(row, Object.fromEntries(values)) as IDataObject);
	}
}

async function desk(prepare: (sandbox: Sandbox, touchId: number) => void = () => undefined) {
	const sandbox = await start({ seed: 'demo' });
	const touchId = firstEgiftTouch(sandbox).id;
	const example = new Example('update-deal-on-status-change', touchId);
	const trigger = bench(sandbox, example.parametersOf('Status of a send'));
	const table = new DataTable();
	await trigger.poll();
	prepare(sandbox, touchId);
	return { sandbox, example, trigger, table };
}

type Desk = Awaited<ReturnType<typeof desk>>;

/** Sends the gifts of the deals; the fields of those that can be followed, and of those for a person. */
async function sendGifts({ example, trigger }: Desk, deals = example.code('Won deals', [])) {
	const { outputs } = await example.send('Send a gift', trigger.credential, deals);
	const followed: IDataObject[] = [];
	const asked: IDataObject[] = [];
	for (const item of outputs[0] ?? []) {
		const world = { $json: item.json, $: () => ({ item: { json: deals[rowOf(item)] } }) };
		if (example.condition('Can it be followed?', world) !== '') followed.push(example.fields('Gift of the deal', world));
		else asked.push(example.fields('A person looks', world));
	}
	return { followed, asked };
}

/** Writes rows as n8n does: each node takes all items before the next one starts. */
function write({ example, table }: Desk, ...gifts: IDataObject[]) {
	const { fieldsToCompare: key } = example.parametersOf('One row per gift');
	const first = gifts.filter((gift, place) => gifts.findIndex((other) => other[String(key)] === gift[String(key)]) === place);
	const fresh = first.flatMap(($json) => table.run(example, 'Not in the table yet', { $json }));
	for (const $json of fresh) table.run(example, 'Keep it with its deal', { $json });
}

const readAgain = async ({ example, trigger }: Desk, gift: IDataObject) => (await example.send('The send now', trigger.credential, [gift])).items[0]?.json ?? {};

const bringUpToDate = ({ example, table }: Desk, gift: IDataObject, now: IDataObject) => table.run(example, 'Bring the row up to date', { $json: now, $: () => ({ item: { json: gift } }) });

/** One tick of the trigger: what reaches the CRM, and what ends where the sends of others end. */
async function tick({ example, trigger, table }: Desk) {
	const events = (await trigger.poll()) ?? [];
	const told = events.flatMap((event) =>
		table
			.run(example, 'Is it in the table?', { $json: event })
			.flatMap(($json) => table.run(example, 'Update the row', { $json }))
			.map(($json) => example.fields('Update the CRM', { $json, $: () => ({ item: { json: event } }) })),
	);
	return { told, others: events.flatMap((event) => table.run(example, 'Is it in no row?', { $json: event })).map(({ send_gid: gid }) => gid) };
}

const nora = [{ dealId: 'D-1041', name: 'Nora Feldt', email: 'nora.feldt@example.com' }];

test('a status reaches the deal that the gift was sent for, and that of another send reaches none', async () => {
	const at = await desk();
	const { followed } = await sendGifts(at, nora);
	const [gift = {}] = followed;
	expect(gift).toEqual({ send_gid: expect.stringMatching(/.+/), deal_id: 'D-1041', recipient_email: 'nora.feldt@example.com', status: 'Sent' });
	write(at, gift);
	const other = at.sandbox.control.sends.add({ kind: 'egift' }).send_gid;
	await tick(at);
	for (const gid of [String(gift.send_gid), other]) at.sandbox.control.sends.advance(gid, 'Used');
	const { told, others } = await tick(at);
	expect(told).toEqual([{ deal_id: 'D-1041', gift_status: 'Used', note: 'The gift for nora.feldt@example.com is now "Used", before it was "Sent".' }]);
	expect(others).toEqual([other]);
	expect(at.table.rows).toEqual([{ ...gift, status: 'Used' }]);
});

test('a status that comes before the row is in it nevertheless', async () => {
	const at = await desk();
	const [gift = {}] = (await sendGifts(at, nora)).followed;
	await tick(at);
	at.sandbox.control.sends.advance(String(gift.send_gid), 'Used');
	expect(await tick(at)).toEqual({ told: [], others: [gift.send_gid] });
	write(at, gift);
	bringUpToDate(at, gift, await readAgain(at, gift));
	expect(at.table.rows).toEqual([{ ...gift, status: 'Used' }]);
});

test('a status that comes while the new row is compared is not overwritten', async () => {
	const at = await desk();
	const [gift = {}] = (await sendGifts(at, nora)).followed;
	await tick(at);
	write(at, gift);
	const before = await readAgain(at, gift);
	at.sandbox.control.sends.advance(String(gift.send_gid), 'Used');
	expect((await tick(at)).told).toHaveLength(1);
	expect(bringUpToDate(at, gift, before)).toEqual([]);
	expect(at.table.rows).toEqual([{ ...gift, status: 'Used' }]);
});

test('a send that can no longer be read leaves its row as it is', async () => {
	const at = await desk();
	const [gift = {}] = (await sendGifts(at, nora)).followed;
	write(at, gift);
	at.sandbox.control.sends.remove(String(gift.send_gid));
	const gone = await readAgain(at, gift);
	expect(gone).toEqual({ error: expect.any(String) });
	bringUpToDate(at, gift, gone);
	expect(at.table.rows).toEqual([gift]);
});

test('a gift that cannot be told from another goes to a person, and no row is written', async () => {
	const at = await desk(({ control }, touchId) => {
		control.beforeAnswer(({ request }) => {
			if (request.method === 'POST') control.sends.add({ kind: 'egift', touchId, recipientEmail: 'nora.feldt@example.com' });
		});
	});
	const { followed, asked } = await sendGifts(at, nora);
	expect(followed).toEqual([]);
	expect(asked).toEqual([expect.objectContaining({ deal_id: 'D-1041', recipient_email: 'nora.feldt@example.com', outcome: 'sent', tracking_code: expect.stringMatching(/^\w{40}$/) })]);
});

test('two deals with one contact get one gift, which stays with the first, also when its row is written by a later run', async () => {
	const at = await desk();
	const first = await sendGifts(at);
	expect([first.followed.map(({ deal_id: id }) => id), first.asked.map(({ deal_id: id }) => id)]).toEqual([['D-1041', 'D-1042'], ['D-1043']]);
	const again = await sendGifts(at);
	write(at, ...again.followed);
	expect(at.table.rows).toEqual(first.followed);
	write(at, ...(await sendGifts(at)).followed);
	expect(at.table.rows).toEqual(first.followed);
	expect(at.sandbox.control.sends.list({ createdByRequest: true })).toHaveLength(2);
});

test('no way leads to a row that does not go through the question for the send_gid', () => {
	const example = new Example('update-deal-on-status-change');
	expect(example.into('Keep it with its deal')).toEqual(['Not in the table yet 0']);
	expect(example.into('Not in the table yet')).toEqual(['One row per gift 0']);
	expect(example.into('One row per gift')).toEqual(['Gift of the deal 0']);
	expect(example.into('Gift of the deal')).toEqual(['Can it be followed? 0']);
	expect(example.parametersOf('Send a gift')).toMatchObject({ duplicateCheck: 'skip', findSend: true });
	expect(example.parametersOf('Table of gifts')).toMatchObject({ tableName: 'deal_gifts', options: { createIfNotExists: true } });
});
