/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals -- tests run on a desk, never inside n8n */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CORE_SCHEMA, load } from 'js-yaml';

interface Step {
	uses?: string;
	run?: string;
	with?: Record<string, unknown>;
}

interface Workflow {
	on: { push: { tags?: string[] } };
	permissions: Record<string, string>;
	jobs: Record<string, { needs?: string; environment?: string; permissions?: Record<string, string>; steps: Step[] }>;
}

const read = (name: string): Workflow => load(readFileSync(join(__dirname, '..', '..', '.github', 'workflows', `${name}.yml`), 'utf8'), { schema: CORE_SCHEMA }) as Workflow;
const publish = read('publish');
const stepsOf = (name: string) => publish.jobs[name]?.steps ?? [];

test.each(['ci', 'publish'])('%s runs actions of known commits only, with no more rights than reading', (name) => {
	const { permissions, jobs } = read(name);
	expect(permissions).toEqual({ contents: 'read' });
	const actions = Object.values(jobs).flatMap(({ steps }) => steps.flatMap(({ uses }) => uses ?? []));
	for (const action of actions) expect(action).toMatch(/^actions\/[\w-]+@[0-9a-f]{40}$/);
	for (const step of Object.values(jobs).flatMap(({ steps }) => steps)) if (step.uses?.includes('/checkout@')) expect(step.with).toEqual({ 'persist-credentials': false });
});

test('what is published was checked and built by jobs that can not publish', () => {
	expect(publish.on).toEqual({ push: { tags: ['[0-9]+.[0-9]+.[0-9]+'] } });
	expect(Object.entries(publish.jobs).map(([name, { needs, permissions }]) => [name, needs, permissions])).toEqual([
		['check', undefined, undefined],
		['build', 'check', undefined],
		['publish', 'build', { 'id-token': 'write' }],
	]);
	expect(publish.jobs.publish?.environment).toBe('npm');
});

test('the job that publishes runs nothing of what was installed or built', () => {
	expect(stepsOf('publish').flatMap(({ uses }) => uses?.split('@')[0] ?? [])).toEqual(['actions/setup-node', 'actions/download-artifact']);
	expect(stepsOf('publish').flatMap(({ run }) => run ?? [])).toEqual(['npm publish ./*.tgz --provenance --access public --ignore-scripts']);
	expect(stepsOf('build').flatMap(({ run }) => run ?? [])).toContain('npm pack --pack-destination packed');
});
