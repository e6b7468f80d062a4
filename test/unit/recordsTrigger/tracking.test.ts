import type { IDataObject } from 'n8n-workflow';
import { isRecordState } from '../../../nodes/shared/polling/records/state';
import { DAY, MINUTE, NOON, OLD, RecordScene } from './scene';

const dated = (time: number): IDataObject => ({ created_at: new Date(time).toISOString() });
const said = (scene: RecordScene, words: string) => scene.warnings.filter((warning) => warning.includes(words)).length;

describe('the first poll', () => {
	test('reads the list twice, and takes it for known', async () => {
		const scene = new RecordScene().fill(25);
		expect(await scene.poll()).toEqual([]);
		expect(scene.requests).toBe(8);
		expect(scene.state.newFrom).toBeUndefined();
		expect(scene.state.existing).toBeUndefined();
		scene.list.push({ id: 99, name: 'undated' });
		expect(await scene.poll()).toEqual(['created 99']);
	});

	test('tells what was created within two minutes, also when its readings differ', async () => {
		const scene = new RecordScene().fill(25);
		scene.list.push({ id: 50, name: 'x', ...dated(NOON + 10) }, { id: 51, name: 'x', ...dated(NOON - 5 * MINUTE) });
		expect(await scene.poll({ before: (request) => request > 2 && scene.list.push({ id: 100 + request, name: 'x' }) })).toEqual(['created 50']);
		expect(scene.state.readings).toBe(3);
		expect(scene.state.newFrom).toBeUndefined();
	});

	test('without time for a second reading is no end of it: undated records are not new yet', async () => {
		const scene = new RecordScene().fill(25);
		await scene.poll({ budget: 4 });
		expect(scene.state.newFrom).toBeDefined();
		scene.list.push({ id: 60, name: 'undated' }, { id: 61, name: 'dated', ...dated(scene.now) });
		expect(await scene.poll({ budget: 4 })).toEqual(['created 61']);
		expect(await scene.poll({ budget: 4 })).toEqual([]);
		scene.list.push({ id: 62, name: 'undated' });
		expect(await scene.poll({ budget: 4 })).toEqual(['created 62']);
	});

	test('of an empty list needs two readings as well', async () => {
		const scene = new RecordScene();
		await scene.poll();
		expect(scene.requests).toBe(2);
		scene.list.push({ id: 1, name: 'undated' });
		expect(await scene.poll()).toEqual(['created 1']);
	});

	test('that comes back empty twice calls no old record new, and says so', async () => {
		const scene = new RecordScene();
		await scene.poll();
		scene.fill(25);
		scene.list.push({ id: 99, name: 'x', ...dated(scene.now + 1_000) });
		expect(await scene.poll()).toEqual(['created 99']);
		expect(said(scene, 'taken for known')).toBe(1);
		scene.list.push({ id: 100, name: 'x', created_at: OLD });
		expect(await scene.poll()).toEqual(['created 100']);
	});

	test('that comes back empty by mistake calls nothing new', async () => {
		const scene = new RecordScene().fill(25, {});
		await scene.poll({ empty: 0 });
		expect(await scene.poll()).toEqual([]);
	});

	test('gives what was there since a date, undated records, too, over several polls', async () => {
		const more = { startFrom: Date.parse('2024-04-01') };
		for (const budget of [Infinity, 2]) {
			const scene = new RecordScene({ more }).fill(40, {});
			scene.list.push({ id: 41, name: 'x', created_at: OLD }, { id: 42, name: 'x', created_at: '2024-01-01T00:00:00Z' });
			const events: string[] = [];
			for (let poll = 0; poll < 12; poll++) events.push(...(await scene.poll({ budget })));
			expect(events).toHaveLength(41);
			expect(events).not.toContain('created 42');
			expect(scene.state.existing).toBeUndefined();
		}
	});

	test('gives ten thousand of them at the most: the newest ones, and says so', async () => {
		const scene = new RecordScene({ more: { startFrom: 0 }, pageSize: 100 });
		for (let id = 1; id <= 10_050; id++) scene.list.push({ id, name: 'x', ...dated(NOON - DAY * 5 + (id % 2 === 0 ? id : -id) * 1_000) });
		const events = await scene.tell();
		expect(events).toHaveLength(10_000);
		expect(Math.min(...events.map(({ record }) => Date.parse(String(record.created_at))))).toBe(NOON - DAY * 5 - 9_949 * 1_000 - 0);
		expect(said(scene, "only 10,000 records since 'Start From'")).toBe(1);
	});

	test('of a list that takes several polls gives ten thousand in all', async () => {
		const scene = new RecordScene({ more: { startFrom: 0 }, pageSize: 100 }).fill(10_050);
		let count = 0;
		for (let poll = 0; poll < 8; poll++) count += (await scene.tell({ budget: 60 })).length;
		expect(count).toBe(10_000);
		expect(said(scene, "only 10,000 records since 'Start From'")).toBe(1);
	});
});

