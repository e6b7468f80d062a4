import { expectSame } from '../../../scripts/demo/checks';
import { addCampaign, type Bench, expectError, expectOutcomes, sendsTo } from './bench';
import type { ToolAnswer } from './toolClient';

/** Whose gift nobody knows about. */
const lost = 'max.lost@example.org';

/** What a client is told when a call can't be carried out: a model has nothing but this text to go on with. */
export async function checkErrors(bench: Bench): Promise<void> {
	const { place, client, checks, transcript } = bench;
	const touch = addCampaign(place, 'Errors of agents');
	const gift = { campaign_id: touch.id, recipient_email: 'nobody@example.org', amount: 20 };
	transcript.begin('Errors');
	await checkMissing(bench, gift);
	await expectRefusal(bench, 'a wrong address', { ...gift, recipient_email: 'nobody(at)example.org' }, ["Not sent: 'Recipient Email' is not an e-mail address", 'name@example.com']);
	await expectRefusal(bench, 'an unknown campaign', { ...gift, campaign_id: 999999 }, [/Not sent: .*Touch not found/, /unknown or no longer active/]);
	await expectRefusal(bench, 'an amount outside the range of the campaign', { ...gift, amount: 5_000 }, [/Not sent: the amount is outside the range/, '5 to 50']);
	await checks.run('a word where a number belongs sends nothing, and the error names the argument', async () => {
		expectError(await client.call('Send_eGift', { ...gift, amount: 'a lot' }), /amount/i);
	});
	await checks.run('what Sendoso itself refuses is told in its words, and the call may be made again', async () => {
		const email = 'kim.refused@example.org';
		place.sandbox.control.fault({ match: { method: 'POST', path: '/api/v3/send' }, action: { kind: 'status', status: 422, body: { success: false, message: 'Insufficient funds' } } });
		expectError(await client.call('Send_eGift', { ...gift, recipient_email: email }), 'Refused: Insufficient funds');
		expectOutcomes(await client.call('Send_eGift', { ...gift, recipient_email: email }), ['sent']);
		expectSame('sends', sendsTo(place, email).length, 1);
	});
	await checks.run('a read of something that is not there says so', async () => {
		expectError(await client.call('Get_send', { send_gid: 'Z2lkOi8vc2VuZG9zby9TZW5kLzA' }), /not found|does not exist|no send/i);
	});
	await checkUnknown(bench, gift);
	await checks.run('nobody got a gift by a call that failed', async () => {
		expectSame('sends', sendsTo(place, 'nobody@example.org').length, 0);
	});
}

/** An argument that a tool needs and that was not given sends nothing, and the error names it. */
async function checkMissing({ place, client, checks }: Bench, gift: Record<string, unknown>): Promise<void> {
	const without = async (tool: string, name: string, given: Record<string, unknown>): Promise<ToolAnswer> => await client.call(tool, Object.fromEntries(Object.entries(given).filter(([key]) => key !== name)));
	const before = () => place.sandbox.control.sends.list({ createdByRequest: true }).length;
	for (const [tool, name, label, given] of [
		['Send_eGift', 'recipient_email', 'Recipient Email', gift],
		['Send_eGift', 'campaign_id', 'Campaign', gift],
		['Send_eGift', 'amount', 'Amount', gift],
		['Send_or_rehearse_eGift', 'dry_run', 'Dry Run', { ...gift, recipient_email: 'rehearsal.only@example.org', dry_run: true }],
		['Make_eGift_links', 'recipient_emails', 'Recipient Emails', { ...gift, recipient_emails: 'nobody@example.org' }],
		['Send_product', 'first_name', 'First Name', { variant_id: 'any', recipient_email: 'nobody@example.org', first_name: 'No', last_name: 'Body' }],
		['Get_send', 'send_gid', 'Send GID', { send_gid: '' }],
	] as const) {
		await checks.run(`${tool} without ${name} sends nothing and says what is missing`, async () => {
			const sends = before();
			expectError(await without(tool, name, given), new RegExp(`${name}|${label}`));
			expectSame('sends', before(), sends);
		});
	}
}

async function expectRefusal({ place, client, checks }: Bench, what: string, given: Record<string, unknown>, [problem, advice]: readonly [RegExp | string, RegExp | string]): Promise<void> {
	await checks.run(`${what} is refused before anything is asked of Sendoso, and the text says what to do`, async () => {
		const posts = () => place.sandbox.control.requests().filter(({ method, path }) => method === 'POST' && path === '/api/v3/send').length;
		const before = posts();
		expectError(await client.call('Send_eGift', given), problem, advice);
		expectSame('requests that send', posts(), before);
	});
}

/** The answer to a send is lost, and the list of sends shows nothing of it: nobody can know. */
async function checkUnknown(bench: Bench, gift: Record<string, unknown>): Promise<void> {
	const { place, client, checks, transcript } = bench;
	const { control } = place.sandbox;
	transcript.begin('A lost answer');
	await checks.run('a lost answer of a gift that is listed is told as what it is: it was sent', async () => {
		const email = 'lea.found@example.org';
		control.fault({ match: { method: 'POST', path: '/api/v3/send' }, action: { kind: 'drop', stage: 'after' } });
		expectOutcomes(await client.call('Send_eGift', { ...gift, recipient_email: email }), ['reconciled']);
		expectOutcomes(await client.call('Send_eGift', { ...gift, recipient_email: email }), ['skipped']);
		expectSame('sends', sendsTo(place, email).length, 1);
	});
	await checks.run('a lost answer that nothing explains is unknown, and the text forbids the next call', async () => {
		control.fault({ match: { method: 'POST', path: '/api/v3/send' }, action: { kind: 'drop', stage: 'before' } });
		expectError(await client.call('Send_eGift', { ...gift, recipient_email: lost }), 'Outcome unknown:', 'Do not make this call again');
		expectSame('sends', sendsTo(place, lost).length, 0);
	});
	await checkCalledAgain(bench, gift);
}

/** A model that calls again although it was told not to. */
async function checkCalledAgain({ place, client, checks }: Bench, gift: Record<string, unknown>): Promise<void> {
	const posts = () => place.sandbox.control.requests().filter(({ method, path, body }) => method === 'POST' && path === '/api/v3/send' && JSON.stringify(body).includes(lost)).length;
	const name = place.mode === 'one'
		? 'a call that is made again all the same asks Sendoso for nothing'
		: 'a call that is made again all the same makes at most one gift: another process sees what is listed, and not what is unknown';
	await checks.run(name, async () => {
		const before = posts();
		const again = await client.call('Send_eGift', { ...gift, recipient_email: lost });
		if (place.mode === 'queue') return expectSame('no more than one', sendsTo(place, lost).length <= 1, true);
		expectError(again, /unknown/);
		expectSame('requests that send', posts(), before);
	});
}
