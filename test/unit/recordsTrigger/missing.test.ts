import { DAY, RecordScene } from './scene';

/** A page that comes back empty, with a number that says so. */
const nothing = () => ({ rows: [], total: 0 });

describe('two readings with the same records', () => {
	test('of one poll prove a removal where Removed was chosen', async () => {
		const scene = new RecordScene().fill(25);
		await scene.poll();
		scene.remove(3);
		expect(await scene.poll()).toEqual(['removed 3']);
		expect(scene.requests).toBe(8);
		expect(await scene.poll()).toEqual([]);
		expect(scene.requests).toBe(4);
	});

	test('of two polls prove it where it was not, and make a record new that comes back', async () => {
		const scene = new RecordScene({ events: ['created'] }).fill(25);
		await scene.poll();
		const [row] = scene.list.splice(2, 1);
		for (let poll = 0; poll < 2; poll++) {
			expect(await scene.poll()).toEqual([]);
			expect(scene.requests).toBe(4);
		}
		scene.list.push(row ?? {});
		expect(await scene.poll()).toEqual(['created 3']);
	});

	test('but not a single one: a record that comes back at once was never away', async () => {
		const scene = new RecordScene({ events: ['created'] }).fill(25);
		await scene.poll();
		const [row] = scene.list.splice(2, 1);
		await scene.poll();
		scene.list.push(row ?? {});
		expect(await scene.poll()).toEqual([]);
	});

	test('need time, and the next poll has it', async () => {
		const scene = new RecordScene().fill(25);
		await scene.poll();
		scene.remove(3);
		expect(await scene.poll({ budget: 4 })).toEqual([]);
		expect(await scene.poll({ budget: 4 })).toEqual(['removed 3']);
	});

	test('never come where the list changes all the time: six readings without a record do', async () => {
		const scene = new RecordScene({ events: ['created'] }).fill(25);
		await scene.poll();
		const [row] = scene.list.splice(2, 1);
		for (let poll = 0; poll < 6; poll++) {
			scene.list.push({ id: 100 + poll, name: 'New' });
			expect(await scene.poll()).toEqual([`created ${100 + poll}`]);
		}
		scene.list.push(row ?? {});
		expect(await scene.poll()).toEqual(['created 3']);
	});

	test('of five readings are not enough', async () => {
		const scene = new RecordScene({ events: ['created'] }).fill(25);
		await scene.poll();
		const [row] = scene.list.splice(2, 1);
		for (let poll = 0; poll < 5; poll++) {
			scene.list.push({ id: 100 + poll, name: 'New' });
			await scene.poll();
		}
		scene.list.push(row ?? {});
		expect(await scene.poll()).toEqual([]);
	});

	test('that are broken prove nothing', async () => {
		const scene = new RecordScene().fill(25);
		await scene.poll();
		scene.remove(3);
		for (let poll = 0; poll < 3; poll++) expect(await scene.poll({ broken: (page) => page === 2 })).toEqual([]);
		expect(await scene.poll()).toEqual(['removed 3']);
	});
});

describe('a reading that is in doubt', () => {
	test('is believed when two more of the next poll are the same', async () => {
		const scene = new RecordScene().fill(3);
		await scene.poll();
		scene.page = nothing;
		expect(await scene.poll()).toEqual([]);
		expect(scene.requests).toBe(1);
		expect(await scene.poll()).toEqual(['removed 1', 'removed 2', 'removed 3']);
		expect(scene.requests).toBe(2);
	});

	test('is not believed when only one of the next poll is', async () => {
		const scene = new RecordScene().fill(3);
		await scene.poll();
		scene.page = nothing;
		expect(await scene.poll()).toEqual([]);
		expect(await scene.poll({ before: (request) => (scene.page = request === 0 ? nothing : undefined) })).toEqual([]);
		expect(await scene.poll()).toEqual([]);
		scene.page = nothing;
		expect(await scene.poll()).toEqual([]);
	});

	test('is believed by the third poll when each has time for one', async () => {
		const scene = new RecordScene().fill(3);
		await scene.poll();
		scene.page = nothing;
		for (let poll = 0; poll < 2; poll++) expect(await scene.poll({ budget: 1 })).toEqual([]);
		expect(await scene.poll({ budget: 1 })).toHaveLength(3);
	});

	test('is one whose number of records changed from page to page', async () => {
		const scene = new RecordScene().fill(25);
		await scene.poll();
		// The third page is missing, and says so.
		scene.page = (number) => (number < 3 ? scene.cut(number) : { rows: [], total: 20 });
		expect(await scene.poll()).toEqual([]);
		expect(scene.requests).toBe(4);
	});

	test('is said once', async () => {
		const scene = new RecordScene().fill(3);
		await scene.poll();
		scene.page = nothing;
		for (let poll = 0; poll < 3; poll++) await scene.poll();
		expect(scene.warnings.filter((warning) => warning.includes('came back empty'))).toHaveLength(1);
	});
});