describe('ids of events', () => {
	const idsOf = async (scene: RecordScene) => (await scene.tell()).map(({ id }) => id);

	test('hold the record, its revision, the mark of the baseline, and of a change what it became', async () => {
		const scene = new RecordScene().fill(5);
		await scene.poll();
		const { mark } = scene.state;
		expect(mark).toMatch(/^[\w-]{8}$/);
		scene.row(1).name = 'Other';
		const [updated] = await idsOf(scene);
		expect(updated).toMatch(new RegExp(`^group:1:updated:1:${mark}:[\\w-]{6}$`));
		scene.row(1).name = 'Another';
		expect((await idsOf(scene))[0]).toMatch(new RegExp(`^group:1:updated:2:${mark}:`));
		const row = scene.row(1);
		scene.remove(1);
		expect(await idsOf(scene)).toEqual([`group:1:removed:3:${mark}`]);
		scene.list.push(row);
		expect(await idsOf(scene)).toEqual([`group:1:created:4:${mark}`]);
		scene.list.push({ id: 9, name: 'x', ...dated(scene.now) }, { id: 10, name: 'undated' }, { id: 11, name: 'old', created_at: OLD });
		expect((await idsOf(scene)).sort()).toEqual(['group:10:created:0', `group:11:created:0:${mark}`, 'group:9:created:0']);
	});

	test('of what is certainly new are made of the record alone, also after thousands have left', async () => {
		const scene = new RecordScene({ pageSize: 100 }).fill(2_100);
		await scene.poll();
		scene.list = scene.list.slice(-1);
		await scene.poll();
		expect(scene.state.floor).toBeGreaterThan(0);
		scene.list.push({ id: 9_000, name: 'x', ...dated(scene.now + 1_000) });
		expect(await idsOf(scene)).toEqual(['group:9000:created:0']);
		scene.row(9_000).name = 'y';
		expect((await idsOf(scene))[0]).toContain(`:updated:${(scene.state.floor ?? 0) + 1}:`);
	});

	test('do not repeat when thousands have left', async () => {
		const scene = new RecordScene({ pageSize: 100 }).fill(2_100);
		await scene.poll();
		scene.row(1).name = 'Other';
		await scene.poll();
		const rows = scene.list;
		scene.list = rows.slice(-1);
		const gone = await idsOf(scene);
		expect(gone).toHaveLength(2_099);
		expect(scene.state.floor).toBeGreaterThan(0);
		scene.list = rows;
		const back = await idsOf(scene);
		expect(back).toHaveLength(2_099);
		expect(back.filter((id) => id.endsWith(':created:0'))).toEqual([]);
		scene.list = rows.slice(-1);
		const again = await idsOf(scene);
		expect(new Set([...gone, ...back, ...again]).size).toBe(3 * 2_099);
	});
});

