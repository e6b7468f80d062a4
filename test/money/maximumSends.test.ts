import type { INodeParameters } from 'n8n-workflow';
import { openDesk } from '../operations/support';
import { isOldestEngine } from '../support/engine';
import { egiftParameters, egiftTouch, people, posts } from './support';

const desk = openDesk();

const TOOL = 'n8n-nodes-sendoso.sendosoTool';
const send = (more: INodeParameters = {}) => egiftParameters(egiftTouch(desk).id, more);

test('a hundred sends are the most unless somebody says otherwise', async () => {
	const { error } = await desk.run(send(), { items: people(101) });
	expect(error?.message).toBe("Not sent: this run would make 101 sends, more than the 100 that 'Maximum Sends' allows");
	expect(posts(desk)).toEqual([]);
});

test('a dry run is never too large, and says that the real run would be', async () => {
	const { items, error } = await desk.run(send({ options: { dryRun: true } }), { items: people(101) });
	expect(error).toBeUndefined();
	const warnings = items.map(({ json }) => (json.sendoso as { outcome: string; warnings: string[] }).warnings.join(' '));
	expect(warnings).toHaveLength(101);
	for (const warning of warnings) expect(warning).toContain("A real run would make 101 sends, more than the 100 that 'Maximum Sends' allows.");
	const few = await desk.run(send({ options: { dryRun: true } }), { items: people(100) });
	expect(few.items.map(({ json }) => String((json.sendoso as { warnings: string[] }).warnings)).join()).not.toContain('A real run');
});

test('an execution that goes on after a Wait node counts on, a retried one begins anew', async () => {
	const credential = desk.credential();
	const nodeContext = {};
	const run = async (executionId: string, turns = 1) =>
		await desk.run(send({ options: { maximumSends: 3 }, duplicateCheck: 'off' }), { turns: Array.from({ length: turns }, () => people(2)), credential, execution: { id: executionId, nodeContext } });
	expect((await run('execution-of-a-week')).error).toBeUndefined();
	expect((await run('execution-of-a-week')).error?.message).toContain('would make 2 sends after 2 of this node in the same execution');
	// The first turn of the failed execution was sent; the second one is new.
	expect((await run('its-retry', 2)).error).toBeUndefined();
	expect(posts(desk)).toHaveLength(4);
});

test('all runs of the node in one execution count together', async () => {
	const [first, second, third] = [people(3), people(3), people(2)];
	const { error, turns } = await desk.run(send({ options: { maximumSends: 5 } }), { turns: [first, second, third] });
	expect(turns[0]).toHaveLength(3);
	expect(error?.message).toBe("Not sent: this run would make 3 sends after 3 of this node in the same execution, more than the 5 that 'Maximum Sends' allows");
	expect(posts(desk)).toHaveLength(3);
});

test('what was not sent does not count', async () => {
	const crowd = people(3);
	const { error, turns } = await desk.run(send({ options: { maximumSends: 8 } }), { turns: [crowd, crowd, crowd, people(5)] });
	expect(error).toBeUndefined();
	expect(turns.map((items) => items.map(({ json }) => (json.sendoso as { outcome: string }).outcome).join())).toEqual(['sent,sent,sent', 'skipped,skipped,skipped', 'skipped,skipped,skipped', 'sent,sent,sent,sent,sent']);
	expect(posts(desk)).toHaveLength(8);
});

test('another try of a run does not count twice', async () => {
	desk.control.fault({ match: { method: 'POST', bodyIncludes: 'person2@', nth: 1 }, action: { kind: 'status', status: 422, body: { success: false, message: 'Try again' } } });
	const settings = { retryOnFail: true, maxTries: 3, waitBetweenTries: 1 };
	const { error, items } = await desk.run(send({ options: { maximumSends: 3 } }), { items: people(3), settings });
	expect(error).toBeUndefined();
	expect(items).toHaveLength(3);
	expect(desk.control.sends.list({ createdByRequest: true })).toHaveLength(3);
});

test('links count one by one, also over several runs', async () => {
	const links = { ...send({ options: { maximumSends: 3 } }), operation: 'createEgiftLinks', recipientEmails: '={{ $json.emails }}' };
	const emails = people(5).map(({ email }) => email);
	const { error } = await desk.run(links, { turns: [[{ emails: emails.slice(0, 2) }], [{ emails: emails.slice(2) }]] });
	expect(error?.message).toContain('would make 3 sends after 2 of this node');
	expect(posts(desk)).toHaveLength(1);
});

test('links with a lost answer count as sent, each of them', async () => {
	desk.control.fault({ match: { method: 'POST', nth: 1 }, action: { kind: 'drop', stage: 'after' } });
	const links = { ...send({ options: { maximumSends: 5 }, duplicateCheck: 'off' }), operation: 'createEgiftLinks', recipientEmails: '={{ $json.emails }}' };
	const emails = people(6).map(({ email }) => email);
	const settings = { onError: 'continueRegularOutput' as const };
	const { turns } = await desk.run(links, { turns: [[{ emails: emails.slice(0, 3) }], [{ emails: emails.slice(3) }]], settings });
	expect(turns.map(([item]) => String(item?.json.error))).toEqual([expect.stringMatching(/^Outcome unknown: /), expect.stringContaining('would make 3 sends after 3 of this node')]);
	expect(posts(desk)).toHaveLength(1);
});

test('an agent may send five gifts in one execution, whatever it asks for at once', async () => {
	const settings = { onError: 'continueRegularOutput' as const };
	const { items } = await desk.run(send(), { items: people(8), type: TOOL, settings });
	expect(posts(desk)).toHaveLength(5);
	expect(items.filter(({ json }) => String(json.error).includes("more than the 5 that 'Maximum Sends' allows"))).toHaveLength(3);
});

test('an agent that asks again for what it sent gets the answer of before, also at the limit', async () => {
	const [first, second] = people(2);
	const parameters = send({ options: { maximumSends: 1 } });
	const settings = { onError: 'continueRegularOutput' as const };
	const { turns } = await desk.run(parameters, { turns: [[first ?? {}], [first ?? {}], [second ?? {}]], type: TOOL, settings });
	const seen = turns.map(([item]) => item?.json.tracking_code ?? item?.json.error);
	expect(seen[0]).toEqual(expect.any(String));
	expect(seen[1]).toBe(seen[0]);
	expect(seen[2]).toContain("more than the 1 that 'Maximum Sends' allows");
	expect(posts(desk)).toHaveLength(1);
});

test('ten thousand items are refused in one go', async () => {
	const many = isOldestEngine ? 1_000 : 10_000;
	const settings = { onError: 'continueRegularOutput' as const };
	const { items } = await desk.run(send(), { items: people(many), settings });
	expect(items).toHaveLength(many);
	expect(new Set(items.map(({ json }) => json.error)).size).toBe(1);
	expect(posts(desk)).toEqual([]);
}, 60_000);
