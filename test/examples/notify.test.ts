/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals -- runs on a desk, never inside n8n */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runInNewContext } from 'node:vm';
import type { IDataObject, INode, INodeParameters } from 'n8n-workflow';
import type { Workflow, WorkflowNode } from '../../scripts/demo/workflow';
import { runNode, type StoredCredential } from '../support/engine';
import { bench, start, stopAll } from '../trigger/support';

afterEach(stopAll);

const { nodes } = JSON.parse(readFileSync(join(__dirname, '..', '..', 'examples', 'notify-unredeemed-sends.json'), 'utf8')) as Workflow;
const nodeOf = (name: string) => nodes.find((node) => node.name === name) as WorkflowNode;
const parametersOf = (name: string) => nodeOf(name).parameters as INodeParameters;

/** The value that n8n would make of a parameter for an item; only what these expressions use. */
function valueFor(text: string, $json: IDataObject): unknown {
	const evaluate = (code: string): unknown => runInNewContext(code, { $json, String });
	const [, whole] = /^=\{\{((?:(?!\}\}).)*)\}\}$/s.exec(text) ?? [];
	if (whole !== undefined) return evaluate(whole);
	return text.replace(/^=/, '').replace(/\{\{(.*?)\}\}/gs, (_, code: string) => String(evaluate(code)));
}

/** What the node "The send today" gives, with the settings that it has in the workflow. */
async function sendToday(credential: StoredCredential, items: IDataObject[]): Promise<IDataObject[]> {
	const { onError } = nodeOf('The send today');
	const run = await runNode({ credential, parameters: parametersOf('The send today'), items, settings: { onError } as Partial<INode> });
	expect(run.error).toBeUndefined();
	return run.items.map(({ json }) => json);
}

/** Whether the filter "Still not taken" lets an item through. */
function isKept($json: IDataObject): unknown {
	const { conditions } = parametersOf('Still not taken') as { conditions: { conditions: Array<{ leftValue: string }> } };
	return valueFor(conditions.conditions[0]?.leftValue ?? '', $json);
}

/** The trigger's item of one new send, and what the workflow makes of it when the week is over. */
async function afterAWeek(status?: string) {
	const sandbox = await start({ seed: { touches: 4, groups: 2, users: 3, sends: 6 } });
	const { control } = sandbox;
	const trigger = bench(sandbox, parametersOf('New send'));
	expect(await trigger.poll()).toBeNull();
	const { send_gid: gid } = control.sends.add({ kind: 'egift' });
	const items = (await trigger.poll()) ?? [];
	expect(items.map(({ send_gid: told }) => told)).toEqual([gid]);
	if (status !== undefined) control.sends.advance(gid, status);
	const [today] = await sendToday(trigger.credential, items);
	return { control, gid, trigger, today: today ?? {}, isKept: today && isKept(today) };
}

test('a gift that nobody took gives a message for its sender', async () => {
	const { control, gid, today, isKept: kept } = await afterAWeek();
	expect(kept).toBe(true);
	const { assignments } = (parametersOf('Message to the sender') as { assignments: { assignments: Array<{ name: string; value: string }> } }).assignments;
	const message = Object.fromEntries(assignments.map(({ name, value }) => [name, valueFor(value, today)]));
	const send = control.sends.list().find(({ send_gid: listed }) => listed === gid);
	expect(message).toMatchObject({ to: send?.sender.email, send_gid: gid });
	expect(message.subject).toContain(send?.recipient.name || send?.recipient.email);
	expect(message.text).toContain(`Its status is "${send?.status}".`);
	expect(JSON.stringify(message)).not.toMatch(/undefined|null|\[object/);
});

test.each(['Used', 'Expired', 'Cancelled'])('a gift that is %s by then gives none', async (status) => {
	const { today, isKept: kept } = await afterAWeek(status);
	expect([today.status, kept]).toEqual([status, false]);
});

test('a send that is not listed any more gives none, and stops nothing', async () => {
	const { trigger } = await afterAWeek();
	const found = await sendToday(trigger.credential, [{ send_gid: 'Z2lkOi8vbm9ib2R5' }]);
	expect(found.map(isKept)).toEqual([false]);
});