describe('when something happened', () => {
	test('is the date of the record where it can be', async () => {
		const scene = new RecordScene().fill(3, { created_at: OLD, updated_at: OLD });
		await scene.poll();
		const created = new Date(scene.now + 1_000).toISOString();
		scene.list.push({ id: 10, name: 'new', created_at: created }, { id: 11, name: 'old', created_at: OLD }, { id: 12, name: 'odd', created_at: 'yesterday' }, { id: 13, name: 'undated' });
		expect((await scene.tell()).map(({ record, occurredAt }) => [record.id, occurredAt])).toEqual([[10, created], [11, undefined], [12, 'yesterday'], [13, undefined]]);
		const updated = new Date(scene.now + 1_000).toISOString();
		Object.assign(scene.row(1), { name: 'x', updated_at: updated });
		scene.row(2).name = 'x';
		expect((await scene.tell()).map(({ record, occurredAt }) => [record.id, occurredAt])).toEqual([[1, updated], [2, undefined]]);
	});

	test('may be ten minutes before the last reading, and no earlier', async () => {
		const scene = new RecordScene().fill(3);
		await scene.poll();
		const at = scene.state.last?.at ?? 0;
		scene.list.push({ id: 10, name: 'x', ...dated(at - 600_000) }, { id: 11, name: 'x', ...dated(at - 600_001) });
		expect((await scene.tell()).map(({ occurredAt }) => occurredAt !== undefined)).toEqual([true, false]);
	});
});

describe("'Ignore Changes In'", () => {
	test('is updated_at by default', async () => {
		const scene = new RecordScene().fill(3);
		await scene.poll();
		scene.row(1).updated_at = 'x';
		expect(await scene.poll()).toEqual([]);
	});

	test('when it changes tells no difference until the list was read, also over several polls', async () => {
		const scene = new RecordScene().fill(45);
		await scene.poll();
		scene.trigger.watch(new RecordScene({ options: { ignoreFields: ['name'] } }).trigger);
		for (let poll = 0; poll < 4; poll++) expect(await scene.poll({ budget: 2 })).toEqual([]);
		expect(said(scene, 'was changed')).toBe(1);
		scene.row(40).name = 'Other';
		expect(await scene.poll()).toEqual([]);
		scene.row(40).budget = 1;
		expect(await scene.poll()).toEqual(['updated 40']);
	});

	test('when it changes in the middle of a walk, tells no difference either', async () => {
		const scene = new RecordScene().fill(45);
		await scene.poll();
		await scene.poll({ budget: 2 });
		expect(scene.state.walk).toBeDefined();
		scene.trigger.watch(new RecordScene({ options: { ignoreFields: ['name'] } }).trigger);
		await scene.poll({ budget: 2 });
		for (let poll = 0; poll < 3; poll++) expect(await scene.poll()).toEqual([]);
		scene.row(1).budget = 1;
		scene.row(45).budget = 1;
		expect(await scene.poll()).toEqual(['updated 1', 'updated 45']);
	});

	test('tells every change of a record that was compared since, also in the poll that compared it', async () => {
		const scene = new RecordScene().fill(15);
		await scene.poll();
		scene.trigger.watch(new RecordScene({ options: { ignoreFields: ['name'] } }).trigger);
		scene.remove(3);
		// The second reading, which confirms what is missing, sees the change.
		expect(await scene.poll({ before: (request) => request === 3 && Object.assign(scene.row(1), { budget: 1 }) })).toEqual(['removed 3', 'updated 1']);
	});

	test('tells no difference of records that were not met meanwhile', async () => {
		const scene = new RecordScene().fill(45);
		await scene.poll();
		scene.trigger.watch(new RecordScene({ options: { ignoreFields: ['name'] } }).trigger);
		const [row] = scene.list.splice(0, 1);
		for (let poll = 0; poll < 4; poll++) await scene.poll({ broken: (page) => page === 2 });
		scene.list.unshift(row ?? {});
		expect(await scene.poll()).toEqual([]);
		scene.row(1).budget = 1;
		expect(await scene.poll()).toEqual(['updated 1']);
	});

	test('does not change when its names come in another order, or twice', async () => {
		const scene = new RecordScene({ options: { ignoreFields: ['a', 'b'] } }).fill(3);
		await scene.poll();
		scene.trigger.watch(new RecordScene({ options: { ignoreFields: ['b', 'a', 'b'] } }).trigger);
		scene.row(1).name = 'Other';
		expect(await scene.poll()).toEqual(['updated 1']);
		scene.trigger.watch(new RecordScene({ options: { ignoreFields: ['a,b'] } }).trigger);
		await scene.poll();
		expect(said(scene, 'was changed')).toBe(1);
	});
});

