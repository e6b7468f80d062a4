import type { IDataObject } from 'n8n-workflow';
import { OLD, RecordScene } from './scene';

/** A list whose changed records can be asked for. */
class NarrowScene extends RecordScene {
	since: number[] = [];
	offered = 0;
	isOffered = true;
	isReadable = true;

	constructor(events: Array<'created' | 'updated' | 'removed'> = ['created', 'updated']) {
		super({ resource: 'group', events });
		this.changes = {
			isDated: ({ updated_at }: IDataObject) => typeof updated_at === 'string',
			areOffered: async () => {
				this.offered += 1;
				return this.isOffered;
			},
			readSince: async (since) => {
				this.since.push(since);
				if (!this.isReadable) return undefined;
				const rows = this.rows().filter(({ updated_at }) => Date.parse(String(updated_at)) >= since);
				return { rows, total: rows.length, pageSize: 100, serverTime: this.now };
			},
		};
	}

	change(id: number, more: IDataObject) {
		Object.assign(this.row(id), more, { updated_at: new Date(this.now).toISOString() });
	}
}

const filled = (scene: NarrowScene) => scene.fill(25, { created_at: OLD, updated_at: OLD }) as NarrowScene;

test('changed records alone are read, since the last reading and ten minutes before', async () => {
	const scene = filled(new NarrowScene());
	await scene.poll();
	expect([scene.offered, scene.since]).toEqual([1, []]);
	const readAt = scene.state.narrowing?.readAt ?? 0;
	scene.change(3, { name: 'Other' });
	scene.list.push({ id: 99, name: 'New', created_at: OLD, updated_at: new Date(scene.now).toISOString() });
	expect(await scene.poll()).toEqual(['created 99', 'updated 3']);
	expect([scene.requests, scene.since, scene.offered]).toEqual([0, [readAt - 600_000], 1]);
	expect(await scene.poll()).toEqual([]);
	expect(scene.since).toHaveLength(2);
	expect(scene.state.narrowing).toEqual({ fullAt: readAt, readAt: scene.now });
	expect(scene.state.known.marks).toBeUndefined();
});

test('the whole list is read once an hour', async () => {
	const scene = filled(new NarrowScene());
	await scene.poll();
	for (let poll = 0; poll < 40; poll++) await scene.poll();
	expect(scene.since.length).toBeGreaterThan(29);
	expect(scene.since.length).toBeLessThan(40);
	expect(scene.offered).toBe(2);
});

test('the whole list is read after a clock that was ahead, whichever reading met it', async () => {
	for (const polls of [1, 3]) {
		const scene = filled(new NarrowScene());
		for (let poll = 1; poll < polls; poll++) await scene.poll();
		scene.now += 800 * 86_400_000;
		await scene.poll();
		scene.now -= 800 * 86_400_000;
		scene.change(3, { name: 'Other' });
		expect(await scene.poll()).toEqual(['updated 3']);
		scene.since = [];
		await scene.poll();
		scene.change(4, { name: 'Other' });
		expect(await scene.poll()).toEqual(['updated 4']);
		expect(scene.since.length).toBeGreaterThan(0);
	}
});

test.each([
	['they are not offered', (scene: NarrowScene) => (scene.isOffered = false)],
	['a record says no date', (scene: NarrowScene) => delete scene.row(3).updated_at],
	['a page fails', (scene: NarrowScene) => (scene.page = (number) => (number === 2 ? fail() : scene.cut(number)))],
	['the list is empty', (scene: NarrowScene) => (scene.list = [])],
	['the reading is in doubt', (scene: NarrowScene) => (scene.page = (number) => ({ ...scene.cut(number), total: number }))],
])('the whole list is read where %s', async (_, change) => {
	const scene = filled(new NarrowScene());
	change(scene);
	for (let poll = 0; poll < 3; poll++) await scene.poll();
	expect([scene.since, scene.state.narrowing]).toEqual([[], undefined]);
});

test('the whole list is read with Removed', async () => {
	const scene = filled(new NarrowScene(['created', 'updated', 'removed']));
	for (let poll = 0; poll < 3; poll++) await scene.poll();
	expect([scene.since, scene.offered]).toEqual([[], 0]);
});

test('the whole list is read where changes can not be told apart', async () => {
	const scene = filled(new NarrowScene());
	await scene.poll();
	scene.isReadable = false;
	scene.change(3, { name: 'Other' });
	expect(await scene.poll()).toEqual(['updated 3']);
	expect(scene.requests).toBe(4);
});

test('the whole list is read first when it takes several polls, and when prints are made in another way', async () => {
	const scene = filled(new NarrowScene());
	await scene.poll({ budget: 2 });
	await scene.poll({ budget: 2 });
	expect(scene.since).toEqual([]);
	for (let poll = 0; poll < 6; poll++) await scene.poll();
	expect(scene.since.length).toBeGreaterThan(0);
	const count = scene.since.length;
	scene.trigger.watch(new RecordScene({ events: ['created', 'updated'], options: { ignoreFields: ['name'] } }).trigger);
	expect(await scene.poll()).toEqual([]);
	expect(scene.since).toHaveLength(count);
	scene.change(3, { budget: 7 });
	expect(await scene.poll()).toEqual(['updated 3']);
});

function fail(): never {
	throw new Error('no page');
}
