import { makeCatalogue } from '../../../sandbox/store/catalogue';
import { expectSame } from '../../../scripts/demo/checks';
import { dig } from '../../../scripts/demo/json';
import { pause } from '../../../scripts/demo/waiting';
import { addCampaign, type Bench, expectError, expectOutcomes, outcomesOf, sendsTo } from './bench';

const MINUTE_MS = 61_000;

/** Gifts, and the same gifts again: at once, after a minute, by another client, at the same time. */
export async function checkSends(bench: Bench): Promise<void> {
	const { place, client, checks, transcript } = bench;
	const touch = addCampaign(place, 'Gifts by agents');
	const gift = (email: string, amount = 20) => ({ campaign_id: touch.id, recipient_email: email, amount });
	transcript.begin('Rehearse, send, send again');
	const ana = 'ana.novak@example.org';
	await checks.run('a rehearsal by an argument sends nothing, the send after it goes out, and the next call sends nothing', async () => {
		const rehearsed = await client.call('Send_or_rehearse_eGift', { ...gift(ana), dry_run: true });
		expectOutcomes(rehearsed, ['validated']);
		expectSame('sends after the rehearsal', sendsTo(place, ana).length, 0);
		const sent = await client.call('Send_or_rehearse_eGift', { ...gift(ana), dry_run: false });
		expectOutcomes(sent, ['sent']);
		expectOutcomes(await client.call('Send_or_rehearse_eGift', { ...gift(ana), dry_run: false }), ['skipped']);
		expectSame('tracking codes', sendsTo(place, ana).map((send) => send.tracking_code), [sent.items[0]?.tracking_code]);
		expectSame('what was sent', sendsTo(place, ana).map((send) => [send.touch?.id, Number(send.current_total_cost)]), [[touch.id, 20]]);
	});
	const ben = 'ben.okafor@example.org';
	await checks.run('a tool of its own rehearses as well, and stands for nothing', async () => {
		expectOutcomes(await client.call('Rehearse_eGift', gift(ben)), ['validated']);
		expectOutcomes(await client.call('Rehearse_eGift', gift(ben)), ['validated']);
		expectOutcomes(await client.call('Send_eGift', gift(ben)), ['sent']);
		expectOutcomes(await client.call('Rehearse_eGift', gift(ben)), ['skipped']);
		expectSame('sends', sendsTo(place, ben).length, 1);
	});
	await checks.run('another spelling, another amount and another tool make no other gift', async () => {
		expectOutcomes(await client.call('Send_eGift', gift(' Ben.Okafor@EXAMPLE.org', 30)), ['skipped']);
		expectOutcomes(await client.call('Send_or_rehearse_eGift', { ...gift(ben), dry_run: false }), ['skipped']);
		expectSame('sends', sendsTo(place, ben).length, 1);
	});
	await checkLinksAndOthers(bench, touch.id);
	await checkTogether(bench, touch.id);
	if (bench.isSample) return;
	transcript.begin('A minute later');
	await checks.run('a minute later the same call still sends nothing', async () => {
		await pause(MINUTE_MS);
		expectOutcomes(await client.call('Send_eGift', gift(ben)), ['skipped']);
		expectSame('sends', sendsTo(place, ben).length, 1);
	});
}