test('a changed filter loses nothing that a walk under way had passed', async () => {
	const scene = new RecordScene().fill(40);
	await scene.poll();
	await scene.poll({ budget: 2 });
	scene.list.unshift({ id: 99, name: 'x', ...dated(scene.now) });
	expect(await scene.poll({ budget: 2 })).toEqual([]);
	scene.trigger.watch(new RecordScene({ more: { fingerprint: 'another' } }).trigger);
	expect(await scene.poll()).toEqual(['created 99']);
});

test('a changed filter tells nothing again where the list was read whole', async () => {
	const scene = new RecordScene().fill(40);
	await scene.poll();
	scene.list.unshift({ id: 99, name: 'x', ...dated(scene.now) });
	expect(await scene.poll()).toEqual(['created 99']);
	scene.trigger.watch(new RecordScene({ more: { fingerprint: 'another' } }).trigger);
	expect(await scene.poll()).toEqual([]);
});

describe('names', () => {
	test('of removed records are the last ones, cut to forty letters', async () => {
		const scene = new RecordScene().fill(3);
		scene.row(2).name = `${'é'.repeat(50)}`;
		await scene.poll();
		scene.row(1).name = 'New name';
		await scene.poll();
		scene.remove(1, 2);
		expect((await scene.tell()).map(({ record }) => record)).toEqual([{ id: '1', name: 'New name' }, { id: '2', name: 'é'.repeat(40) }]);
	});

	test('are learnt when Removed is chosen later, and not kept where it is not', async () => {
		const scene = new RecordScene({ events: ['created'] }).fill(3);
		await scene.poll();
		expect(scene.state.known.names).toBeUndefined();
		scene.trigger.watch(new RecordScene().trigger);
		expect(await scene.poll()).toEqual([]);
		scene.remove(2);
		expect((await scene.tell()).map(({ record }) => record)).toEqual([{ id: '2', name: 'Name 2' }]);
		scene.trigger.watch(new RecordScene({ events: ['created'] }).trigger);
		await scene.poll();
		expect(scene.state.known.names).toBeUndefined();
	});

	test('are learnt in every poll of a long list, of records without one, too', async () => {
		const scene = new RecordScene({ events: ['created'] }).fill(45);
		scene.row(7).name = '';
		await scene.poll();
		scene.trigger.watch(new RecordScene().trigger);
		for (let poll = 0; poll < 3; poll++) await scene.poll({ budget: 2 });
		expect(scene.state.walk).toBeUndefined();
		scene.remove(7, 40);
		expect((await scene.tell()).map(({ record }) => record)).toEqual([{ id: '7', name: '' }, { id: '40', name: 'Name 40' }]);
		await scene.poll();
		expect(scene.state.known.names?.isPartial).toBeUndefined();
	});

	test('that can not be read any more are left out', async () => {
		const scene = new RecordScene().fill(3);
		await scene.poll();
		const { state } = scene;
		const stored = scene.trigger.state as unknown as { state: unknown };
		stored.state = { ...state, known: { ...state.known, names: { length: 40, text: { letters: 'ab', codes: 'AAAAAB' } } } };
		scene.trigger.restore(JSON.stringify(stored));
		scene.remove(2);
		expect((await scene.tell()).map(({ record }) => record)).toEqual([{ id: '2' }]);
	});

	test('are shortened where there is no room, and that is said', async () => {
		const scene = new RecordScene({ pageSize: 100 });
		for (let id = 1; id <= 3_000; id++) scene.list.push({ id, name: Array.from({ length: 40 }, (_, at) => String.fromCharCode(0x4e00 + ((id * 7_919 + at * 104_729 + id * at * 31) % 20_000))).join('') });
		scene.largestState = 200_000;
		await scene.poll();
		expect(scene.state.known.names?.length).toBeLessThan(40);
		expect(said(scene, "don't fit")).toBe(1);
		expect(JSON.stringify(scene.state).length).toBeLessThan(200_000);
		scene.remove(5);
		expect(String((await scene.tell())[0]?.record.name)).toHaveLength(scene.state.known.names?.length ?? 0);
	});
});

