import type { INodeParameters } from 'n8n-workflow';
import { makeCatalogue } from '../../../sandbox/store/catalogue';
import { itNeverRepeats } from '../spendErrors';
import { expectError, locator, openDesk } from '../support';

const desk = openDesk({ seed: 'empty' });

const PATH = '/api/v3/marketplace/products/send';
const [variant = '', other = ''] = makeCatalogue().flatMap(({ variantIds }) => variantIds);
const parameters = (more: INodeParameters = {}): INodeParameters => ({
	resource: 'product',
	operation: 'send',
	variantId: locator(variant),
	recipientEmail: 'priya@example.net',
	recipientFirstName: 'Priya',
	recipientLastName: 'Raman',
	...more,
});
const required = { variant_ids: [variant], recipient_email: 'priya@example.net', recipient_first_name: 'Priya', recipient_last_name: 'Raman' };
const posts = () => desk.seen().filter(({ method }) => method === 'POST');
const facts = (outcome: string, more: object = {}) => ({
	outcome,
	wasSent: outcome === 'sent',
	recipientEmail: 'priya@example.net',
	touchId: null,
	touchName: null,
	deliveryType: null,
	currency: null,
	price: null,
	warnings: [],
	variantId: variant,
	...more,
});

test.each(['id', 'list'] as const)('sends one variant to one person (variant by %s), after a look at the list of sends', async (mode) => {
	const { items, error } = await desk.run(parameters({ variantId: locator(variant, mode) }));
	expect(error).toBeUndefined();
	expect(desk.seen().map(({ method, path }) => `${method} ${path}`)).toEqual(['GET /api/v3/send', `POST ${PATH}`]);
	expect(posts()[0]?.body).toEqual(required);
	const [send] = desk.control.sends.list();
	expect(items).toEqual([{ json: { products: [{ variant_id: variant }], send: { id: String(Number(send?.id) + 60_000) }, tracking_code: null, sendoso: facts('sent') }, pairedItem: { item: 0 } }]);
});

test('takes every field from an expression', async () => {
	const items = [{ mail: ' ana@example.com ', first: ' Ana ', last: 'Sá', note: 'Olá\n✨', swap: 'no', approve: 'true', page: 'https://meet.example.com/ana' }];
	const additionalFields = {
		giftExchangeEnabled: '={{ $json.swap }}',
		meetingUrl: '={{ $json.page }}',
		message: '={{ $json.note }}',
		requireApproval: '={{ $json.approve }}',
		senderEmail: 'ben@example.com',
		senderFirstName: 'Ben',
		senderLastName: 'Okafor',
		senderOrganizationName: 'Example Ltd',
	};
	const { error } = await desk.run(parameters({ recipientEmail: '={{ $json.mail }}', recipientFirstName: '={{ $json.first }}', recipientLastName: '={{ $json.last }}', additionalFields }), { items });
	expect(error).toBeUndefined();
	expect(posts()[0]?.body).toEqual({
		variant_ids: [variant],
		recipient_email: 'ana@example.com',
		recipient_first_name: 'Ana',
		recipient_last_name: 'Sá',
		message: 'Olá\n✨',
		gift_exchange_enabled: false,
		meeting_url: 'https://meet.example.com/ana',
		require_approval: true,
		sender_email: 'ben@example.com',
		sender_first_name: 'Ben',
		sender_last_name: 'Okafor',
		sender_organization_name: 'Example Ltd',
	});
});

test.each([
	[{ variantId: locator('={{ "" }}') }, "Not sent: 'Product Variant' is empty", "'Product Variant'"],
	[{ variantId: locator('..') }, "Not sent: 'Product Variant' is not an ID", "'Product Variant'"],
	[{ recipientEmail: 'priya' }, "Not sent: 'Recipient Email' is not an e-mail address", "'Recipient Email'"],
	[{ recipientFirstName: ' ' }, "Not sent: 'Recipient First Name' is empty", "'Recipient First Name'"],
	[{ recipientLastName: '={{ $json.nothing }}' }, "Not sent: 'Recipient Last Name' is empty", "'Recipient Last Name'"],
	[{ additionalFields: { meetingUrl: 'meet me' } }, "Not sent: 'Meeting URL' is not the address of a page", "'Meeting URL'"],
	[{ additionalFields: { senderEmail: 'ben' } }, "Not sent: 'Sender Email' is not an e-mail address", "'Sender Email'"],
	[{ additionalFields: { requireApproval: '={{ "" }}' } }, "Not sent: 'Require Approval' is empty", "'Require Approval'"],
	[{ additionalFields: { requireApproval: '={{ "perhaps" }}' } }, "Not sent: 'Require Approval' is neither true nor false", "'Require Approval'"],
	[{ options: { maximumSends: '={{ "" }}' } }, "Not sent: 'Maximum Sends' is empty", "'Maximum Sends'"],
])('refuses %j before any request', async (more, message, advice) => {
	expectError(await desk.run(parameters(more as INodeParameters)), message, advice);
	expect(desk.seen()).toEqual([]);
});

test('a dry run checks and sends nothing, and says what it could not check', async () => {
	const { items, error } = await desk.run(parameters({ options: { dryRun: true } }));
	expect(error).toBeUndefined();
	expect(items[0]?.json).toEqual({ tracking_code: null, sendoso: facts('validated', { warnings: [expect.stringContaining('nor its price'), expect.stringContaining('no limit of spending')] }) });
	expect(desk.seen().map(({ path }) => path)).toEqual(['/api/v3/send']);
	await desk.run(parameters());
	expect((await desk.run(parameters({ options: { dryRun: true } }))).items[0]?.json.sendoso).toMatchObject({ outcome: 'skipped', wasSent: false });
});

test('finds the new send in the list, and returns its GID', async () => {
	const { items } = await desk.run(parameters({ findSend: true }));
	expect(items[0]?.json.sendoso).toMatchObject({ outcome: 'sent', matchedSend: { send_gid: desk.control.sends.list()[0]?.send_gid, touch: null } });
});

test('an unknown variant is explained', async () => {
	expectError(await desk.run(parameters({ variantId: locator(`${other}-gone`) })), 'Refused: Variant not found', "'Product Variant'");
});

test('a missing scope is named, with the place to add it', async () => {
	const credential = desk.credential();
	credential.data.oauthTokenData = { ...desk.control.issueToken({ scope: 'public write' }), token_type: 'bearer' };
	const { error } = await desk.run(parameters(), { credential });
	expect(error?.description).toContain("set 'Enabled Scopes' to public write update marketplace");
});

itNeverRepeats(desk, () => parameters({ duplicateCheck: 'off' }), PATH, { looksAfterwards: true });
