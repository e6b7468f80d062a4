import { type IContextObject, NodeOperationError } from 'n8n-workflow';
import type { Identity } from '../../../nodes/shared/execution/attempts/identity';
import { Ledger } from '../../../nodes/shared/execution/attempts/ledger';
import type { AskedSend, Ending, FailedEnding } from '../../../nodes/shared/execution/ending';
import { unitItem, type UnitItemRequest } from '../../support/unitItem';

const asked: AskedSend = { touchId: '7', email: 'ana@example.org', from: 1000, to: 2000, reservation: 'reservation', list: 'list' };
const sent: Ending = { kind: 'succeeded', items: [{ json: { tracking_code: 'code' } }] };
const lost: FailedEnding = { kind: 'failed', failure: 'unknown', message: "Sendoso's answer was lost", description: 'Look in Sendoso.', mayRepeat: false };
const refused: FailedEnding = { ...lost, failure: 'refused', message: 'No funds', mayRepeat: true };
const notSent: FailedEnding = { ...refused, failure: 'notSent' };

function place(index: number, content = 'gift'): Identity {
	return { key: `key ${index}`, ledgerKey: `send run 0 item ${index}`, content, isByContent: false };
}

/** A node whose data n8n keeps from one execution to its retry, as text between them. */
function node(nodeContext: IContextObject = {}) {
	const at = (executionId: string, request: UnitItemRequest = {}) => {
		const item = unitItem({ executionId, nodeContext, ...request });
		return { item, ledger: Ledger.of(item.caller) };
	};
	return { at, retried: () => node(JSON.parse(JSON.stringify(nodeContext)) as IContextObject) };
}

/** What a retry finds of a row with this ending. */
function recalledAfter(ending: Ending): Ending | undefined {
	const first = node();
	const { item, ledger } = first.at('1');
	ledger.note(item, place(0), ending);
	const retry = first.retried().at('2', { itemIndex: 3 });
	return retry.ledger.recall(retry.item, place(0));
}

describe('a retry of an execution', () => {
	test('finds what was sent, and gives it out for its own item', () => {
		expect(recalledAfter(sent)).toEqual({ kind: 'succeeded', items: [{ json: { tracking_code: 'code' }, pairedItem: { item: 3 } }] });
	});

	test('finds it although the row asks for something else by now', () => {
		const first = node();
		const { item, ledger } = first.at('1');
		ledger.note(item, place(0), sent);
		const retry = first.retried().at('2');
		expect(retry.ledger.recall(retry.item, place(0, 'another gift'))).toMatchObject({ kind: 'succeeded' });
	});

	test.each([{}, { status: 500 }, { asked }, { status: 502, asked }])('finds that an outcome is unknown, and what was asked for (%j)', (more) => {
		expect(recalledAfter({ ...lost, ...more })).toEqual({ ...lost, ...more, isRecalled: true });
	});

	test.each([refused, notSent])('may send what came to nothing: $failure', (ending) => {
		expect(recalledAfter(ending)).toBeUndefined();
	});

	test('may send what it never came to', () => {
		const { item, ledger } = node().at('1');
		expect(ledger.recall(item, place(0))).toBeUndefined();
	});

	test('gets the part that failed as an error of its own item', () => {
		const { item } = node().at('1');
		const error = new NodeOperationError(item.caller.getNode(), 'Refused: no funds', { description: 'See [item 12] of the sheet. [item 10]' });
		const ending = recalledAfter({ kind: 'succeeded', items: [{ json: { id: 1 } }, { json: {}, error }] });
		expect(ending).toMatchObject({ kind: 'succeeded', items: [{ json: { id: 1 } }, { json: { sendoso: { outcome: 'refused', wasSent: false } }, pairedItem: { item: 3 } }] });
		const [, failed] = ending?.kind === 'succeeded' ? ending.items : [];
		expect(failed?.error).toMatchObject({ message: 'Refused: no funds', description: 'See [item 12] of the sheet. [item 3]' });
	});

	test('knows no secret where something else is kept in its place, and no list of sends', () => {
		const items = [{ json: { apiKey: 'secret' } }];
		const kept = [{ json: { apiKey: '(hidden)', sendoso: { outcome: 'skipped', matchedSend: { id: 1 } } } }];
		expect(recalledAfter({ kind: 'succeeded', items, kept })).toMatchObject({ items: [{ json: { apiKey: '(hidden)', sendoso: { outcome: 'skipped' } } }] });
		expect(JSON.stringify(recalledAfter({ kind: 'succeeded', items, kept }))).not.toMatch(/secret|matchedSend/);
	});
});

test('what is kept is plain JSON, as n8n stores it', () => {
	const nodeContext: IContextObject = {};
	const { item, ledger } = node(nodeContext).at('1');
	ledger.note(item, place(0), lost);
	ledger.note(item, place(1), { ...lost, status: 500, asked });
	expect(JSON.parse(JSON.stringify(nodeContext))).toStrictEqual(nodeContext);
});

