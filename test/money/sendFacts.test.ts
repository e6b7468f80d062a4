import { type IDataObject, type INode, type INodeParameters, NodeOperationError } from 'n8n-workflow';
import { failedItem } from '../../nodes/shared/execution/itemContext';
import { locator, openDesk, openTouch } from '../operations/support';

const desk = openDesk({ seed: 'empty' });
const parameters = (touch: { id: number }, more: INodeParameters = {}): INodeParameters => ({ resource: 'send', operation: 'createEgift', touchId: locator(touch.id), recipientEmail: '={{ $json.email }}', ...more });
const factsOf = (items: Array<{ json: IDataObject }>) => items.map(({ json }) => json.sendoso as IDataObject);
const address = { recipientName: 'Priya', address: '118 Harbour Lane', city: 'Boston', state: 'MA', zip: '02139', country: 'US' };
const withRange = (more: object = {}) => desk.control.touches.add({ name: 'Coffee on us', delivery_type: 'email', starting_egift_price: 5, ending_egift_price: 50, is_default_price: false, currency: 'EUR', ...more });
const posted = () => desk.seen().filter(({ method }) => method === 'POST');

describe('what an approver sees', () => {
	test('a dry run names recipient, campaign, range and currency', async () => {
		const touch = withRange();
		const { items } = await desk.run(parameters(touch, { options: { dryRun: true } }), { items: [{ email: 'ana@example.org' }] });
		expect(factsOf(items)).toEqual([
			{
				outcome: 'validated',
				wasSent: false,
				recipientEmail: 'ana@example.org',
				touchId: touch.id,
				touchName: 'Coffee on us',
				deliveryType: 'email',
				currency: 'EUR',
				price: { from: 5, to: 50 },
				warnings: [expect.stringContaining('A balance is no limit of spending')],
			},
		]);
		expect(posted()).toEqual([]);
	});

	test('the price is the chosen amount, or the only one there is', async () => {
		const items = [{ email: 'ana@example.org' }];
		const chosen = await desk.run(parameters(withRange(), { options: { dryRun: true }, additionalFields: { amount: 12.5 } }), { items });
		const only = await desk.run(parameters(withRange({ starting_egift_price: 20, ending_egift_price: 20 }), { options: { dryRun: true } }), { items });
		const none = await desk.run(parameters(openTouch(desk, 'email'), { options: { dryRun: true } }), { items });
		expect([chosen, only, none].flatMap((run) => factsOf(run.items).map(({ price }) => price))).toEqual([12.5, 20, null]);
	});

	test.each([
		['of a workflow', {}],
		['of one call of an agent', { type: 'n8n-nodes-sendoso.sendosoTool' }],
	])('fifty rows %s read their campaign once', async (_name, more) => {
		const touch = withRange();
		const rehearse = async () => await desk.run(parameters(touch, { options: { dryRun: true, maximumSends: 100 } }), { items: Array.from({ length: 50 }, (_, row) => ({ email: `row${row}@example.org` })), ...more });
		const { items } = await rehearse();
		expect(new Set(factsOf(items).map(({ outcome }) => outcome))).toEqual(new Set(['validated']));
		expect(items).toHaveLength(50);
		const readings = () => desk.seen().filter(({ path }) => path === `/api/v3/touches/${touch.id}`);
		expect(readings()).toHaveLength(1);
		await rehearse();
		expect(readings()).toHaveLength(2);
	});

	test('a plus-address, a mistyped domain and a country that can not be compared are warned of', async () => {
		const touch = openTouch(desk, 'mail');
		const rows = [{ email: 'ana+gift@example.org', country: 'US' }, { email: 'ana@gmial.com', country: 'US' }, { email: 'ana@gmail.con', country: 'U.S.' }, { email: 'ana@ymail.com', country: 'US' }];
		const ask = { ...parameters(touch), ...address, operation: 'createPhysical', country: '={{ $json.country }}', options: { dryRun: true } };
		const { items, error } = await desk.run(ask, { items: rows });
		expect(error).toBeUndefined();
		const warnings = factsOf(items).map((facts) => (facts.warnings as string[]).filter((warning) => !warning.includes('balance')));
		expect(warnings).toEqual([
			[expect.stringContaining('plus sign')],
			[expect.stringContaining('looks mistyped')],
			[expect.stringContaining('looks mistyped'), expect.stringContaining("'Country' could not be compared")],
			[],
		]);
	});

	test('a real send says what is known without another request', async () => {
		const touch = openTouch(desk, 'email');
		desk.control.sends.add({ touchId: touch.id, recipientEmail: 'before@example.org' });
		const { items } = await desk.run(parameters(touch), { items: [{ email: 'ana+gift@example.org' }, { email: 'before@example.org' }] });
		expect(factsOf(items)).toEqual([
			{ outcome: 'sent', wasSent: true, recipientEmail: 'ana+gift@example.org', touchId: touch.id, touchName: touch.name, deliveryType: 'email', currency: null, price: null, warnings: [expect.stringContaining('plus sign')] },
			expect.objectContaining({ outcome: 'skipped', wasSent: false, recipientEmail: 'before@example.org', touchName: touch.name }),
		]);
		expect(desk.seen().map(({ path }) => path)).toEqual(['/api/v3/send', '/api/v3/send']);
	});

	test('a gift that is left out carries the tracking code of the earlier one, where this process knows it', async () => {
		const touch = openTouch(desk, 'email');
		const credential = desk.credential();
		const send = async () => (await desk.run(parameters(touch), { items: [{ email: 'ana@example.org' }], credential })).items[0]?.json;
		const first = await send();
		const again = await send();
		expect(again).toMatchObject({ tracking_code: first?.tracking_code, sendoso: { outcome: 'skipped' } });
		const [made] = desk.control.sends.list({ email: 'ana@example.org' });
		desk.control.sends.advance(made?.id ?? 0, 'Cancelled');
		desk.control.sends.add({ touchId: touch.id, recipientEmail: 'ana@example.org', createdAt: desk.control.clock.now() - 3_600_000 });
		const other = (await desk.run(parameters(touch), { items: [{ email: 'ana@example.org' }], credential })).items[0]?.json;
		expect(other).toMatchObject({ tracking_code: null, sendoso: { outcome: 'skipped', matchedSend: { recipient: { email: 'ana@example.org' } } } });
		const stranger = (await desk.run(parameters(touch), { items: [{ email: 'ana@example.org' }] })).items[0]?.json;
		expect(stranger).toMatchObject({ tracking_code: null, sendoso: { outcome: 'skipped', matchedSend: { recipient: { email: 'ana@example.org' } } } });
	});
});

