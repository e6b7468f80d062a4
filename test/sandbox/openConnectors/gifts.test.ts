import { connect, egiftBody, stopAll } from '../support';
import { column, open } from './support';

afterEach(stopAll);

async function touches() {
	const opened = await open();
	const { control } = opened.sandbox;
	const [email, mail] = (['email', 'mail'] as const).map((delivery_type) => control.touches.add({ delivery_type, starting_egift_price: 5, ending_egift_price: 50 }).id);
	return { ...opened, control, email, mail };
}

describe('a gift', () => {
	it('sent here is seen over the direct API, and the other way round', async () => {
		const { sandbox, client, email } = await touches();
		const sent = await client.post('/gifts', { send: { touch_id: String(email), email: 'rowan@example.org', amount: '25', name: 'Rowan', via_from: 'n8n' } });
		expect(sent.data).toMatchObject({ success: true, tracking_code: expect.any(String) });
		const direct = await connect(sandbox).get('/api/v3/send');
		expect(direct.data.sends).toEqual([expect.objectContaining({ current_total_cost: '25.0', sent_via: 'n8n', recipient: expect.objectContaining({ email: 'rowan@example.org', name: 'Rowan' }) })]);
		await connect(sandbox).post('/api/v3/send', egiftBody(email ?? 0, 'ines@example.org'));
		expect(column(await client.get('/sent-gifts'), 'email').sort()).toEqual(['ines@example.org', 'rowan@example.org']);
		expect((await client.get('/sent-gifts', { params: { where: `tracking_code = '${sent.data.tracking_code}'` } })).data).toEqual([
			{ tracking_code: sent.data.tracking_code, touch_id: email, email: 'rowan@example.org', name: 'Rowan', status: 'Sent', created_at: expect.any(String) },
		]);
	});

	it('is never deduplicated', async () => {
		const { client, control, email } = await touches();
		const body = { send: { touch_id: email, email: 'rowan@example.org', amount: 25 } };
		await Promise.all([client.post('/gifts', body), client.post('/gifts', body)]);
		expect(control.sends.count()).toBe(2);
	});

	it('of an object starts as a parcel does', async () => {
		const { client, control, mail } = await touches();
		await client.post('/gifts', { send: { touch_id: mail, email: 'rowan@example.org' } });
		expect(control.sends.list()[0]).toMatchObject({ kind: 'physical', created_by_request: true });
	});

	it('is refused for a touch that is not open, a wrong amount and a bad body', async () => {
		const { client, control, email } = await touches();
		const over = control.touches.add({ end_date: '2020-01-01T00:00:00Z' }).id;
		const status = async (send: object) => (await client.post('/gifts', { send: { touch_id: email, email: 'a@example.org', ...send } })).status;
		expect([await status({ touch_id: 1 }), await status({ touch_id: over })]).toEqual([404, 404]);
		expect([await status({ amount: 4 }), await status({ amount: 51 }), await status({ amount: 'much' }), await status({ email: 'nobody' }), await status({ touch_id: undefined })]).toEqual(Array(5).fill(400));
		expect((await client.post('/gifts', { touch_id: email, email: 'a@example.org' })).status).toBe(400);
		expect(control.sends.count()).toBe(0);
	});

	it('has a status by its tracking code alone', async () => {
		const { client, control, email } = await touches();
		const { data } = await client.post('/gifts', { send: { touch_id: email, email: 'a@example.org' } });
		const status = async (code: unknown) => {
			const answer = await client.get(`/sent-gifts/${String(code)}/status`);
			return answer.status === 200 ? answer.data.status : answer.status;
		};
		expect(await status(data.tracking_code)).toBe('Sent');
		const send = control.sends.advance(data.tracking_code, 'Opened');
		expect([await status(data.tracking_code), await status(send.id), await status(send.send_gid)]).toEqual(['Opened', 404, 404]);
	});

	it('of the catalogue is listed, but not read by id until that is switched on', async () => {
		const { client, control } = await touches();
		const [id] = column(await client.get('/gifts', { params: { where: "name LIKE 'Coffee%'", orderBy: 'name' } }));
		expect((await client.get(`/gifts/${String(id)}`)).status).toBe(405);
		control.openConnectors.setMethodNotAllowed('gifts/id', 'GET', false);
		expect((await client.get(`/gifts/${String(id)}`)).data).toMatchObject({ id });
	});
});

describe('several gifts', () => {
	it('go to everybody in the list, or to nobody', async () => {
		const { client, control, email } = await touches();
		const send = { via: 'bulk_email_addresses', touch_id: email, amount: 15, recipient_users: [{ first_name: 'Ines', email: 'ines@example.org' }, { email: 'rowan@example.org' }] };
		expect((await client.post('/bulk-gifts', { send: { ...send, amount: 99 } })).status).toBe(400);
		expect(control.sends.count()).toBe(0);
		const { data } = await client.post('/bulk-gifts', { send });
		expect(data.tracking_codes).toEqual([...control.sends.list()].sort((left, right) => left.id - right.id).map(({ tracking_code }) => tracking_code));
		expect(control.sends.list({ email: 'ines@example.org' })).toHaveLength(1);
		expect([(await client.post('/bulk-gifts', { send: { ...send, recipient_users: [] } })).status, (await client.post('/bulk-gifts', { send: { ...send, via: 'x' } })).status]).toEqual([400, 400]);
	});

	it('are links for people who are not known yet', async () => {
		const { client, control, email } = await touches();
		const send = { via: 'generate_egift_links', via_from: 'n8n', touch_id: email, number_of_gifts: 3, amount: 20 };
		const { data } = await client.post('/egift-links', { send });
		expect(new Set(data.egift_links).size).toBe(3);
		expect(control.sends.list().map(({ kind, recipient }) => [kind, recipient.email])).toEqual(Array(3).fill(['egiftLink', null]));
		expect((await client.get('/sent-gifts')).data[0]).not.toHaveProperty('email');
		expect((await client.post('/egift-links', { send: { ...send, number_of_gifts: 0 } })).status).toBe(400);
	});

	it('are noted in the log by the request that made them', async () => {
		const { client, control, email } = await touches();
		await client.post('/egift-links', { send: { via: 'generate_egift_links', touch_id: email, number_of_gifts: 2 } });
		expect(control.requests().at(-1)?.created).toEqual([expect.stringMatching(/^send:/), expect.stringMatching(/^send:/)]);
	});
});
