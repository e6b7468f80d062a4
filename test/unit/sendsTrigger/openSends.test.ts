import { DAY, HOUR, type Order, Scene } from './scene';

describe.each<Order>(['newestFirst', 'oldestFirst'])('a list that comes %s', (order) => {
	test('open sends on many pages take turns when a poll has no time for all of them', async () => {
		const scene = new Scene({ order, pageSize: 2 }).fill(80, 'Sent');
		await scene.polls(8);
		for (const { gid } of scene.sends) scene.advance(gid, 'Opened');
		const told: string[] = [];
		for (let poll = 0; poll < 30; poll++) told.push(...(await scene.poll({ budget: 6 })));
		expect([...told].sort()).toEqual(scene.sends.map(({ gid }) => `Opened ${gid}`).sort());
	});

	test('of more open sends than a poll looks at, the next poll takes the others', async () => {
		const scene = new Scene({ order, pageSize: 1 }).fill(150, 'Sent');
		await scene.polls(6);
		for (const { gid } of scene.sends) scene.advance(gid, 'Opened');
		const first = await scene.poll();
		// The newest page and that of the background scan come on top.
		expect(first.length).toBeLessThanOrEqual(104);
		expect([...first, ...(await scene.poll())]).toHaveLength(150);
	});

	test('a poll reads the pages that hold open sends and no others but the newest and one of the background scan', async () => {
		const scene = new Scene({ order }).fill(200);
		for (const place of [20, 100, 105, 170]) scene.get(`old${place}`).history = [['Sent', scene.get(`old${place}`).at ?? 0]];
		await scene.polls(70);
		for (let poll = 0; poll < 60; poll++) {
			expect(await scene.poll()).toEqual([]);
			expect(scene.asked.length).toBeLessThanOrEqual(3 + 3);
		}
		for (let index = 0; index < 25; index++) scene.add(`new${index}`, { history: [['Used', scene.now]] });
		scene.advance('old100', 'Opened');
		expect(await scene.poll()).toContain('Opened old100');
		expect(await scene.poll()).toEqual([]);
		expect(scene.asked.length).toBeLessThanOrEqual(3 + 3);
	});

	test('an open send that moved is found where its time says that it stands', async () => {
		const scene = new Scene({ order }).fill(300);
		scene.get('old40').history = [['Sent', scene.get('old40').at ?? 0]];
		await scene.polls(80);
		for (let index = 100; index < 290; index++) scene.remove(`old${index}`);
		for (let index = 0; index < 39; index++) scene.remove(`old${index}`);
		scene.advance('old40', 'Opened');
		expect(await scene.poll()).toEqual(['Opened old40']);
		scene.advance('old40', 'Used');
		expect(await scene.poll()).toEqual(['Used old40']);
	});

	test('a send that is missing is looked for in three polls, and one that comes back is known', async () => {
		const scene = new Scene({ order }).fill(50);
		scene.get('old20').history = [['Sent', scene.get('old20').at ?? 0]];
		await scene.polls(15);
		const [missing] = scene.sends.splice(20, 1);
		expect(await scene.polls(2)).toEqual([]);
		scene.sends.push(missing ?? { gid: '', at: 0 });
		scene.advance('old20', 'Opened');
		// After two misses it is looked for at once.
		expect(await scene.poll()).toEqual(['Opened old20']);
		scene.remove('old20');
		expect(await scene.polls(4)).toEqual([]);
		const idle = scene.asked.length;
		expect(idle).toBeLessThanOrEqual(3);
		scene.sends.push(missing ?? { gid: '', at: 0 });
		scene.advance('old20', 'Clicked');
		// After three it is left to the background scan.
		expect(await scene.polls(12)).toEqual(['Clicked old20']);
	});

	test('a status that follows a final one is told by the background scan, while the send is followed', async () => {
		const scene = new Scene({ order, days: 10 }).fill(400, 'Cancelled');
		await scene.polls(100);
		scene.advance('old390', 'Refunded');
		scene.advance('old200', 'Refunded');
		// Older than ten days.
		scene.advance('old100', 'Refunded');
		expect((await scene.polls(85)).sort()).toEqual(['Refunded old200', 'Refunded old390']);
	});

	test('an open send that gets an end is no longer asked for', async () => {
		const scene = new Scene({ order }).fill(60);
		scene.get('old10').history = [['Sent', scene.get('old10').at ?? 0]];
		await scene.polls(20);
		scene.advance('old10', 'Used');
		expect(await scene.poll()).toEqual(['Used old10']);
		await scene.poll();
		expect(scene.asked.length).toBeLessThanOrEqual(3);
	});
});