describe('a dry run', () => {
	test('says that doubled rows meet each other, and not that anything was sent', async () => {
		const touch = openTouch(desk, 'email');
		const items = [{ email: 'ana@example.org' }, { email: 'ANA@example.org' }];
		const run = await desk.run(parameters(touch, { options: { dryRun: true } }), { items });
		expect(factsOf(run.items)).toEqual([expect.objectContaining({ outcome: 'validated' }), expect.objectContaining({ outcome: 'skipped', warnings: expect.arrayContaining(['Another row of this dry run is for the same gift.']) })]);
		const { error } = await desk.run(parameters(touch, { options: { dryRun: true }, duplicateCheck: 'fail' }), { items });
		expect(error?.message).toBe('Duplicate: two rows of this dry run are for the same gift. Do not make this call again');
		expect(error?.description).not.toContain('sent it');
	});

	test('of links says so, too, whichever rows name an address twice', async () => {
		const links = (more: INodeParameters = {}) => ({ ...parameters(openTouch(desk, 'email'), { options: { dryRun: true }, ...more }), operation: 'createEgiftLinks', recipientEmails: '={{ $json.emails }}' });
		const items = [{ emails: 'ana@example.org, ben@example.org' }, { emails: 'cid@example.org, ANA@example.org' }];
		const run = await desk.run(links(), { items });
		const shown = factsOf(run.items).map(({ outcome, warnings }) => [outcome, (warnings as string[]).includes('Another row of this dry run is for the same gift.')]);
		expect(shown).toEqual([['validated', false], ['validated', false], ['validated', false], ['skipped', true]]);
		const { error } = await desk.run(links({ duplicateCheck: 'fail' }), { items });
		expect(error?.message).toBe("Duplicate: address 2 of 'Recipient Emails' is asked for twice. Do not make this call again");
		expect(error?.description).not.toContain('sent it');
	});

	test('is forgotten with its run: a later one, or the real send, is free', async () => {
		const touch = openTouch(desk, 'email');
		for (const type of [undefined, 'n8n-nodes-sendoso.sendosoTool']) {
			const person = { email: `${type ? 'agent' : 'ana'}@example.org` };
			const { turns } = await desk.run(parameters(touch, { options: { dryRun: '={{ $json.dry }}' } }), { turns: [[{ ...person, dry: 'yes' }], [{ ...person, dry: 'yes' }], [{ ...person, dry: 'no' }]], ...(type ? { type } : {}) });
			expect(turns.map((items) => factsOf(items)[0]?.outcome)).toEqual(['validated', 'validated', 'sent']);
		}
		expect(posted()).toHaveLength(2);
	});

	test('of an agent does not stand for the send that follows', async () => {
		const { turns } = await desk.run(parameters(openTouch(desk, 'email'), { options: { dryRun: '={{ $json.dry }}' } }), {
			turns: [[{ email: 'ana@example.org', dry: true }], [{ email: 'ana@example.org', dry: false }]],
			type: 'n8n-nodes-sendoso.sendosoTool',
		});
		expect(turns.map((items) => factsOf(items)[0]?.outcome)).toEqual(['validated', 'sent']);
		expect(posted()).toHaveLength(1);
	});
});

