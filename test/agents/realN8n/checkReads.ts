import { expectSame } from '../../../scripts/demo/checks';
import { addCampaign, type Bench } from './bench';

/** Lists and statuses are those of the moment of the call: nothing of an earlier one is kept. */
export async function checkReads({ place, client, checks, transcript, connect }: Bench): Promise<void> {
	const { control } = place.sandbox;
	transcript.begin('Reading');
	await checks.run('the campaigns are those of the stand-in server, also one that was added between two calls', async () => {
		addCampaign(place, 'Spring tulips');
		const first = await client.call('Find_campaigns', { name: 'tulips' });
		expectSame('campaigns', first.items.map(({ name }) => name), ['Spring tulips']);
		addCampaign(place, 'Autumn tulips');
		const second = await client.call('Find_campaigns', { name: 'tulips' });
		expectSame('campaigns of the second call', second.items.map(({ name }) => name).sort(), ['Autumn tulips', 'Spring tulips']);
		expectSame('IDs', second.items.map(({ id }) => id).sort(), control.touches.list().filter(({ name }) => name.endsWith('tulips')).map(({ id }) => id).sort());
	});
	await checks.run('an argument with a default may be left out: every campaign is listed', async () => {
		const { items, text } = await client.call('Find_campaigns');
		expectSame(`the new ones are there: ${text.slice(0, 200)}`, items.filter(({ name }) => String(name).endsWith('tulips')).length, 2);
	});
	const email = 'read.anew@example.org';
	await checks.run('a send that was added between two calls is listed by the second', async () => {
		const touch = addCampaign(place, 'Read anew');
		expectSame('before', (await client.call('Find_sends', { recipient_email: email })).items, []);
		const added = control.sends.add({ touchId: touch.id, recipientEmail: email, status: 'Sent' });
		expectSame('after', (await client.call('Find_sends', { recipient_email: email })).items.map((send) => send.send_gid), [added.send_gid]);
	});
	await checks.run('a status that changed is seen by the next call, of any client', async () => {
		const [send] = control.sends.list({ email });
		const given = { send_gid: send?.send_gid ?? '' };
		expectSame('before', (await client.call('Get_send', given)).items.map(({ status }) => status), ['Sent']);
		control.sends.advance(given.send_gid, 'Used');
		const other = await connect('other client');
		const answers = [await client.call('Get_send', given), await other.call('Get_send', given), await client.call('Find_sends', { recipient_email: email })];
		await other.close();
		expectSame('after', answers.map(({ items }) => items[0]?.status), ['Used', 'Used', 'Used']);
	});
	await checks.run('a read over SAP Open Connectors gives what the stand-in server has', async () => {
		const group = control.groups.add({ name: 'Gifts by agents' });
		const { items } = await client.call('SAP_find_groups');
		expectSame('groups', items.map(({ id }) => String(id)).sort(), control.groups.list().filter(({ active }) => active).map(({ id }) => String(id)).sort());
		expectSame('the new one', items.filter(({ id }) => id === group.id).length, 1);
	});
}
