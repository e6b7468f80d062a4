import { loadedOnce } from '../../nodes/shared/values/loadedOnce';

test('what was loaded once is kept, whatever would be loaded now', async () => {
	let versions = 0;
	const load = loadedOnce(async () => await Promise.resolve({ version: ++versions }));
	const [first, second] = await Promise.all([load(), load()]);
	expect(first).toBe(second);
	expect(await load()).toBe(first);
	expect(versions).toBe(1);
});

test('what could not be loaded is loaded anew', async () => {
	const loads = [async () => await Promise.reject(new Error('no such file')), async () => await Promise.resolve('loaded')];
	const load = loadedOnce(async () => await loads.shift()?.());
	await expect(load()).rejects.toThrow('no such file');
	await expect(load()).resolves.toBe('loaded');
});