async function checkLinksAndOthers({ place, client, checks, transcript }: Bench, touchId: number): Promise<void> {
	transcript.begin('Links, products, SAP Open Connectors');
	const dia = 'dia.lund@example.org';
	await checks.run('links that are asked for twice are made once', async () => {
		const given = { campaign_id: touchId, recipient_emails: dia };
		const made = await client.call('Make_eGift_links', given);
		expectOutcomes(made, ['sent']);
		expectOutcomes(await client.call('Make_eGift_links', given), ['skipped']);
		expectSame('sends', sendsTo(place, dia).length, 1);
	});
	await checks.run('one call makes no more than the five links that an agent may have, and none when it asks for more', async () => {
		const six = ['a', 'b', 'c', 'd', 'e', 'f'].map((name) => `${name}.crowd@example.org`);
		expectError(await client.call('Make_eGift_links', { campaign_id: touchId, recipient_emails: six.join(', ') }), 'Not sent:', 'Maximum Sends');
		expectSame('sends', six.flatMap((email) => sendsTo(place, email)).length, 0);
	});
	// Over SAP Open Connectors nobody can send past a listed gift without a campaign, which a product is.
	await checks.run('a gift over SAP Open Connectors goes out once', async () => {
		const fay = 'fay.costa@example.org';
		const given = { campaign_id: touchId, recipient_email: fay };
		expectOutcomes(await client.call('SAP_send_gift', given), ['sent']);
		expectOutcomes(await client.call('SAP_send_gift', given), ['skipped']);
		expectSame('sends', sendsTo(place, fay).length, 1);
	});
	await checks.run('a product goes out once, held for an approval in Sendoso', async () => {
		const eve = 'eve.long@example.org';
		const given = { variant_id: makeCatalogue()[0]?.variantIds[0] ?? '', recipient_email: eve, first_name: 'Eve', last_name: 'Long' };
		expectOutcomes(await client.call('Send_product', given), ['sent']);
		expectOutcomes(await client.call('Send_product', given), ['skipped']);
		expectSame('sends', sendsTo(place, eve).length, 1);
		const asked = place.sandbox.control.requests().filter(({ path }) => path.endsWith('/marketplace/products/send'));
		expectSame('approvals asked for', asked.map(({ body }) => dig(body, 'require_approval')), [true]);
	});
}

/** Two clients ask for the same in the same moment: one process sees both, several processes may not. */
async function checkTogether({ place, client, checks, transcript, connect }: Bench, touchId: number): Promise<void> {
	const { mode } = place;
	transcript.begin('Two clients at the same time');
	const other = await connect('other client');
	const both = async (tool: string, given: Record<string, unknown>) => await Promise.all([client.call(tool, given), other.call(tool, given)]);
	const told = (answers: Awaited<ReturnType<typeof both>>) => answers.flatMap(outcomesOf).filter((outcome) => outcome === 'sent').length;
	const once = mode === 'one' ? 'one gift goes out' : 'as many are told sent as went out, which may be two: no process sees what the other has in flight';
	await checks.run(`two clients that ask for the same eGift at the same time: ${once}`, async () => {
		const email = 'gus.ferri@example.org';
		const answers = await both('Send_eGift', { campaign_id: touchId, recipient_email: email, amount: 10 });
		expectSame(`told ${answers.map(({ text }) => text.slice(0, 80)).join(' and ')}; sends`, sendsTo(place, email).length, mode === 'one' ? 1 : told(answers));
	});
	await checks.run(`two clients that ask for the same link at the same time: ${once}`, async () => {
		const email = 'hal.sato@example.org';
		const answers = await both('Make_eGift_links', { campaign_id: touchId, recipient_emails: email });
		expectSame(`told ${answers.map(({ text }) => text.slice(0, 80)).join(' and ')}; sends`, sendsTo(place, email).length, mode === 'one' ? 1 : told(answers));
	});
	await checks.run('two clients that ask for different people at the same time: both get theirs', async () => {
		const emails = ['ida.roy@example.org', 'jan.wolf@example.org'];
		const given = (email = '') => ({ campaign_id: touchId, recipient_email: email, amount: 10 });
		const answers = await Promise.all([client.call('Send_eGift', given(emails[0])), other.call('Send_eGift', given(emails[1]))]);
		expectSame('told', answers.map(({ items }) => [dig(items[0], 'sendoso', 'recipientEmail'), dig(items[0], 'sendoso', 'outcome')]), emails.map((email) => [email, 'sent']));
		expectSame('sends', emails.map((email) => sendsTo(place, email).length), [1, 1]);
	});
	await other.close();
}