describe('an amount', () => {
	test.each([4.99, 50.01, '1000'])('of %s outside the range of the campaign is refused before it goes out', async (amount) => {
		for (const more of [{}, { options: { dryRun: true } }, { duplicateCheck: 'off' }]) {
			const { error } = await desk.run(parameters(withRange(), { additionalFields: { amount: amount as number }, ...more }), { items: [{ email: 'ana@example.org' }] });
			expect(error?.message).toBe('Not sent: the amount is outside the range of the campaign, which is 5 to 50');
			expect(error?.description).toContain("'Amount'");
		}
		expect(posted()).toEqual([]);
	});

	test.each([5, 50, '12.50'])('of %s inside the range goes out', async (amount) => {
		const { error } = await desk.run(parameters(withRange(), { additionalFields: { amount: amount as number } }), { items: [{ email: 'ana@example.org' }] });
		expect(error).toBeUndefined();
		expect(posted().map(({ body }) => (body as { send: IDataObject }).send.amount)).toEqual([Number(amount)]);
	});

	test.each([
		['nothing', {}],
		['a list', []],
		['another campaign', { touch: { id: 1, starting_egift_price: 5, ending_egift_price: 50 } }],
		['no prices', { touch: { name: 'x' } }],
		['prices as words', { touch: { starting_egift_price: '$5', ending_egift_price: '5,00' } }],
		['one end only', { touch: { starting_egift_price: 5, ending_egift_price: null } }],
	])('for a campaign that answers with %s can not be compared, and does not go out', async (_name, body) => {
		const touch = withRange();
		desk.control.fault({ match: { method: 'GET', path: `/api/v3/touches/${touch.id}` }, action: { kind: 'status', status: 200, body: body as never } });
		const { error } = await desk.run(parameters(touch, { additionalFields: { amount: 20 } }), { items: [{ email: 'ana@example.org' }] });
		expect(error?.message).toMatch(/^Not sent: .*'?(?:Amount|expected JSON)/);
		expect(posted()).toEqual([]);
	});

	test('for a campaign without a range is refused', async () => {
		const { error } = await desk.run(parameters(openTouch(desk, 'email'), { additionalFields: { amount: 10 } }), { items: [{ email: 'ana@example.org' }] });
		expect(error?.message).toBe('Not sent: the campaign has no range of amounts to choose from');
		expect(posted()).toEqual([]);
	});

	test('that can not be compared, because the campaign can not be read, does not go out', async () => {
		desk.control.fault({ match: { method: 'GET', path: '/api/v3/touches/' }, action: { kind: 'status', status: 403, body: { message: 'No' } } });
		const touch = withRange();
		desk.control.fault({ match: { method: 'GET', path: `/api/v3/touches/${touch.id}` }, action: { kind: 'status', status: 403, body: { message: 'No' } } });
		const { error } = await desk.run(parameters(touch, { additionalFields: { amount: 10 } }), { items: [{ email: 'ana@example.org' }] });
		expect(error?.message).toBe("Not sent: the campaign could not be read to compare 'Amount' with it. No");
		expect(posted()).toEqual([]);
	});
});

test.each([
	['Refused: no', { outcome: 'refused', wasSent: false }],
	['Outcome unknown: lost', { outcome: 'unknown', wasSent: null }],
	['Not sent: bad', { outcome: 'notSent', wasSent: false }],
	['Duplicate: before', { outcome: 'duplicate', wasSent: false }],
	['Something else', undefined],
])('the error item of "%s" says what became of the send, for an engine that keeps it', (message, sendoso) => {
	const error = new NodeOperationError({ name: 'Sendoso' } as INode, message);
	expect(failedItem(error, 3, true)).toEqual({ json: sendoso === undefined ? {} : { sendoso }, error, pairedItem: { item: 3 } });
	expect(failedItem(error, 3, false)).toEqual({ json: {}, error, pairedItem: { item: 3 } });
});
