import type { IDataObject } from 'n8n-workflow';
import { Answered, OLD, RecordScene } from './scene';

const said = (scene: RecordScene, words: string) => scene.warnings.filter((warning) => warning.includes(words)).length;

describe('a list ends', () => {
	test('with an empty page, whatever its number of records says', async () => {
		for (const [count, requests] of [
			[25, 4],
			[24, 4],
			[26, 4],
			[0, 4],
			[31, 4],
			[1_000, 5],
			[undefined, 4],
		] as const) {
			const scene = new RecordScene().fill(25);
			scene.count = () => count;
			await scene.poll();
			await scene.poll();
			expect([count, scene.requests]).toEqual([count, requests]);
			scene.list.push({ id: 99, name: 'New' });
			expect(await scene.poll()).toEqual(['created 99']);
			expect([count, said(scene, 'another number of records')]).toEqual([count, count === undefined ? 0 : 1]);
			expect(said(scene, 'does not say how many')).toBe(count === undefined ? 1 : 0);
		}
	});

	test('not with an empty page among others, where more are announced', async () => {
		const scene = new RecordScene().fill(45);
		await scene.poll();
		scene.list.push({ id: 99, name: 'New' });
		scene.page = (number) => (number === 2 ? { rows: [], total: 46 } : scene.cut(number));
		expect(await scene.poll()).toEqual(['created 99']);
		expect(scene.state.last?.alike).toBe(1);
		scene.page = undefined;
		expect(await scene.poll()).toEqual([]);
	});

	test('with the last page that comes again, in doubt', async () => {
		const scene = new RecordScene().fill(25);
		scene.page = (number) => ({ ...scene.cut(Math.min(number, Math.max(1, Math.ceil(scene.list.length / 10)))), total: undefined });
		await scene.poll();
		expect(scene.requests).toBe(8);
		scene.remove(2);
		expect(await scene.poll()).toEqual([]);
		expect(await scene.poll()).toEqual(['removed 2']);
		expect(said(scene, 'does not end with an empty page')).toBe(1);
		expect(said(scene, 'stands twice')).toBe(0);
	});

	test('with the first page that comes again', async () => {
		const scene = new RecordScene().fill(10);
		scene.page = (number) => ({ ...scene.cut(number > 2 ? 1 : number), total: undefined });
		scene.list.push({ id: 98, name: 'x' }, { id: 99, name: 'y' });
		await scene.poll();
		expect(await scene.poll()).toEqual([]);
		expect(scene.requests).toBe(3);
	});

	test('with the third page in succession that brings nothing new', async () => {
		const scene = new RecordScene({ pageSize: 1 }).fill(3);
		scene.page = (number) => ({ ...scene.cut(Math.min(number, scene.list.length), 1), total: undefined });
		await scene.poll();
		await scene.poll();
		expect(scene.requests).toBe(6);
		scene.remove(2);
		expect(await scene.poll()).toEqual([]);
		expect(await scene.poll()).toEqual(['removed 2']);
	});

	test('with an answer that there is no such page', async () => {
		const scene = new RecordScene().fill(25);
		scene.page = (number) => {
			if (number > 3) throw new Answered('404');
			return scene.cut(number);
		};
		await scene.poll();
		scene.remove(2);
		expect(await scene.poll()).toEqual([]);
		expect(await scene.poll()).toEqual(['removed 2']);
		expect([said(scene, 'does not end with an empty page'), said(scene, 'could not be read')]).toEqual([1, 0]);
	});

	test('with three such answers, where many more pages are announced', async () => {
		const scene = new RecordScene().fill(20);
		scene.page = (number) => {
			if (number > Math.ceil(scene.list.length / 10)) throw new Answered('404');
			return { ...scene.cut(number), total: 900 };
		};
		await scene.poll();
		scene.list.push(...Array.from({ length: 10 }, (_, index): IDataObject => ({ id: 100 + index })));
		expect(await scene.poll()).toHaveLength(10);
		scene.remove(2, 3, 4, 5, 6, 7, 8, 9, 10, 11);
		expect(await scene.poll()).toEqual([]);
		expect(await scene.poll()).toHaveLength(10);
		expect(said(scene, 'could not be read')).toBe(0);
	});

	test('not with one such answer that others follow: that is a page that failed', async () => {
		const scene = new RecordScene().fill(45);
		await scene.poll();
		scene.remove(42);
		scene.page = (number) => {
			if (number === 2) throw new Answered('404');
			return scene.cut(number);
		};
		for (let poll = 0; poll < 3; poll++) expect(await scene.poll()).toEqual([]);
		expect(said(scene, 'could not be read; the next polls try again. answered 404')).toBe(1);
	});
});