describe('in one execution', () => {
	test('another content at the same place is another row, the same content is not', () => {
		const { item, ledger } = node().at('1');
		ledger.note(item, place(0), sent);
		expect(ledger.recall(item, place(0, 'another gift'))).toBeUndefined();
		expect(ledger.recall(item, place(0))).toMatchObject({ kind: 'succeeded' });
	});

	test('whoever changes an item changes nothing of what is kept', () => {
		const { item, ledger } = node().at('1');
		const json = { tracking_code: 'code' };
		ledger.note(item, place(0), { kind: 'succeeded', items: [{ json }] });
		json.tracking_code = 'changed';
		const first = ledger.recall(item, place(0));
		if (first?.kind === 'succeeded') for (const entry of first.items) entry.json.tracking_code = 'changed';
		expect(ledger.recall(item, place(0))).toMatchObject({ items: [{ json: { tracking_code: 'code' } }] });
	});

	test('the last that became of a row counts', () => {
		const { item, ledger } = node().at('1');
		ledger.note(item, place(0), lost);
		ledger.note(item, place(0), sent);
		expect(ledger.recall(item, place(0))).toMatchObject({ kind: 'succeeded' });
		ledger.note(item, place(0), refused);
		expect(ledger.recall(item, place(0))).toBeUndefined();
	});
});

describe('what is unknown beside a row', () => {
	const ANA = 'ana@example.org';
	const lostFor = (email: string, message = 'lost'): FailedEnding => ({ ...lost, message, asked: { touchId: '1', email, from: 1, to: 2, reservation: 'reservation', list: 'list' } });

	test('is told of every other row for the same address, of earlier executions too, and of none that is known', () => {
		const first = node();
		const { item, ledger } = first.at('1');
		ledger.note(item, place(0), lostFor(ANA, 'lost 0'));
		ledger.note(item, place(1), sent);
		ledger.note(item, place(2), lostFor('Ana@Example.org', 'lost 2'));
		ledger.note(item, place(3), refused);
		ledger.note(item, place(4), lostFor('ben@example.org', 'lost 4'));
		ledger.note(item, place(5), lost);
		for (const beside of [ledger, first.retried().at('2').ledger]) {
			const messages = (index: number, email: string) => beside.unknownBeside(place(index), email).map(({ message }) => message);
			expect([messages(0, ANA), messages(1, ANA), messages(1, 'ben@example.org'), messages(1, 'cleo@example.org'), messages(1, '')]).toEqual([['lost 2'], ['lost 0', 'lost 2'], ['lost 4'], [], []]);
		}
	});

	test.each([sent, refused])('is no longer told when it is found out: $kind', (ending) => {
		const { at } = node();
		const { item, ledger } = at('1');
		ledger.note(item, place(0), lostFor(ANA));
		// Every item has a ledger of its own, over the same rows.
		const other = at('1', { itemIndex: 1 });
		expect(other.ledger.unknownBeside(place(1), ANA)).toHaveLength(1);
		other.ledger.note(item, place(0), ending);
		expect(ledger.unknownBeside(place(1), ANA)).toEqual([]);
	});
});

describe('where nothing outlives the call', () => {
	test.each([
		['n8n has no data of the execution', { nodeContext: undefined }],
		['n8n tells no execution', { executionId: undefined, nodeContext: {} as IContextObject }],
	])('nothing is kept: %s', (_, request) => {
		const item = unitItem(request);
		const ledger = Ledger.of(item.caller);
		ledger.note(item, place(0), { ...lost, asked: { touchId: '1', email: 'ana@example.org', from: 1, to: 2, reservation: 'reservation', list: 'list' } });
		expect(ledger.recall(item, place(0))).toBeUndefined();
		expect(ledger.unknownBeside(place(1), 'ana@example.org')).toEqual([]);
		expect(request.nodeContext ?? {}).toEqual({});
	});
});

describe('data that somebody changed', () => {
	test.each([null, 7, 'sent', {}, { items: [] }, { items: 'sent' }, { items: { length: 1 } }, { items: [null] }, { items: [{ json: {} }, {}] }, { items: [{ json: [] }] }, { unknown: 'lost' }, { unknown: {} }])('leave a row unknown, and it is not sent: %j', (row) => {
		const nodeContext = { sendosoRows: { [place(0).ledgerKey]: row } } as unknown as IContextObject;
		const { item, ledger } = node(nodeContext).at('2');
		expect(ledger.recall(item, place(0))).toMatchObject({ kind: 'failed', failure: 'unknown', mayRepeat: false, isRecalled: true, message: expect.stringContaining("can't be read") as string, description: expect.stringContaining('Look in Sendoso') as string });
	});

	test.each([[], 'rows', null])('of all rows are begun anew: %j', (rows) => {
		const { at } = node({ sendosoRows: rows } as unknown as IContextObject);
		const { item, ledger } = at('2');
		ledger.note(item, place(0), sent);
		expect(at('2').ledger.recall(item, place(0))).toMatchObject({ kind: 'succeeded' });
	});

	test.each(Object.keys(asked))('a send is not looked for without all that was asked for: %s', (name) => {
		const wrong = { ...asked, [name]: typeof asked[name as keyof AskedSend] === 'number' ? 'soon' : ' ' };
		const { asked: found, status } = recalledAfter({ ...lost, asked: wrong as AskedSend, status: 'gone' as unknown as number }) as FailedEnding;
		expect([found, status]).toEqual([undefined, undefined]);
	});
});
