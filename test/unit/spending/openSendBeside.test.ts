import type { AskedSend } from '../../../nodes/shared/execution/ending';
import { listOf, openSendBeside } from '../../../nodes/shared/spending/lookForSend';
import { UnitSendoso } from '../../support/unitSendoso';

const EMAIL = 'ana@example.org';
const LONGEST_FLIGHT = 600_000;

describe('a row beside one whose send is unknown', () => {
	/** What n8n keeps with the execution of another row. */
	function beside(more: Partial<AskedSend> = {}, kept?: unknown) {
		const sendoso = new UnitSendoso();
		const from = sendoso.clock.now();
		const asked: AskedSend = { touchId: '1', email: EMAIL, from, to: from, reservation: 'earlier', list: listOf(sendoso.row()), ...more };
		const nodeContext = { sendosoRows: { 'another row': { executionId: 'earlier', content: '', unknown: kept ?? { message: 'lost', description: '', asked: { ...asked } } } } };
		const row = sendoso.row({ nodeContext });
		return { sendoso, asked, open: async () => await sendoso.clock.finish(openSendBeside(row, sendoso.sends)) };
	}

	test('does not go out for the same gift, as long as nobody knows', async () => {
		const { open } = beside();
		expect(await open()).toEqual({
			kind: 'failed',
			failure: 'notSent',
			message: 'the same gift was asked for earlier in this execution, and its outcome is still unknown',
			description: expect.stringContaining('it is not listed yet') as string,
			mayRepeat: true,
		});
	});

	test.each([{ touchId: '2' }, { email: 'ben@example.org' }])('goes out when that one is another gift: %j', async (more) => {
		const { sendoso, open } = beside(more);
		expect(await open()).toBeUndefined();
		expect(sendoso.listReadings).toEqual([]);
	});

	test('leaves it to the duplicate check when that one was found', async () => {
		const { sendoso, open } = beside();
		sendoso.list('gid');
		expect(await open()).toBeUndefined();
		expect(sendoso.store.isMatched('gid')).toBe(true);
	});

	test('goes out when that one came to nothing', async () => {
		const { sendoso, open } = beside();
		await sendoso.clock.advance(LONGEST_FLIGHT);
		expect(await open()).toBeUndefined();
	});

	test('leaves it to the reservation of that one when it is of this process', async () => {
		const { sendoso, asked, open } = beside({ reservation: 'replaced' });
		const own = sendoso.store.reserve('1', EMAIL, sendoso.clock, {});
		const nodeContext = { sendosoRows: { 'another row': { executionId: 'earlier', content: '', unknown: { asked: { ...asked, reservation: own.id } } } } };
		expect(await openSendBeside(sendoso.row({ nodeContext }), sendoso.sends)).toBeUndefined();
		expect(await open()).toBeDefined();
	});

	test('goes out when nobody can say which gift that one was', async () => {
		const { sendoso, open } = beside({}, { message: 'lost', description: '' });
		expect(await open()).toBeUndefined();
		expect(sendoso.listReadings).toEqual([]);
	});
});
