/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-dangerous-functions -- tests write files and start the linter on a desk, never inside n8n */
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { Sendoso } from '../../nodes/Sendoso/Sendoso.node';
import { IMPORT_RULES } from '../support/importRules';
import { circles, importsOf, type Tree, violations } from '../support/imports';
import { nodeCreator } from '../support/nodeCreator';
import { followInCopy, readRecipe } from '../support/recipe';

const root = join(__dirname, '..', '..');
const page = readFileSync(join(root, 'CONTRIBUTING.md'), 'utf8');
const recipe = readRecipe(page, 'Add an operation');
const [operationFile, testFile] = ['nodes/Sendoso/resources/group/getTouches.ts', 'test/operations/group/getTouches.test.ts'];
const copy = followInCopy(recipe, root);
afterAll(() => rmSync(copy, { recursive: true, force: true }));

/** A module of the copy, which brings the copy's own nodes and the one engine. */
const load = <T extends object>(path: string): T => jest.requireActual<T>(join(copy, path));
load('scripts/schemas/generate');

const written = [...new Set([...recipe.files, ...recipe.changes].map(({ path }) => path).filter((path) => path.endsWith('.ts')))];

test('the page shows a new operation, its test, and the changes that belong to them', () => {
	expect(recipe.files.map(({ path }) => path)).toEqual([operationFile, testFile]);
	expect(recipe.changes.map(({ path }) => path)).toContain('nodes/Sendoso/resources/group/index.ts');
});

test('every file and folder that the page names is there', () => {
	const named = [...page.replace(/^```[\s\S]*?^```$/gm, '').matchAll(/`([\w./-]+\/[\w./-]*)`/g)].map(([, path = '']) => path);
	expect(named.length).toBeGreaterThan(3);
	expect(named.filter((path) => !existsSync(join(root, path)))).toEqual([]);
});

describe('the operation of the recipe', () => {
	const { locator, openDesk } = load<typeof import('../operations/support')>('test/operations/support');
	const desk = openDesk({ seed: { groups: 2, users: 0, touches: 0 } });

	test('makes its request through the engine, and gives what came back', async () => {
		const rows = [{ id: 1, name: 'Onboarding box' }, { id: 2, name: 'Coffee on us' }, { id: 3, name: 'Trail mug' }];
		desk.control.fault({ times: 'always', match: { path: '/api/*' }, action: { kind: 'status', status: 200, body: rows } });
		const run = await desk.run({ resource: 'group', operation: 'getTouches', groupId: locator('={{ $json.id }}'), limit: 2 }, { items: [{ id: 907 }, { id: 'a/b' }] });
		expect(run.error).toBeUndefined();
		expect(run.items).toEqual([0, 1].flatMap((item) => rows.slice(0, 2).map((json) => ({ json, pairedItem: { item } }))));
		expect(desk.seen()).toEqual(['907', 'a%2Fb'].map((id) => ({ method: 'GET', path: `/api/v3/groups/${id}/group_touches.json`, query: {}, body: null })));
	});

	test('is refused without its ID, before any request', async () => {
		const { error } = await desk.run({ resource: 'group', operation: 'getTouches', groupId: locator('={{ "" }}') });
		expect(error?.message).toContain("'Team Group'");
		expect(desk.seen()).toEqual([]);
	});

	test('is offered by the editor as a sentence, and not without the recipe', () => {
		const changed = load<{ Sendoso: typeof Sendoso }>('nodes/Sendoso/Sendoso.node');
		const textsOf = ({ description }: Sendoso) => nodeCreator([description]).flatMap(({ entries }) => entries.map(({ text }) => text));
		const known = textsOf(new Sendoso());
		expect(textsOf(new changed.Sendoso()).filter((text) => !known.includes(text))).toEqual(['Get campaigns of team group']);
	});
});

describe('the code of the recipe', () => {
	test('imports what its place may import', () => {
		const paths = (readdirSync(join(copy, 'nodes'), { recursive: true }) as string[]).map((path) => `nodes/${path.replaceAll('\\', '/')}`).filter((path) => path.endsWith('.ts'));
		const tree: Tree = new Map(paths.map((path) => [path, readFileSync(join(copy, path), 'utf8')]));
		expect(importsOf(tree).filter(({ from, to }) => from === operationFile && to !== undefined).length).toBeGreaterThan(0);
		expect(violations(tree, IMPORT_RULES, ['n8n-workflow', 'crypto'])).toEqual([]);
		expect(circles(tree)).toEqual([]);
	});

	test('has the right types', () => {
		const config = ts.getParsedCommandLineOfConfigFile(join(copy, 'tsconfig.tools.json'), {}, { ...ts.sys, onUnRecoverableConfigFileDiagnostic: () => undefined });
		const program = ts.createProgram(written.map((path) => join(copy, path)), config?.options ?? {});
		const found = written.flatMap((path) => {
			const source = program.getSourceFile(join(copy, path));
			return [...program.getSyntacticDiagnostics(source), ...program.getSemanticDiagnostics(source)];
		});
		expect(config?.options.strict).toBe(true);
		expect(found.map(({ file, messageText }) => `${file?.fileName ?? ''}: ${ts.flattenDiagnosticMessageText(messageText, ' ')}`)).toEqual([]);
	});

	test('passes the linter', () => {
		const { stdout } = spawnSync(process.execPath, [join(root, 'node_modules', 'eslint', 'bin', 'eslint.js'), '--format', 'json', ...written], { cwd: copy, encoding: 'utf8' });
		const results = JSON.parse(stdout) as Array<{ messages: Array<{ message: string }> }>;
		expect(results).toHaveLength(written.length);
		expect(results.flatMap(({ messages }) => messages.map(({ message }) => message))).toEqual([]);
	});
});

// The tests of the copy run as they stand: its own one, and those that compare all operations with README, names and samples.
describe.each([testFile, 'test/package/nodeCreator.test.ts', 'test/package/readme.test.ts', 'test/package/schemas.test.ts'])('after the recipe, %s', (path) => {
	load(path);
});