describe('a page that fails', () => {
	test('keeps the others from nothing, and is said once until the list was read whole', async () => {
		const scene = new RecordScene().fill(45);
		await scene.poll();
		scene.row(1).name = 'Other';
		scene.row(44).name = 'Other';
		scene.row(15).name = 'Other';
		expect(await scene.poll({ broken: (page) => page === 2 })).toEqual(['updated 1', 'updated 44']);
		expect(await scene.poll({ broken: (page) => page === 2 })).toEqual([]);
		expect(said(scene, 'could not be read')).toBe(1);
		expect(await scene.poll()).toEqual(['updated 15']);
		await scene.poll({ broken: (page) => page === 2 });
		expect(said(scene, 'could not be read')).toBe(2);
	});

	test('ends the walk when it is the third in succession', async () => {
		const scene = new RecordScene().fill(95);
		await scene.poll();
		await scene.poll({ broken: (page) => page > 2 });
		expect(scene.requests).toBe(7);
	});

	test('as the first one fails the poll', async () => {
		const scene = new RecordScene().fill(5);
		await scene.poll();
		await expect(scene.poll({ broken: () => true })).rejects.toThrow("page 1 can't be read");
	});

	test('of a second reading takes nothing from the first one', async () => {
		const scene = new RecordScene().fill(5);
		await scene.poll();
		scene.remove(3);
		scene.row(1).name = 'Other';
		expect(await scene.poll({ failing: 2 })).toEqual(['updated 1']);
		expect(await scene.poll()).toEqual(['removed 3']);
	});

	test('because nothing ever answers takes two polls, and the next ones begin behind it', async () => {
		const scene = new RecordScene().fill(95);
		await scene.poll();
		// The page takes all the time that there is.
		const stalls = { broken: (page: number) => page === 3, budget: 6 };
		const events: string[] = [];
		for (let poll = 0; poll < 12; poll++) {
			scene.row(1).name = `Name ${poll}`;
			scene.row(70).name = `Name ${poll}`;
			events.push(...(await scene.poll(stalls)));
		}
		expect(events.filter((event) => event === 'updated 1').length).toBeGreaterThan(3);
		expect(events.filter((event) => event === 'updated 70').length).toBeGreaterThan(3);
	});

	test('at the first polls calls nothing on it new when it can be read', async () => {
		for (const polls of [1, 2, 3, 6]) {
			const scene = new RecordScene().fill(45, {});
			for (let poll = 0; poll < polls; poll++) expect(await scene.poll({ broken: (page) => page === 2 })).toEqual([]);
			for (let poll = 0; poll < 3; poll++) expect([polls, await scene.poll()]).toEqual([polls, []]);
			scene.list.push({ id: 99, name: 'undated' });
			expect(await scene.poll()).toEqual(['created 99']);
		}
	});

	test('as the last of many at the first polls hides what stands behind it', async () => {
		const scene = new RecordScene().fill(95, {});
		for (let poll = 0; poll < 4; poll++) expect(await scene.poll({ broken: (page) => page > 2 && page < 6 })).toEqual([]);
		for (let poll = 0; poll < 3; poll++) expect(await scene.poll()).toEqual([]);
		expect(said(scene, 'taken for known')).toBe(1);
	});

	test('for good is no reason not to tell what becomes active on others', async () => {
		const scene = new RecordScene().fill(25);
		for (let poll = 0; poll < 4; poll++) await scene.poll({ broken: (page) => page === 2 });
		scene.list.push({ id: 99, name: 'old', created_at: OLD });
		expect(await scene.poll({ broken: (page) => page === 2 })).toEqual(['created 99']);
	});

	test('for good leaves old records silent that were never met, and undated ones after three walks', async () => {
		const scene = new RecordScene().fill(25);
		for (let poll = 0; poll < 2; poll++) expect(await scene.poll({ broken: (page) => page === 2 })).toEqual([]);
		scene.list.push({ id: 97, name: 'undated' });
		expect(await scene.poll({ broken: (page) => page === 2 })).toEqual([]);
		scene.list.push({ id: 98, name: 'undated' }, { id: 99, name: 'dated', created_at: new Date(scene.now).toISOString() });
		expect(await scene.poll({ broken: (page) => page === 2 })).toEqual(['created 98', 'created 99']);
		expect(await scene.poll()).toEqual([]);
	});
});

