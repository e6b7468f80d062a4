import { createSend } from '../../../nodes/shared/spending/createSend';
import type { UnitItemRequest } from '../../support/unitItem';
import { UnitSendoso } from '../../support/unitSendoso';

const facts = (sendoso: Record<string, unknown>, tracking_code: unknown = null) => ({ kind: 'succeeded', items: [{ json: { tracking_code, sendoso } }] });
const say = (words: string) => expect.stringContaining(words) as string;

describe('a dry run of a single send', () => {
	const dry = (more: Record<string, unknown> = {}) => ({ parameters: { options: { dryRun: true }, ...more } });

	function dryDesk() {
		const sendoso = new UnitSendoso();
		sendoso.campaign = { status: 200, body: { id: 1, name: 'Spring' } };
		return {
			sendoso,
			send: async (request: UnitItemRequest = {}) => await sendoso.clock.finish(createSend(sendoso.row(request), sendoso.sends)),
			sent: () => sendoso.requests.filter(({ method }) => method === 'POST').length,
			ends: () => sendoso.store.since(-Infinity, '1', 'ana@example.org').map(({ end }) => end),
		};
	}

	test('sends nothing, and leaves the gift free for the real run', async () => {
		const { send, sent, ends } = dryDesk();
		expect(await send(dry())).toMatchObject(facts({ outcome: 'validated', wasSent: false, touchName: 'Spring' }));
		expect([sent(), ends()]).toEqual([0, []]);
		expect(await send()).toMatchObject(facts({ outcome: 'sent' }, 'code'));
	});

	test('tells a row that is doubled', async () => {
		const { send } = dryDesk();
		await send(dry());
		expect(await send(dry())).toMatchObject(facts({ outcome: 'skipped', warnings: [say('A balance'), 'Another row of this dry run is for the same gift.'] }));
		expect(await send(dry({ duplicateCheck: 'fail' }))).toMatchObject({ kind: 'failed', failure: 'duplicate', message: 'two rows of this dry run are for the same gift' });
	});

	test('tells a gift that went out before', async () => {
		const { sendoso, send } = dryDesk();
		sendoso.list('gid');
		expect(await send(dry())).toMatchObject(facts({ outcome: 'skipped', matchedSend: { send_gid: 'gid' }, warnings: [say('A balance')] }));
	});

	test('fails where the list can not be read', async () => {
		const { sendoso, send } = dryDesk();
		sendoso.isListUnreadable = true;
		expect(await send(dry())).toMatchObject({ kind: 'failed', failure: 'notSent' });
	});
});