test('too many records are told with what to change', async () => {
	const scene = new RecordScene({ pageSize: 100 }).fill(3_000);
	scene.largestState = 60_000;
	await expect(scene.poll()).rejects.toThrow('There are too many records to keep track of (3,000)');
});

test('a state of another shape is none', async () => {
	const scene = new RecordScene({ resource: 'touch' }).fill(25);
	scene.standings.set('1', 'listed');
	await scene.poll();
	scene.remove(1);
	await scene.poll({ budget: 5 });
	scene.list.push({ id: 99, name: 'x' });
	await scene.poll({ budget: 2 });
	const { state } = scene;
	expect(isRecordState(state)).toBe(true);
	const whole = { ...state, floor: 1, newFrom: 1, existing: { from: 1, left: 1 }, unread: [1], narrowing: { fullAt: 1, readAt: 1 }, unlisted: [['1', 1, 1]] };
	expect([isRecordState(whole), whole.walk, whole.last].every(Boolean)).toBe(true);
	const wrong = ['x', null, {}, [], [1], { from: 1 }, { fullAt: 1 }, NaN, true];
	for (const name of Object.keys(whole)) for (const value of wrong) {
		if (name === 'mark' && typeof value === 'string') continue;
		if (name === 'unread' && Array.isArray(value) && value[0] === 1) continue;
		if ((name === 'ignored' || name === 'odd' || name === 'unlisted' || name === 'unread') && Array.isArray(value) && value.length === 0) continue;
		expect([name, value, isRecordState({ ...whole, [name]: value })]).toEqual([name, value, false]);
	}
	for (const value of [undefined, null, 'x', 7, []]) expect(isRecordState(value)).toBe(false);
	for (const name of ['ids', 'at', 'alike']) expect(isRecordState({ ...whole, last: { ...whole.last, [name]: {} } })).toBe(false);
	expect(isRecordState({ ...whole, known: { entries: '' } })).toBe(false);
	expect(isRecordState({ ...whole, narrowing: { fullAt: 1e300, readAt: 1 } })).toBe(false);
	for (const name of ['startedAt', 'count', 'stale', 'total', 'failed']) expect(isRecordState({ ...whole, walk: { ...whole.walk, [name]: 'x' } })).toBe(false);
	for (const entry of [['1', 1], [1, 1, 1], ['1', 'x', 1], ['1', 1, 'x'], '1']) expect(isRecordState({ ...whole, unlisted: [entry] })).toBe(false);
	for (const entries of ['x', '1:abc', '1:abcdef ', ' 1:abcdef', '1:abcdefX', ':abcdef', '1:abcdef  2:abcdef']) expect(isRecordState({ ...whole, known: { entries } })).toBe(false);
	for (const entries of ['1:abcdef', '1:abcdefz9 %20a:~~~~~~', 'a:-_AZ09']) expect(isRecordState({ ...whole, known: { entries } })).toBe(true);
	const entries = '1:abcdef';
	for (const known of [{ entries, marks: 1 }, { entries, names: 1 }, { entries, names: { length: 'x' } }, { entries, names: { length: 1, text: 1 } }, { entries, names: { length: 1, text: { letters: 1, codes: '' } } }, { entries, names: { length: 1, text: { letters: '', codes: 1 } } }]) expect(isRecordState({ ...whole, known })).toBe(false);
	expect(isRecordState({ ...whole, known: { entries, names: { length: 0 } } })).toBe(true);
});
