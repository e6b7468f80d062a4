/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals -- tests read files on a desk, never inside n8n */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import demo from '../../demo/n8n/package.json';
import project from '../../package.json';
import { rowsIn, withTable } from './readmeTable';
import type { Result } from './result';
import { applications, engines } from './versions';

const readme = readFileSync(join(__dirname, '..', '..', 'README.md'), 'utf8');
const named = (what: string) => rowsIn(readme).filter((row) => row[2] === what).map(([n8n, core]) => [n8n, core]);

test('the table in README names exactly the versions that the matrix runs', () => {
	expect(named('engine tests')).toEqual(engines.map(({ n8n, core }) => [n8n, core]));
	expect(named('whole n8n')).toEqual(applications.map(({ n8n, core }) => [n8n, core]));
	expect(rowsIn(readme)).toHaveLength(engines.length + applications.length);
});

test('the matrix runs the versions that the project installs', () => {
	const { 'n8n-core': current, 'n8n-core-1.122': oldest } = project.devDependencies;
	expect(engines.filter(({ alias }) => alias === 'n8n-core').map(({ core }) => core)).toEqual([current]);
	expect(engines.filter(({ alias }) => alias === 'n8n-core-1.122').map(({ core }) => `npm:n8n-core@${core}`)).toEqual([oldest]);
	expect(applications.filter(({ overrides }) => overrides === undefined).map(({ n8n }) => n8n)).toEqual([demo.dependencies.n8n]);
});

test('a version that failed says so in the table', () => {
	const result: Result = { n8n: '9.1.0', core: '9.0.3', what: 'engine tests', passed: 8, failed: 2, seconds: 4 };
	const written = withTable('Above\n<!-- test:matrix -->\nold\n<!-- /test:matrix -->\nBelow\n', [result, { ...result, failed: 0 }]);
	expect(rowsIn(written)).toEqual([
		['9.1.0', '9.0.3', 'engine tests', '8 of 10, 2 failed'],
		['9.1.0', '9.0.3', 'engine tests', 'all 8'],
	]);
	const [kept] = rowsIn(readme);
	expect(rowsIn(withTable(readme, [{ ...result, n8n: '99.0.0' }]))).toEqual([...rowsIn(readme), ['99.0.0', '9.0.3', 'engine tests', '8 of 10, 2 failed']]);
	expect(rowsIn(withTable(`<!-- test:matrix -->\n|a|\n|-|\n| 0.1.0 | 0.1.0 | engine tests | all 1 |\n| ${kept?.join(' | ')} |\n<!-- /test:matrix -->`, []))).toEqual([kept]);
	expect([written.startsWith('Above\n'), written.endsWith('\nBelow\n'), written.includes('old')]).toEqual([true, true, false]);
	expect(() => withTable('nothing', [])).toThrow('README.md has no');
});
