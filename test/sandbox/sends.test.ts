import { collectionBody, connect, egiftBody, physicalBody, start, stopAll } from './support';

afterEach(stopAll);

const day = 86_400_000;

describe('creating sends', () => {
	it('never deduplicates', async () => {
		const sandbox = await start();
		const client = connect(sandbox);
		const touchId = sandbox.control.touches.add().id;
		const answers = await Promise.all([1, 2, 3].map(() => client.post('/api/v3/send', egiftBody(touchId))));
		expect(new Set(answers.map((answer) => answer.data.tracking_code)).size).toBe(3);
		expect(sandbox.control.sends.list({ touchId, email: ' JOAO.silva@example.com ' })).toHaveLength(3);
	});

	it('answers with codes that say nothing about each other', async () => {
		const sandbox = await start();
		const client = connect(sandbox);
		const { data } = await client.post('/api/v3/send', egiftBody(sandbox.control.touches.add().id));
		const send = sandbox.control.sends.get(data.tracking_code);
		expect(data.tracking_code).toMatch(/^[0-9a-f]{40}$/);
		expect(data.tracking_url).not.toContain(data.tracking_code);
		expect(send?.send_gid).not.toContain('=');
		const globalId = Buffer.from(send?.send_gid ?? '', 'base64').toString();
		expect(globalId).toMatch(/^gid:\/\/sendoso\/Send\/\d+$/);
		expect(globalId.endsWith(`/${String(send?.id)}`)).toBe(false);
		expect((await client.get('/api/v3/send')).data.sends[0]).not.toHaveProperty('tracking_code');
	});

	it('refuses an unknown, inactive, early or ended touch with the same 404', async () => {
		const sandbox = await start();
		const client = connect(sandbox);
		const iso = (offset: number): string => new Date(sandbox.control.clock.now() + offset).toISOString();
		const { touches } = sandbox.control;
		const ids = [
			999_999,
			touches.add({ status: 'Inactive' }).id,
			touches.add({ start_date: iso(day) }).id,
			touches.add({ end_date: iso(-day) }).id,
		];
		for (const id of ids) {
			const answer = await client.post('/api/v3/send', egiftBody(id));
			expect([answer.status, answer.data]).toEqual([404, { success: false, message: 'Touch not found' }]);
		}
		sandbox.control.clock.advance(2 * day, { moveSends: false });
		expect((await connect(sandbox).post('/api/v3/send', egiftBody(ids[2] ?? 0))).status).toBe(200);
	});

	it('refuses a missing phone number abroad and a touch of the other kind', async () => {
		const sandbox = await start();
		const client = connect(sandbox);
		const mail = sandbox.control.touches.add({ delivery_type: 'mail' }).id;
		const email = sandbox.control.touches.add({ delivery_type: 'email' }).id;
		const statuses = [
			await client.post('/api/v3/send', physicalBody(mail, { country: 'GB' })),
			await client.post('/api/v3/send', physicalBody(email)),
			await client.post('/api/v3/send', egiftBody(mail)),
			await client.post('/api/v3/send', physicalBody(mail, { country: 'GB', mobile_no: 447700900123 })),
			await client.post('/api/v3/send', physicalBody(mail, { country: 'u.s.a.' })),
		].map((answer) => answer.status);
		expect(statuses).toEqual([400, 400, 400, 200, 200]);
		expect(sandbox.control.sends.count()).toBe(2);
		expect(sandbox.control.violations()).toEqual([]);
	});

	it('gives the collection link only when it was asked for', async () => {
		const sandbox = await start();
		const client = connect(sandbox);
		const touchId = sandbox.control.touches.add({ delivery_type: 'mail' }).id;
		const byLink = await client.post('/api/v3/send', collectionBody(touchId, 'link'));
		const byEmail = await client.post('/api/v3/send', collectionBody(touchId, 'email'));
		expect(Object.keys(byLink.data)).toContain('address_confirmation_link');
		expect(Object.keys(byEmail.data)).toEqual(['success', 'message', 'tracking_code']);
	});

	it('notes what each request created and tells listeners', async () => {
		const sandbox = await start();
		const seen: string[] = [];
		sandbox.control.on('send', (send) => seen.push(send.send_gid));
		await connect(sandbox).post('/api/v3/send', egiftBody(sandbox.control.touches.add().id));
		const [send] = sandbox.control.sends.list({ createdByRequest: true });
		expect(seen).toEqual([send?.send_gid]);
		expect(sandbox.control.requests().at(-1)?.created).toEqual([`send:${String(send?.id)}`]);
	});
});

describe('life cycle', () => {
	it('goes on step by step and keeps the history', async () => {
		const sandbox = await start();
		const touch = sandbox.control.touches.add();
		const send = sandbox.control.sends.add({ touchId: touch.id });
		sandbox.control.sends.advance(send.send_gid, 'Opened');
		sandbox.control.sends.advance(send.id, 'Used');
		const { data } = await connect(sandbox).get('/api/v3/send');
		const [listed] = data.sends;
		expect(listed.status).toBe('Used');
		expect(listed.status_updates.map((update: { status: string }) => update.status)).toEqual(['Sent', 'Opened', 'Used']);
		const legacy = await connect(sandbox).get(`/api/v3/gifts/status/${send.tracking_code}`);
		expect(legacy.data.activities[0]).toHaveLength(3);
	});

	it('goes on by itself when virtual time passes, at the times that were due', async () => {
		const sandbox = await start();
		const mail = sandbox.control.touches.add({ delivery_type: 'mail' });
		const ids = Array.from({ length: 12 }, () => sandbox.control.sends.add({ touchId: mail.id }).id);
		sandbox.control.clock.advance(30 * day);
		const ends = ids.map((id) => sandbox.control.sends.get(id));
		expect(new Set(ends.map((send) => send?.status))).toEqual(new Set(['Delivered', 'Undeliverable']));
		for (const send of ends) {
			const times = send?.status_updates.map((update) => Date.parse(update.occurred_at)) ?? [];
			expect(times).toEqual([...times].sort((left, right) => left - right));
			expect(times.at(-1)).toBeLessThan(sandbox.control.clock.now() - 10 * day);
		}
	});
});