describe('odd entries', () => {
	test('without an ID, or with one that is none, are left out, and said once', async () => {
		for (const id of [undefined, null, '', ' ', {}, [], true]) {
			const scene = new RecordScene().fill(12);
			scene.list.splice(3, 0, { id: id as never, name: 'Nobody' });
			await scene.poll();
			scene.list.push({ id: 99, name: 'New' });
			expect(await scene.poll()).toEqual(['created 99']);
			expect(said(scene, 'can not be read or have no ID')).toBe(1);
		}
	});

	test('that are no records are counted by the list, and are no empty page', async () => {
		const scene = new RecordScene().fill(12);
		scene.page = (number) => ({ ...scene.cut(number), total: undefined, ...(number < 4 ? { unreadable: 1 } : {}) });
		await scene.poll();
		expect(said(scene, 'can not be read or have no ID')).toBe(1);
		expect(scene.requests).toBe(8);
	});

	test('fill whole pages, and the list goes on', async () => {
		const scene = new RecordScene().fill(10);
		scene.list.push(...Array.from({ length: 20 }, (_, index): IDataObject => ({ name: `Nobody ${index}` })), { id: 50, name: 'Behind', created_at: OLD });
		await scene.poll();
		scene.row(50).name = 'Other';
		expect(await scene.poll()).toEqual(['updated 50']);
	});

	test('that stand twice are told once, by their first place', async () => {
		const scene = new RecordScene().fill(25);
		scene.list.splice(14, 0, { ...scene.row(3), name: 'Another version' });
		await scene.poll();
		expect(await scene.poll()).toEqual([]);
		scene.row(3).name = 'Changed';
		expect((await scene.tell()).map(({ record }) => record.name)).toEqual(['Changed']);
		scene.remove(3);
		expect(await scene.poll()).toEqual(['removed 3']);
		expect(said(scene, 'stands twice')).toBe(1);
	});

	test('pages that are not full are said once', async () => {
		const scene = new RecordScene().fill(25);
		scene.page = (number) => scene.cut(number, 7);
		await scene.poll();
		await scene.poll();
		expect(said(scene, 'smaller pages')).toBe(1);
	});

	test('polite ones say nothing', async () => {
		const scene = new RecordScene({ resource: 'touch' }).fill(25);
		await scene.poll();
		scene.remove(2);
		scene.list.push({ id: 98, name: 'x' });
		await scene.poll();
		expect(scene.warnings).toEqual([]);
	});
});

describe('a list that takes several polls', () => {
	test('is read on where the last one stopped, and once more', async () => {
		const scene = new RecordScene().fill(95);
		const polls = async (count: number) => {
			const events: string[] = [];
			for (let poll = 0; poll < count; poll++) events.push(...(await scene.poll({ budget: 3 })));
			return events.sort();
		};
		expect(await scene.poll({ budget: 3 })).toEqual([]);
		expect(scene.state.walk?.place).toMatchObject({ page: 4 });
		expect(await polls(7)).toEqual([]);
		expect(scene.state.newFrom).toBeUndefined();
		scene.remove(50);
		scene.row(94).name = 'Other';
		scene.list.unshift({ id: 200, name: 'New' });
		expect(await polls(12)).toEqual(['created 200', 'removed 50', 'updated 94']);
		expect(said(scene, 'too long for the time of one poll')).toBe(1);
	});

	test('tells an event in the poll that reads it', async () => {
		const scene = new RecordScene().fill(95);
		for (let poll = 0; poll < 9; poll++) await scene.poll({ budget: 3 });
		while (scene.state.walk !== undefined) await scene.poll({ budget: 3 });
		scene.row(2).name = 'Other';
		expect(await scene.poll({ budget: 3 })).toEqual(['updated 2']);
		scene.row(5).name = 'Behind the walk';
		for (let poll = 0; poll < 3; poll++) expect(await scene.poll({ budget: 3 })).toEqual([]);
		expect(await scene.poll({ budget: 3 })).toEqual(['updated 5']);
	});

	test('begins again where its place is no page any more', async () => {
		const scene = new RecordScene().fill(95);
		while (scene.state?.newFrom !== undefined || scene.state === undefined) await scene.poll({ budget: 4 });
		while (scene.state.walk === undefined) await scene.poll({ budget: 4 });
		scene.list = scene.list.slice(0, 5);
		const events: string[] = [];
		for (let poll = 0; poll < 9; poll++) events.push(...(await scene.poll({ budget: 4 })));
		expect(events.filter((event) => event.startsWith('removed'))).toHaveLength(90);
	});
});

test('another account is asked about once nothing of a page is known', async () => {
	const scene = new RecordScene().fill(25);
	await scene.poll();
	scene.list = Array.from({ length: 25 }, (_, index) => ({ id: 500 + index, name: 'x' }));
	scene.person = 'somebody else';
	expect(await scene.poll()).toEqual([]);
	expect(await scene.poll()).toEqual([]);
	scene.list.push({ id: 900, name: 'New' });
	expect(await scene.poll()).toEqual(['created 900']);
	// What was created since comes out, though a page always fails.
	scene.person = 'a third one';
	scene.list = Array.from({ length: 25 }, (_, index) => ({ id: 2_500 + index, name: 'x', created_at: OLD }));
	expect(await scene.poll({ broken: (page) => page === 2 })).toEqual([]);
	scene.list.push({ id: 2_900, name: 'New', created_at: new Date(scene.now + 60_000).toISOString() });
	expect(await scene.poll({ broken: (page) => page === 2 })).toEqual(['created 2900']);
	// The same account may have a new list.
	scene.list = [{ id: 1_000, name: 'x', created_at: new Date(scene.now + 60_000).toISOString() }];
	expect(await scene.poll()).toContain('created 1000');
	expect(scene.warnings.filter((warning) => warning.includes('account'))).toHaveLength(2);
});
