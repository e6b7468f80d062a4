import { DAY, HOUR, NOON, type Order, Scene, SECOND } from './scene';

describe.each<Order>(['newestFirst', 'oldestFirst'])('a list that comes %s', (order) => {
	test('more new sends than one poll can read come out over several, whatever arrives meanwhile', async () => {
		const scene = new Scene({ order, events: ['created'] }).fill(40);
		await scene.polls(12);
		const expected: string[] = [];
		for (let index = 0; index < 300; index++) {
			scene.now += 100;
			expected.push(...scene.add(`new${index}`).slice(0, 1));
		}
		const told: string[] = [];
		let before = 1;
		for (let poll = 0; poll < 50; poll++) {
			const found = await scene.poll({ budget: 3 });
			// Where a poll has one request left beside the newest end, the background scan has one of three.
			if (told.length < 300) expect(found.length + before).toBeGreaterThan(0);
			before = found.length;
			told.push(...found);
			if (poll < 20) expected.push(...scene.add(`late${poll}`).slice(0, 1));
		}
		expect([...told].sort()).toEqual(expected.sort());
	});

	test('an outage leaves much to read, and nothing keeps a poll with time for three requests from reading it', async () => {
		const scene = new Scene({ order, events: ['created'], pageSize: 20 }).fill(600);
		await scene.polls(70);
		for (let index = 0; index < 600; index++) {
			scene.now += 100_000;
			scene.add(`new${index}`);
		}
		const told: string[] = [];
		let before = 1;
		for (let poll = 0; poll < 50; poll++) {
			const found = await scene.poll({ budget: 3 });
			if (told.length < 600) expect(found.length + before).toBeGreaterThan(0);
			before = found.length;
			told.push(...found);
		}
		expect(new Set(told).size).toBe(600);
		expect(told).toHaveLength(600);
	});

	test('a send that shows up late, below newer ones that are known, is found as soon as the count grows', async () => {
		const scene = new Scene({ order, events: ['created'] }).fill(60);
		await scene.polls(20);
		for (let index = 0; index < 12; index++) {
			scene.now += SECOND;
			scene.add(`new${index}`);
		}
		await scene.poll({}, SECOND);
		scene.add('late', { at: scene.now - 11 * SECOND });
		expect(await scene.poll({}, SECOND)).toEqual(['created late']);
	});

	test('a send far from its place is found by the background scan, within a poll for each page', async () => {
		const scene = new Scene({ order, events: ['created'] }).fill(100);
		await scene.polls(30);
		scene.add('stray', { place: NOON - 55 * HOUR });
		expect(await scene.polls(13)).toEqual(['created stray']);
		expect(await scene.polls(30)).toEqual([]);
	});

	test('old sends that become visible are taken for known, and the log says so once; young ones come out', async () => {
		const scene = new Scene({ order }).fill(30);
		await scene.polls(12);
		for (let index = 0; index < 200; index++) {
			const at = NOON - 5 * DAY - index * HOUR;
			scene.sends.push({ gid: `revealed${index}`, at, history: [['Sent', at], ['Used', scene.now]] });
		}
		const young = scene.now - DAY;
		scene.sends.push({ gid: 'young', at: young, history: [['Sent', young]] });
		const warnings: string[] = [];
		const told: string[] = [];
		for (let poll = 0; poll < 40; poll++) {
			told.push(...(await scene.poll()));
			warnings.push(...scene.warnings);
		}
		expect(told).toEqual(['created young', 'Sent young']);
		expect(warnings.filter((warning) => warning.includes('for the first time'))).toHaveLength(1);
	});

	test('after an outage of days everything comes out that was created meanwhile', async () => {
		const scene = new Scene({ order, events: ['created'] }).fill(30);
		await scene.polls(12);
		const expected: string[] = [];
		for (let day = 0; day < 60; day++) {
			scene.now += DAY / 4;
			expected.push(...scene.add(`new${day}`).slice(0, 1));
		}
		expect((await scene.polls(12, { budget: 3 })).sort()).toEqual(expected.sort());
	});

	test('no count at all, or one that is wrong, costs no new send and invents none', async () => {
		for (const count of [() => undefined, () => 0, () => 7, (rows: unknown[]) => rows.length + 30, (rows: unknown[]) => rows.length - 1]) {
			const scene = new Scene({ order }).fill(35);
			scene.count = count;
			await scene.polls(15);
			scene.remove('old3');
			scene.remove('old30');
			expect(await scene.polls(3)).toEqual([]);
			const expected = scene.add('new');
			expect(await scene.polls(6)).toEqual(expected);
		}
	});

	test('a page that always fails holds nothing else up, and the log says so once', async () => {
		const scene = new Scene({ order }).fill(60);
		await scene.polls(16);
		const expected = scene.add('new');
		const told: string[] = [];
		const warnings: string[] = [];
		for (let poll = 0; poll < 20; poll++) {
			told.push(...(await scene.poll({ broken: (page) => page === 3 })));
			warnings.push(...scene.warnings);
			if (poll === 10) {
				scene.advance('new', 'Opened');
				expected.push('Opened new');
			}
		}
		expect(told).toEqual(expected);
		expect(warnings.filter((warning) => warning.includes('could not be read'))).toHaveLength(1);
	});
});

test('a last page that always fails keeps back nothing of what stands behind it', async () => {
	const scene = new Scene({ order: 'oldestFirst' }).fill(60);
	await scene.polls(20);
	const told: string[] = [];
	const expected: string[] = [];
	for (let index = 0; index < 25; index++) {
		// Ten sends to begin with, which are on the page that fails.
		if (index >= 10) expected.push(...scene.add(`new${index}`));
		else scene.add(`lost${index}`);
		if (index >= 10) told.push(...(await scene.poll({ broken: (page) => page === 7 })));
	}
	expect(told).toEqual(expected);
});

test('a role that sees more is told from new sends where the server always counts too many', async () => {
	const scene = new Scene().fill(60);
	scene.count = (rows) => rows.length + 30;
	await scene.polls(60);
	for (let index = 0; index < 5; index++) scene.add(`revealed${index}`, { at: NOON - 5 * DAY - index * HOUR, history: [['Sent', NOON - 5 * DAY], ['Opened', scene.now]] });
	expect(await scene.polls(20)).toEqual([]);
});

test('a list that loses its order is read as quickly as one that never had any', async () => {
	const scene = new Scene({ days: 10 }).fill(1_000);
	await scene.polls(120);
	scene.order = 'none';
	scene.sends = scene.sends.map((_, place, sends) => sends[(place * 617) % sends.length] ?? { gid: '', at: 0 });
	await scene.polls(4);
	const expected = scene.add('new');
	expect(await scene.polls(3)).toEqual(expected);
});

test.each<Order>(['newestFirst', 'oldestFirst'])('one page in disorder among others makes no list without order: %s', async (order) => {
	const scene = new Scene({ order, pageSize: 100 }).fill(1_000);
	await scene.polls(30);
	const told: string[] = [];
	const expected: string[] = [];
	const requests: number[] = [];
	for (let poll = 0; poll < 6; poll++) {
		// Sends of the last days that are listed in the order in which an import wrote them.
		for (let index = 0; index < 12; index++) expected.push(...scene.add(`import${poll}-${index}`, { at: scene.now - ((index * 7) % 12) * HOUR, place: scene.now + index }));
		told.push(...(await scene.poll()));
		requests.push(scene.asked.length);
		expect(scene.warnings).toEqual([]);
	}
	expect(told.sort()).toEqual(expected.sort());
	expect(Math.max(...requests)).toBeLessThanOrEqual(7);
});
