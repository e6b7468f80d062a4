import type { IDataObject } from 'n8n-workflow';
import { openDesk, openTouch } from '../operations/support';
import { Example, valueFor } from './support';

const desk = openDesk({ seed: 'empty' });
const NAME = 'send-once-across-workers';
const SEND = 'Send an eGift';

/** The parameters that a Postgres node of the example gives its query, for an item and the person it is about. */
function queryParameters(example: Example, node: string, json: IDataObject, email: string): unknown {
	const { queryReplacement } = example.parametersOf(node).options as { queryReplacement: string };
	const $ = (name: string) => ({ params: example.parametersOf(name), item: { json: { email, execution: '7' } } });
	return JSON.parse(JSON.stringify(valueFor(queryReplacement, { $, $json: json, $execution: { id: '7' } })));
}

test('the claim is for the campaign of the send and one spelling of the address', () => {
	const example = new Example(NAME, 220145);
	for (const email of ['Ana@Example.com', ' ana@example.com ']) expect(queryParameters(example, 'Claim the person', {}, email)).toEqual(['220145', 'ana@example.com', '7']);
});

describe('what becomes of the claim, by what the send came to', () => {
	const settled = async (example: Example, email: string) => {
		const { items } = await desk.run({ ...example.parametersOf(SEND), recipientEmail: '={{ $json.email }}', additionalFields: {} }, { items: [{ email }], settings: { onError: 'continueRegularOutput' } });
		return queryParameters(example, 'Keep or release the claim', items[0]?.json ?? {}, email);
	};

	test('a gift that went out keeps it', async () => {
		const example = new Example(NAME, String(openTouch(desk, 'email').id));
		expect(await settled(example, 'ana@example.org')).toEqual([expect.anything(), 'ana@example.org', '7', 'sent']);
		expect(await settled(example, 'ana@example.org')).toEqual([expect.anything(), 'ana@example.org', '7', 'skipped']);
	});

	test('a refusal and a bad row release it', async () => {
		const example = new Example(NAME, String(openTouch(desk, 'email').id));
		desk.control.fault({ match: { method: 'POST' }, action: { kind: 'status', status: 422, body: { message: 'Budget exceeded' } } });
		for (const email of ['ana@example.org', 'nobody(at)example.org']) expect(await settled(example, email)).toEqual([expect.anything(), email, '7', 'released']);
	});

	test('an unknown outcome keeps it, and so does an error that is none of ours', async () => {
		const example = new Example(NAME, String(openTouch(desk, 'email').id));
		desk.control.fault({ match: { method: 'POST' }, action: { kind: 'drop', stage: 'before' } });
		expect(await settled(example, 'ana@example.org')).toEqual([expect.anything(), 'ana@example.org', '7', 'unknown']);
		expect(queryParameters(example, 'Keep or release the claim', { error: 'Something else went wrong' }, 'ana@example.org')).toEqual([expect.anything(), 'ana@example.org', '7', 'unknown']);
	}, 30_000);
});