describe('a campaign that is missing', () => {
	const campaigns = (count: number) => new RecordScene({ resource: 'touch', pageSize: 20 }).fill(count);

	test('is asked for, and has left when it is gone: no second reading is made', async () => {
		const scene = campaigns(30);
		await scene.poll();
		scene.remove(1, 2, 3, 4, 5, 6, 7, 8);
		expect(await scene.poll()).toHaveLength(8);
		expect([scene.requests, scene.asked]).toEqual([11, ['1', '2', '3', '4', '5', '6', '7', '8']]);
	});

	test('is a sample of two among nine of them, and the readings decide', async () => {
		const scene = campaigns(30);
		await scene.poll();
		scene.remove(1, 2, 3, 4, 5, 6, 7, 8, 9);
		expect(await scene.poll()).toHaveLength(9);
		expect([scene.requests, scene.asked]).toEqual([8, ['1', '2']]);
	});

	test('and one of the sample is active, each of the others is asked for before it counts as removed', async () => {
		const scene = campaigns(40);
		await scene.poll();
		const ids = Array.from({ length: 20 }, (_, index) => index + 1);
		scene.remove(...ids);
		for (const id of ids.slice(0, 19)) scene.standings.set(String(id), 'listed');
		expect(await scene.poll()).toEqual([]);
		expect([scene.requests, scene.asked]).toEqual([4, ['1', '2']]);
		expect(await scene.poll()).toEqual([]);
		expect(scene.asked).toEqual(['3', '4', '5', '6', '7', '8', '9', '10', '1', '2']);
		const events: string[] = [];
		for (let poll = 0; poll < 3; poll++) events.push(...(await scene.poll()));
		expect(events).toEqual(['removed 20']);
	});

	test('is not asked for where Removed was not chosen', async () => {
		const scene = new RecordScene({ resource: 'touch', events: ['created', 'updated'] }).fill(9);
		await scene.poll();
		scene.remove(1);
		expect([await scene.poll(), scene.asked]).toEqual([[], []]);
	});

	test('has not left while it can be read as an active one, and is asked for less and less', async () => {
		const scene = campaigns(30);
		await scene.poll();
		scene.remove(1);
		scene.standings.set('1', 'listed');
		const asked: number[] = [];
		for (let poll = 0; poll < 100; poll++) {
			expect(await scene.poll()).toEqual([]);
			expect(scene.requests).toBe(3 + scene.asked.length);
			if (scene.asked.length > 0) asked.push(poll);
		}
		expect(asked).toEqual([0, 1, 2, 3, 5, 9, 17, 33, 65]);
		expect(scene.state.unlisted).toEqual([['1', expect.any(Number), 128 * 60_000]]);
		scene.now += DAY;
		scene.standings.delete('1');
		expect(await scene.poll()).toEqual(['removed 1']);
		expect(scene.state.unlisted).toBeUndefined();
	});

	test('is asked for once a day at last, and at once when the clock was set back', async () => {
		const scene = campaigns(30);
		await scene.poll();
		scene.remove(1);
		scene.standings.set('1', 'listed');
		for (let poll = 0; poll < 14; poll++) {
			await scene.poll();
			scene.now += DAY;
		}
		expect(scene.state.unlisted?.[0]?.[2]).toBe(DAY);
		scene.now -= 20 * DAY;
		await scene.poll();
		expect(scene.asked).toEqual(['1']);
	});

	test('and more of them are asked for two a poll', async () => {
		const scene = campaigns(30);
		await scene.poll();
		scene.remove(1, 2, 3);
		for (const id of ['1', '2', '3']) scene.standings.set(id, 'listed');
		await scene.poll();
		await scene.poll();
		expect(scene.asked).toEqual(['1', '2']);
		await scene.poll();
		expect(scene.asked).toEqual(['3', '1']);
	});

	test('that is listed again is forgotten', async () => {
		const scene = campaigns(30);
		await scene.poll();
		const row = scene.row(1);
		scene.remove(1);
		scene.standings.set('1', 'listed');
		await scene.poll();
		expect(scene.warnings.filter((warning) => warning.includes('can still be read'))).toHaveLength(1);
		scene.list.push(row);
		expect(await scene.poll()).toEqual([]);
		expect(scene.state.unlisted).toBeUndefined();
	});

	test('that is unclear has left when two readings say so', async () => {
		const scene = campaigns(30);
		await scene.poll();
		scene.remove(1);
		scene.standings.set('1', 'unclear');
		expect(await scene.poll()).toEqual(['removed 1']);
		expect(scene.requests).toBe(7);
	});

	test('and can not be read at all, as none can, ends the questions', async () => {
		const scene = campaigns(30);
		await scene.poll();
		scene.remove(1, 2, 3);
		scene.standings.set('1', 'unreadable');
		expect(await scene.poll()).toHaveLength(3);
		expect(scene.asked).not.toContain('3');
	});

	test('and was active, or waits for its question, is left to the readings once none can be read', async () => {
		const scene = campaigns(40);
		await scene.poll();
		const ids = Array.from({ length: 20 }, (_, index) => index + 1);
		scene.remove(...ids);
		for (const id of ids) scene.standings.set(String(id), 'listed');
		expect(await scene.poll()).toEqual([]);
		for (const id of ids) scene.standings.set(String(id), 'unreadable');
		expect(await scene.poll()).toHaveLength(20);
		expect(scene.state.unlisted).toBeUndefined();
	});

	test('that was active and is unclear now is left to the readings', async () => {
		const scene = campaigns(30);
		await scene.poll();
		scene.remove(1);
		scene.standings.set('1', 'listed');
		await scene.poll();
		scene.standings.set('1', 'unclear');
		expect(await scene.poll()).toEqual(['removed 1']);
	});

	test('is not asked for without time', async () => {
		const scene = campaigns(30);
		await scene.poll();
		scene.remove(1, 2);
		scene.standings.set('1', 'listed');
		expect(await scene.poll({ budget: 4 })).toEqual([]);
		expect(scene.asked).toEqual(['1']);
	});

	test('for which no poll has time is asked for by the next one first', async () => {
		const scene = campaigns(30);
		await scene.poll();
		scene.remove(1, 2);
		scene.standings.set('1', 'listed');
		// The time of a poll ends with the list.
		expect([await scene.poll({ budget: 3 }), scene.asked, scene.state.isLate]).toEqual([[], [], true]);
		expect([await scene.poll({ budget: 4 }), scene.asked, scene.state.isLate]).toEqual([['removed 2'], ['1', '2'], undefined]);
		expect(scene.state.walk?.place).toMatchObject({ page: 3 });
		expect([await scene.poll({ budget: 1 }), scene.asked, scene.state.isLate]).toEqual([[], [], true]);
		expect([await scene.poll({ budget: 1 }), scene.asked, scene.state.isLate]).toEqual([[], ['1'], undefined]);
		expect(scene.requests).toBe(1);
		scene.standings.delete('1');
		const events: string[] = [];
		for (let poll = 0; poll < 6; poll++) events.push(...(await scene.poll({ budget: 3 })));
		expect(events).toEqual(['removed 1']);
	});

	test('among three for which no poll has time is asked for in the order of the list, two a poll', async () => {
		const scene = campaigns(30);
		await scene.poll();
		scene.remove(1, 2, 3);
		for (const id of ['1', '2', '3']) scene.standings.set(id, 'unclear');
		await scene.poll({ budget: 3 });
		expect([await scene.poll({ budget: 5 }), scene.asked, scene.state.isLate]).toEqual([['removed 1', 'removed 2', 'removed 3'], ['1', '2'], undefined]);
		scene.remove(4, 5, 6);
		for (const id of ['4', '5', '6']) scene.standings.set(id, 'listed');
		await scene.poll({ budget: 3 });
		expect([await scene.poll({ budget: 2 }), scene.asked, scene.state.isLate]).toEqual([[], ['4', '5'], undefined]);
		// Questions and the list take turns.
		expect([await scene.poll({ budget: 2 }), scene.asked]).toEqual([[], []]);
		expect(scene.requests).toBe(2);
	});

	test.each([1, 2, 3])('and about which nothing can be told does not keep the list from being read, with time for %d requests', async (budget) => {
		const scene = campaigns(30);
		await scene.poll();
		scene.remove(1, 2, 3);
		for (const id of ['1', '2', '3']) scene.standings.set(id, 'unclear');
		const events: string[] = [];
		for (let poll = 0; poll < 24; poll++) events.push(...(await scene.poll({ budget })));
		expect(events).toEqual(['removed 1', 'removed 2', 'removed 3']);
	});

	test('is asked for first only while Removed is chosen', async () => {
		const scene = campaigns(30);
		await scene.poll();
		scene.remove(1);
		await scene.poll({ budget: 3 });
		expect(scene.state.isLate).toBe(true);
		scene.trigger.watch(new RecordScene({ resource: 'touch', events: ['created'] }).trigger);
		await scene.poll({ budget: 3 });
		expect([scene.asked, scene.state.isLate]).toEqual([[], undefined]);
	});

	test('and whose question took the time of the list fails no poll', async () => {
		const scene = campaigns(30);
		await scene.poll();
		scene.remove(1, 2, 3);
		for (const id of ['1', '2', '3']) scene.standings.set(id, 'listed');
		await scene.poll({ budget: 3 });
		expect(await scene.poll({ budget: 3, broken: () => true, failing: 2 })).toEqual([]);
		expect(scene.asked).toEqual(['1', '2']);
		await expect(scene.poll({ budget: 9, broken: () => true })).rejects.toThrow("can't be read");
	});

	test('is asked for again after exactly its time', async () => {
		const scene = campaigns(30);
		await scene.poll();
		scene.remove(1);
		scene.standings.set('1', 'listed');
		for (let poll = 0; poll < 3; poll++) await scene.poll();
		const [, at = 0] = scene.state.unlisted?.[0] ?? [];
		scene.now = at - 121_000;
		await scene.poll();
		expect(scene.asked).toEqual([]);
		scene.now = at - 120_000;
		await scene.poll();
		expect(scene.asked).toEqual(['1']);
	});

	test('among an empty answer is asked for by the next poll', async () => {
		const scene = campaigns(2);
		await scene.poll();
		scene.page = nothing;
		scene.standings.set('1', 'listed');
		scene.standings.set('2', 'gone');
		expect([await scene.poll(), scene.asked]).toEqual([[], []]);
		expect([await scene.poll(), scene.asked]).toEqual([['removed 2'], ['1', '2']]);
	});

	test('is remembered with five hundred others at the most', async () => {
		const scene = campaigns(800);
		await scene.poll();
		for (let id = 1; id <= 800; id++) scene.standings.set(String(id), 'listed');
		for (let round = 0; round < 80; round++) {
			scene.remove(...Array.from({ length: 8 }, (_, index) => round * 8 + index + 1));
			await scene.poll();
		}
		expect(scene.state.unlisted?.length).toBe(500);
	});

	test('is forgotten where Removed is chosen no more', async () => {
		const scene = campaigns(30);
		await scene.poll();
		scene.remove(1);
		scene.standings.set('1', 'listed');
		await scene.poll();
		scene.trigger.watch(new RecordScene({ resource: 'touch', events: ['created'] }).trigger);
		await scene.poll();
		expect(scene.state.unlisted).toBeUndefined();
	});
});