test('following ends with the days, and longer days begin to follow what was too old', async () => {
	const scene = new Scene({ days: 2 }).fill(100, 'Sent');
	await scene.polls(30);
	scene.advance('old20', 'Opened');
	expect(await scene.polls(25)).toEqual([]);
	scene.trigger.watch(new Scene({ days: 5 }).trigger);
	expect(await scene.polls(3)).toEqual([]);
	scene.advance('old20', 'Clicked');
	expect(await scene.polls(3)).toEqual(['Clicked old20']);
});

test('a clock that jumps ahead once ends no following', async () => {
	const scene = new Scene({ days: 5 }).fill(30, 'Sent');
	await scene.polls(10);
	expect(await scene.poll({ misdated: 400 * DAY })).toEqual([]);
	scene.advance('old20', 'Opened');
	expect(await scene.poll()).toEqual(['Opened old20']);
	const expected = scene.add('new');
	expect(await scene.poll({}, HOUR)).toEqual(expected);
});

test('a list without order is read as a whole in each poll', async () => {
	const scene = new Scene({ order: 'none' }).fill(95, 'Sent');
	scene.sends.sort((left, right) => Number(left.gid.slice(3)) % 17 - Number(right.gid.slice(3)) % 17);
	await scene.polls(6);
	scene.advance('old50', 'Opened');
	const expected = scene.add('new');
	expect((await scene.poll()).sort()).toEqual([...expected, 'Opened old50'].sort());
	expect(await scene.polls(3)).toEqual([]);
});

test('a page that always fails, or a count that is far too high, makes no poll after the first walk longer', async () => {
	for (const odd of ['broken', 'count'] as const) {
		const scene = new Scene().fill(300);
		if (odd === 'count') scene.count = (rows) => rows.length + 30;
		const disturbance = odd === 'broken' ? { broken: (page: number) => page === 7 } : {};
		await scene.polls(6, disturbance);
		for (let poll = 0; poll < 40; poll++) {
			expect(await scene.poll(disturbance)).toEqual([]);
			expect(scene.asked.length).toBeLessThanOrEqual(3);
		}
	}
});

test('a send without a history that stands twice with another status is told no more than once', async () => {
	const scene = new Scene().fill(5);
	const rows = scene.rows.bind(scene);
	scene.rows = () => [{ send_gid: 'twice', created_at: new Date(scene.now - DAY).toISOString(), status: 'Sent' }, ...rows(), { send_gid: 'twice', created_at: new Date(scene.now - DAY).toISOString(), status: 'Opened' }];
	expect(await scene.polls(6)).toEqual([]);
});

test('open sends that left are looked for on few pages, though thousands came in one second', async () => {
	const scene = new Scene().fill(3_000, 'Used', 0);
	for (const { gid } of scene.sends.filter((_, place) => place % 600 === 300)) scene.get(gid).history = [['Sent', scene.get(gid).at ?? 0]];
	await scene.polls(8);
	for (const { gid } of scene.sends.filter((_, place) => place % 600 === 300)) scene.remove(gid);
	const requests: number[] = [];
	for (let poll = 0; poll < 8; poll++) {
		expect(await scene.poll()).toEqual([]);
		requests.push(scene.asked.length);
	}
	expect(Math.max(...requests)).toBeLessThanOrEqual(5 * 7 + 3);
	expect(Math.max(...requests.slice(4))).toBeLessThanOrEqual(4);
});
