import { collectionBody, connect, egiftBody, physicalBody, start, stopAll } from './support';

afterEach(stopAll);

describe('every route answers as the contract says', () => {
	const coreReads = [
		'/api/v3/me',
		'/api/v3/users?per_page=100',
		'/api/v3/groups?per_page=100',
		'/api/v3/groups/907/members',
		'/api/v3/touches?per_page=100&page=2',
		'/api/v3/touches?delivery_type=mail',
		'/api/v3/touches/220145',
		'/api/v3/send?per_page=100&page=3',
		'/api/v3/sent_gifts.json',
		'/api/v3/groups/907/group_touches.json',
		'/api/v3/user_custom_templates.json',
		'/api/v3/marketplace/products?text_search=mug&price_lte_usd=200&ship_to_country_codes[]=US',
		'/api/v3/smartsend/recommendations?recipient_email=priya.raman@example.net',
	];

	it('reads', async () => {
		const sandbox = await start({ seed: 'demo' });
		const client = connect(sandbox);
		for (const path of coreReads) {
			const answer = await client.get(path);
			expect([path, answer.status, answer.data]).toEqual([path, 200, expect.anything()]);
		}
		expect(sandbox.control.violations()).toEqual([]);
	});

	it('creates sends in the three shapes, links, catalogue sends and invitations', async () => {
		const sandbox = await start({ seed: { groups: 1, users: 1 } });
		const client = connect(sandbox);
		const mail = sandbox.control.touches.add({ delivery_type: 'mail' }).id;
		const email = sandbox.control.touches.add({ delivery_type: 'email' }).id;
		const person = { recipient_email: 'a@example.org', recipient_first_name: 'Mei', recipient_last_name: 'Laurent' };
		const products = await client.get('/api/v3/marketplace/products');
		const variantId: unknown = products.data.products[0].variants[0].id;

		const answers = [
			await client.post('/api/v3/send', physicalBody(mail)),
			await client.post('/api/v3/send', collectionBody(mail, 'link')),
			await client.post('/api/v3/send', egiftBody(email)),
			await client.post('/api/v3/send/generate_egift_links', {
				send: { touch_id: email, via: 'generate_egift_links', via_from: 'n8n', recipient_users: [{ email: 'a@example.org' }, { email: 'b@example.org' }] },
			}),
			await client.post('/api/v3/marketplace/products/send', { ...person, variant_ids: [variantId] }),
			await client.post('/api/v3/smartsend/recommendations/send', { ...person, price_lte_usd: 90 }),
			await client.post('/api/v3/users', {
				user: { first_name: 'Mei', last_name: 'Laurent', email: 'mei@example.org', role: 'regular', team_group_id: 907 },
			}),
		];

		expect(answers.map((answer) => answer.status)).toEqual([200, 200, 200, 200, 200, 200, 201]);
		expect(sandbox.control.sends.count()).toBe(7);
		expect(sandbox.control.invitations()).toHaveLength(1);
		expect(sandbox.control.violations()).toEqual([]);
	});

	it('provisions users over SCIM', async () => {
		const sandbox = await start({ seed: { groups: 2, users: 3 } });
		const client = connect(sandbox, 'scim', 'sandbox-scim-client');
		const [first, second] = sandbox.control.groups.list().map((group) => group.name);
		const user = { userName: 'mei@example.org', name: { givenName: 'Mei', familyName: 'Laurent' }, userType: 'sender', division: first };
		const created = await client.post('/api/scim/v2/Users', user);
		const path = `/api/scim/v2/Users/${created.data.id}`;

		expect(created.status).toBe(201);
		expect((await client.post('/api/scim/v2/Users', user)).status).toBe(409);
		expect((await client.get(path)).data).toMatchObject({ userName: 'mei@example.org', division: first });
		expect((await client.put(path, { active: false, division: second })).data).toMatchObject({ active: false, division: second });
		expect((await client.get('/api/scim/v2/Users?startIndex=2&count=2')).data).toMatchObject({ itemsPerPage: 2, totalResults: 4 });
		expect((await client.get('/api/scim/v2/Users/999999')).status).toBe(404);
		expect(sandbox.control.violations()).toEqual([]);
	});

	it('filters the catalogue by lists', async () => {
		const sandbox = await start();
		const params = new URLSearchParams([['category_ids[]', 'cat-041'], ['category_ids[]', 'cat-061'], ['ship_to_country_codes[]', 'DE']]);
		const { data } = await connect(sandbox).get('/api/v3/marketplace/products', { params });
		const names: string[] = data.categories.flatMap((group: { children: Array<{ id: string }> }) => group.children.map((child) => child.id));
		expect(names.sort()).toEqual(['cat-041', 'cat-061']);
		expect(sandbox.control.violations()).toEqual([]);
	});

	it('walks the catalogue to its end', async () => {
		const sandbox = await start();
		const client = connect(sandbox);
		const ids = new Set<string>();
		for (let after: string | null | undefined; after !== null; ) {
			const { data } = await client.get('/api/v3/marketplace/products', { params: { after } });
			for (const product of data.products) ids.add(product.id);
			after = data.pagination.after;
		}
		expect(ids.size).toBe(90);
	});
});

describe('requests that break the contract', () => {
	it('are refused and recorded', async () => {
		const sandbox = await start();
		const client = connect(sandbox);
		const touchId = sandbox.control.touches.add().id;

		const answers = [
			await client.get('/api/v3/touches?per_page=101'),
			await client.get('/api/v3/touches?sort=name'),
			await client.get('/api/v3/marketplace/products?category_ids=cat-041'),
			await client.post('/api/v3/send', { touch_id: touchId }),
			await client.post('/api/v3/send', egiftBody(touchId, '')),
			await client.get('/api/v3/sends'),
			await client.post('/api/v3/send', '{"send":', { headers: { 'Content-Type': 'application/json' } }),
		];

		expect(answers.map((answer) => answer.status)).toEqual([400, 400, 400, 400, 400, 404, 400]);
		expect(answers[4]?.data).toEqual({ success: false, message: "email can't be blank" });
		expect(sandbox.control.violations().map(({ method, path, direction }) => `${method} ${path} ${direction}`)).toEqual([
			'GET /api/v3/touches request',
			'GET /api/v3/touches request',
			'GET /api/v3/marketplace/products request',
			'POST /api/v3/send request',
			'POST /api/v3/send request',
			'GET /api/v3/sends request',
			'POST /api/v3/send request',
		]);
		expect(sandbox.control.sends.count()).toBe(0);
	});

	it('an answer of the server that breaks it is a 500 and recorded', async () => {
		const sandbox = await start();
		sandbox.control.touches.add({ currency: 'much too long' });
		const answer = await connect(sandbox).get('/api/v3/touches');
		expect(answer.status).toBe(500);
		expect(sandbox.control.violations()).toEqual([expect.objectContaining({ direction: 'response', path: '/api/v3/touches' })]);
	});
});
