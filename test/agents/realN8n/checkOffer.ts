import { expectSame } from '../../../scripts/demo/checks';
import { textOf } from '../../../scripts/demo/failure';
import { dig } from '../../../scripts/demo/json';
import type { Bench } from './bench';
import { spendingTools, toolNames } from './toolNodes';

/** What a client sees before it calls anything. */
export async function checkOffer({ client, checks, connect, transcript }: Bench): Promise<void> {
	transcript.begin('What is offered');
	await checks.run('a client without the token is turned away', async () => {
		const refusal = await connect('stranger', 'not-the-token').then(() => 'connected', textOf);
		expectSame(`${refusal} names the refusal`, /403|401|Forbidden|Unauthorized|Authorization/i.test(refusal), true);
	});
	const tools = await client.listTools();
	const named = (name: string) => tools.find((tool) => tool.name === name);
	await checks.run('each node is a tool under its own name', async () => {
		expectSame('names', tools.map(({ name }) => name).sort(), toolNames);
	});
	await checks.run('each argument has its type and its description, and is asked for unless it has a default', async () => {
		expectSame('arguments of Send_eGift', named('Send_eGift')?.properties, {
			campaign_id: { type: 'number', description: 'ID of the campaign' },
			recipient_email: { type: 'string', description: 'Address of the recipient' },
			amount: { type: 'number', description: 'Value of the eGift' },
		});
		expectSame('asked for', named('Send_eGift')?.required, ['campaign_id', 'recipient_email', 'amount']);
		expectSame('asked for with a default', [named('Find_campaigns')?.required, dig(named('Find_campaigns')?.properties, 'name', 'default')], [[], '']);
	});
	await checks.run('a description says of each tool which operation it is', async () => {
		const said = (name: string, words: RegExp) => (words.test(named(name)?.description ?? '') ? [] : [`${name}: ${named(name)?.description}`]);
		const missing = [...said('Find_campaigns', /campaigns/i), ...said('Get_send', /send/i), ...said('Send_eGift', /egift/i), ...said('Make_eGift_links', /redeemable link/i), ...said('Send_product', /product/i), ...said('SAP_find_groups', /groups/i)];
		expectSame('descriptions without it', missing, []);
	});
	await checks.run('the description of each tool that sends says that it spends money', async () => {
		expectSame('silent', spendingTools.filter((name) => !/money/i.test(named(name)?.description ?? '')), []);
	});
}
