import type { IDataObject } from 'n8n-workflow';
import { startSandbox, type Sandbox } from '../../sandbox';
import { runNode, storedCredential } from '../support/engine';
import { egiftParameters, egiftTouch, people, posts } from './support';

let sandbox: Sandbox;
beforeAll(async () => {
	sandbox = await startSandbox({ throttle: false });
});
afterAll(async () => await sandbox.stop());

test('a run goes on with what it began with when n8n forgets the files of the package, and a lagging list shows no gift', async () => {
	const stopForgetting = sandbox.control.on('request', ({ method, path }) => {
		// As n8n does with all files of a package that it updates or reloads.
		if (method === 'POST' && path.startsWith('/api/')) jest.resetModules();
	});
	const known = new Set(sandbox.control.sends.list().map(({ send_gid }) => send_gid));
	const stopLagging = sandbox.control.beforeAnswer(({ answer }) => {
		const page = answer as { sends?: IDataObject[] };
		if (Array.isArray(page.sends)) page.sends = page.sends.filter(({ send_gid }) => known.has(String(send_gid)));
	});
	const [row] = people(1);
	const parameters = egiftParameters(egiftTouch(sandbox).id, { requestOptions: { batching: { batch: { batchSize: 1, batchInterval: 300 } } } });
	const credential = storedCredential(sandbox.url, sandbox.control.issueToken());
	const { items, error } = await runNode({ credential, items: [row, row, row].map((json) => ({ ...json })), parameters });
	stopForgetting();
	stopLagging();
	expect(error).toBeUndefined();
	expect(items.map(({ json }) => (json.sendoso as IDataObject).outcome)).toEqual(['sent', 'skipped', 'skipped']);
	expect(posts(sandbox)).toHaveLength(1);
});
