import type { IDataObject } from 'n8n-workflow';
import { cleanEmail, emailKey } from '../../nodes/shared/values/emails';
import { locator, openDesk, openTouch } from '../operations/support';
import { Example, valueFor } from './support';

const desk = openDesk({ seed: 'empty' });
const NAME = 'send-once-across-workers';
const SEND = 'Send an eGift';

/** The parameters that a Postgres node of the example gives its query, for an item and what came before it. */
function queryParameters(example: Example, node: string, $json: IDataObject, earlier: IDataObject = {}): unknown {
	const { queryReplacement } = example.parametersOf(node).options as { queryReplacement: string };
	return JSON.parse(JSON.stringify(valueFor(queryReplacement, { $: () => ({ item: { json: earlier } }), $json, $execution: { id: '7' } })));
}

/** What the example makes of a person. */
const fieldsFor = (example: Example, email: unknown) => example.fields('Campaign and person', { $json: { email } as IDataObject });

test('the claim is for the campaign of the send, and the person', () => {
	const example = new Example(NAME, 220145);
	expect(queryParameters(example, 'Claim the person', fieldsFor(example, 'ana@example.com'))).toEqual(['220145', 'ana@example.com', '7']);
	expect(example.node(SEND).parameters).toMatchObject({ touchId: { value: "={{ $('Campaign and person').item.json.campaign }}" } });
});

test.each(['Ana@Example.com', ' ana@example.com ', 'mailto:ana@example.com', '\u200bana@example.com', 'ana@exa\u00admple.com', 'Mailto: ANA@example.com', 'Ågot@example.com', 'A\u030agot@example.com'])('%j is claimed under the address that the node compares', (email) => {
	const example = new Example(NAME, 220145);
	expect(fieldsFor(example, email).address).toBe(emailKey(cleanEmail(email)));
});

test.each([undefined, null, 5, ['a', 'b'], {}, 'ana\u0000@example.com'])('a person whose address is %j can be claimed, so that the send refuses it and the list goes on', (email) => {
	const { address } = fieldsFor(new Example(NAME, 220145), email);
	expect([typeof address, String(address).includes('\u0000')]).toEqual(['string', false]);
});

describe('what becomes of the claim, by what the send came to', () => {
	const settled = async (example: Example, email: string) => {
		const { items } = await desk.run({ ...example.parametersOf(SEND), touchId: locator(fieldsFor(example, email).campaign), recipientEmail: '={{ $json.email }}', additionalFields: {} }, { items: [{ email }], settings: { onError: 'continueRegularOutput' } });
		return queryParameters(example, 'Keep or release the claim', items[0]?.json ?? {}, { token: 'of the claim' });
	};

	test('a gift that went out keeps it', async () => {
		const example = new Example(NAME, String(openTouch(desk, 'email').id));
		expect(await settled(example, 'ana@example.org')).toEqual(['of the claim', 'sent']);
		expect(await settled(example, 'ana@example.org')).toEqual(['of the claim', 'skipped']);
	});

	test('a refusal and a bad row release it', async () => {
		const example = new Example(NAME, String(openTouch(desk, 'email').id));
		desk.control.fault({ match: { method: 'POST' }, action: { kind: 'status', status: 422, body: { message: 'Budget exceeded' } } });
		for (const email of ['ana@example.org', 'nobody(at)example.org']) expect(await settled(example, email)).toEqual(['of the claim', 'released']);
	});

	test('an unknown outcome keeps it, and so does an error that is none of ours', async () => {
		const example = new Example(NAME, String(openTouch(desk, 'email').id));
		desk.control.fault({ match: { method: 'POST' }, action: { kind: 'drop', stage: 'before' } });
		expect(await settled(example, 'ana@example.org')).toEqual(['of the claim', 'unknown']);
		expect(queryParameters(example, 'Keep or release the claim', { error: 'Something else went wrong' }, { token: 'of the claim' })).toEqual(['of the claim', 'unknown']);
		// The node could not run at all: n8n hands its input on.
		expect(queryParameters(example, 'Keep or release the claim', { claimed: true }, { token: 'of the claim' })).toEqual(['of the claim', 'unknown']);
	}, 30_000);
});
