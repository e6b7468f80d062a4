/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals -- runs on a desk, never inside n8n */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runInNewContext } from 'node:vm';
import type { Workflow } from '../../scripts/demo/workflow';

const workflow = JSON.parse(readFileSync(join(__dirname, '..', '..', 'examples', 'provision-open-connectors.json'), 'utf8')) as Omit<Workflow, 'connections'> & { connections: Record<string, { main: Array<Array<{ node: string }>> }> };
const node = (name: string) => workflow.nodes.find((candidate) => candidate.name === name)?.parameters ?? {};

interface Memory {
	states?: Record<string, number>;
}

/** Runs the code of one of the workflow's nodes with the memory that n8n keeps for the workflow. */
function runCode(name: string, json: object, memory: Memory, now: number): Record<string, unknown> {
	const world = { $json: json, $getWorkflowStaticData: () => memory, Date: { now: () => now } };
	const items = runInNewContext(`(() => { ${String(node(name).jsCode)}\n})()`, world) as Array<{ json: Record<string, unknown> }>;
	return { ...items[0]?.json };
}

const open = (memory: Memory, state: string, now = 0) => runCode('Remember it', { state }, memory, now);
const comeBack = (memory: Memory, query: { state?: string; code?: string; error?: string }, now = 1_000, cookie = `a=b; sendoso-state=${query.state ?? ''}; c=d`) => runCode('Check the state', { query, headers: { cookie } }, memory, now);
const STRANGE = 'this page was not opened from here in this browser, or too long ago';

test('a code that comes back to a page that was opened here is taken, once', () => {
	const memory: Memory = {};
	open(memory, 'mine');
	expect(comeBack(memory, { state: 'mine', code: 'grant' })).toEqual({ code: 'grant', problem: '' });
	expect(comeBack(memory, { state: 'mine', code: 'grant' })).toMatchObject({ problem: STRANGE });
});

test.each(['other', '', '__proto__', 'constructor', 'toString'])('the state %j is not taken', (state) => {
	const memory: Memory = {};
	open(memory, 'mine');
	expect(comeBack(memory, { state, code: 'grant' })).toMatchObject({ problem: STRANGE });
	expect(comeBack({}, { state, code: 'grant' })).toMatchObject({ problem: STRANGE });
	expect(comeBack(memory, { code: 'grant' })).toMatchObject({ problem: STRANGE });
});

test.each(['', 'sendoso-state=', 'sendoso-state=other', 'sendoso-state=mine2', 'xsendoso-state=mine', 'state=mine'])('a browser with the cookie %j can not finish what another one began', (cookie) => {
	const memory: Memory = {};
	open(memory, 'mine');
	expect(comeBack(memory, { state: 'mine', code: 'grant' }, 1_000, cookie)).toMatchObject({ problem: STRANGE });
});

test('the first page gives the browser its state in a cookie that scripts and other sites do not get', () => {
	const { entries } = (node('Go to Sendoso') as { options: { responseHeaders: { entries: Array<{ name: string; value: string }> } } }).options.responseHeaders;
	expect(entries.find(({ name }) => name === 'Set-Cookie')?.value).toBe("=sendoso-state={{ $('Remember it').first().json.state }}; Path=/; Max-Age=600; HttpOnly; SameSite=Lax");
});

test('a page is open for ten minutes', () => {
	const memory: Memory = {};
	open(memory, 'mine');
	open(memory, 'later', 300_000);
	expect(comeBack(memory, { state: 'mine', code: 'grant' }, 600_001)).toMatchObject({ problem: STRANGE });
	expect(comeBack(memory, { state: 'later', code: 'grant' }, 600_001)).toMatchObject({ problem: '' });
});

test('a refused consent and a missing code are problems', () => {
	const memory: Memory = {};
	open(memory, 'a');
	open(memory, 'b');
	expect(comeBack(memory, { state: 'a', error: 'access_denied' })).toMatchObject({ problem: 'access_denied' });
	expect(comeBack(memory, { state: 'b' })).toMatchObject({ problem: 'no code came back' });
});

test('the instance is created behind the check alone', () => {
	const into = (target: string) =>
		Object.entries(workflow.connections).flatMap(([from, { main }]) => main.flatMap((branch, output) => branch.filter((link) => link.node === target).map(() => `${from} ${output}`)));
	expect(into('Create the instance')).toEqual(['Is it ours? 0']);
	expect(into('Is it ours?')).toEqual(['Check the state 0']);
	expect(JSON.stringify(node('Is it ours?'))).toContain('{{ $json.problem }}');
});

test('nothing of it is stored, and the page says where the token belongs', () => {
	expect(workflow.settings).toMatchObject({ saveDataSuccessExecution: 'none', saveDataErrorExecution: 'none', saveManualExecutions: false, saveExecutionProgress: false });
	const page = JSON.stringify(node('Show the token'));
	expect(page).toContain('<b>Element Token</b>');
	expect(page).toContain('no-store');
	expect(JSON.stringify(workflow.nodes.filter(({ name }) => name !== 'Show the token'))).not.toContain('$json.token');
});
