/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-dangerous-functions -- tests build and pack on a desk, never inside n8n */
import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import type { INodeTypeDescription } from 'n8n-workflow';
import { resources } from '../../nodes/Sendoso/resources';

const root = join(__dirname, '..', '..');
/** What a build needs; a copy of it is built, so that nobody else's build is disturbed. */
const SOURCES = ['nodes', 'credentials', 'icons', 'package.json', 'tsconfig.json', 'gulpfile.js', 'index.js', 'README.md', 'LICENSE'];

interface Packed {
	files: Array<{ path: string; size: number }>;
	filename: string;
	size: number;
	unpackedSize: number;
}

interface LoadedClass {
	path: string;
	className: string;
	exports: string[];
	name: string;
	icon: string | { light: string; dark: string };
	description?: INodeTypeDescription;
	members: string[];
}

interface Manifest {
	name: string;
	keywords: string[];
	license: string;
	version: string;
	description: string;
	homepage: string;
	author: { name: string; email: string };
	repository: { url: string };
	files: string[];
	scripts: Record<string, string>;
	n8n: { n8nNodesApiVersion: number; strict: boolean; nodes: string[]; credentials: string[] };
	peerDependencies: Record<string, string>;
	peerDependenciesMeta: Record<string, object>;
	[other: string]: unknown;
}

/** Words under which people look for the nodes (interface 1). */
const ALIASES = ['gift', 'gifting', 'eGift', 'direct mail', 'campaign', 'touch', 'swag', 'SmartSend', 'address confirmation'];
const WEBHOOK_ALIASES = ['webhook', 'Svix'];
const CONNECTOR_ALIASES = ['SAP', 'Open Connectors', 'Cloud Elements', 'return address', 'journals', 'payments', 'purchase orders', 'tax rates'];

const manifestText = readFileSync(join(root, 'package.json'), 'utf8');
const manifest = JSON.parse(manifestText) as Manifest;

let work = '';
let packed: Packed;
let installed = '';

beforeAll(() => {
	work = mkdtempSync(join(tmpdir(), 'sendoso-package-test-'));
	const project = join(work, 'project');
	mkdirSync(project);
	for (const name of SOURCES) if (existsSync(join(root, name))) cpSync(join(root, name), join(project, name), { recursive: true });
	symlinkSync(join(root, 'node_modules'), join(project, 'node_modules'), 'junction');
	execFileSync(process.execPath, [join(root, 'node_modules', 'gulp', 'bin', 'gulp.js'), 'build', '--silent'], { cwd: project });
	const report = execFileSync('npm', ['pack', '--json', '--ignore-scripts', '--pack-destination', work], { cwd: project, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
	[packed] = JSON.parse(report) as [Packed];
	execFileSync('tar', ['-xzf', join(work, packed.filename), '-C', work]);
	installed = join(work, 'package');
}, 120_000);
afterAll(() => rmSync(work, { recursive: true, force: true }));

const paths = () => packed.files.map(({ path }) => path);

describe('the tarball', () => {
	test('holds what n8n needs, and nothing else', () => {
		const wanted = /^(dist\/(nodes|credentials)\/[\w/.-]+\.(js|json)|dist\/icons\/[\w.]+\.svg|README\.md|LICENSE|package\.json|index\.js)$/;
		expect(paths().filter((path) => !wanted.test(path))).toEqual([]);
		expect(paths().filter((path) => /\.(map|tsbuildinfo|d\.ts|test\.js)$|(^|\/)(test|sandbox|scripts|contract)\//.test(path))).toEqual([]);
		expect(paths()).toEqual(expect.arrayContaining(['README.md', 'LICENSE', 'package.json']));
	});

	test('is small', () => {
		expect(packed.size).toBeLessThan(206_000);
		expect(packed.unpackedSize).toBeLessThan(740_000);
	});

	test('holds every file that package.json names', () => {
		for (const path of [...manifest.n8n.nodes, ...manifest.n8n.credentials]) expect(paths()).toContain(path);
	});

	test('holds a codex file beside every node, with the words that people look for', () => {
		for (const path of manifest.n8n.nodes) {
			const codex = path.replace(/\.js$/, '.json');
			expect(paths()).toContain(codex);
			const content = JSON.parse(readFileSync(join(installed, codex), 'utf8')) as { node: string; codexVersion: string; categories: string[]; alias: string[] };
			const className = basename(path, '.node.js');
			expect(content.node).toBe(`${manifest.name}.${className.charAt(0).toLowerCase()}${className.slice(1)}`);
			expect(content.alias).toEqual([...ALIASES, ...(className.includes('OpenConnectors') ? CONNECTOR_ALIASES : []), ...(className.includes('Webhook') ? WEBHOOK_ALIASES : [])]);
			expect(content.codexVersion).toBe('1.0');
			expect(['Sales', 'Marketing & Content']).toEqual(expect.arrayContaining(content.categories));
		}
	});

	test('holds an output schema for every operation of the node whose answers are published', () => {
		for (const { option, operations } of resources) {
			for (const operation of operations) {
				expect(paths()).toContain(`dist/nodes/Sendoso/__schema__/v1.0.0/${String(option.value)}/${String(operation.option.value)}.json`);
			}
		}
		// n8n takes a sample by the names of resource and operation from beside the node file: the other node must have none.
		expect(paths().filter((path) => path.includes('__schema__') && !path.startsWith('dist/nodes/Sendoso/'))).toEqual([]);
	});

	test('holds no text that belongs to a developer’s machine', () => {
		const texts = (readdirSync(join(installed, 'dist'), { recursive: true }) as string[]).filter((path) => /\.(js|json)$/.test(path));
		for (const path of texts) expect(readFileSync(join(installed, 'dist', path), 'utf8')).not.toMatch(/sourceMappingURL|\/work\/|\/root\/|sandbox-client/);
	});
});

describe('in an n8n where nothing else is installed', () => {
	let classes: LoadedClass[] = [];
	let refused: unknown[] = [];
	let loaded: string[] = [];

	beforeAll(() => {
		const folder = join(work, 'n8n', 'node_modules', manifest.name);
		cpSync(installed, folder, { recursive: true });
		const output = execFileSync(process.execPath, [join(__dirname, 'loadClasses.cjs'), folder, require.resolve('n8n-workflow')], { cwd: join(work, 'n8n'), encoding: 'utf8' });
		({ classes, loaded, refused } = JSON.parse(output) as { classes: LoadedClass[]; loaded: string[]; refused: unknown[] });
	});

	test('every class loads, imports nothing else, and is named like its file', () => {
		expect(refused).toEqual([]);
		expect(classes.map(({ path }) => path)).toEqual([...manifest.n8n.credentials, ...manifest.n8n.nodes]);
		for (const { className, exports, name } of classes) {
			expect(exports).toContain(className);
			expect(name).toBe(className.charAt(0).toLowerCase() + className.slice(1));
		}
	});

	test('the start of n8n does not load what only a poll or a delivery needs', () => {
		expect(loaded.length).toBeGreaterThan(100);
		expect(loaded.filter((path) => /\/(sends|records|session)\/|\/receive\.js$/.test(path))).toEqual([]);
	});

	test('every icon is there, light and dark apart', () => {
		for (const { icon, path } of classes) {
			const { light, dark } = icon as { light: string; dark: string };
			expect(light).not.toBe(dark);
			const folder = path.startsWith('dist/nodes/') ? '../../icons' : '../icons';
			expect([light, dark]).toEqual([`file:${folder}/sendoso.svg`, `file:${folder}/sendoso.dark.svg`]);
			for (const file of [light, dark]) expect(paths()).toContain(join(dirname(path), file.replace(/^file:/, '')));
		}
	});

	test('the description of a node is not too large for the editor', () => {
		for (const { description } of classes) expect(JSON.stringify(description ?? {}).length).toBeLessThan(170_000);
	});

	test('a declarative node has no execute, and a trigger polls or waits for a webhook', () => {
		for (const { description, members } of classes) {
			if (description === undefined) continue;
			expect(members).not.toContain('execute');
			const isTrigger = description.name.endsWith('Trigger');
			expect(isTrigger).toBe(members.includes('poll') !== members.includes('webhook'));
			expect(description.inputs.length).toBe(isTrigger ? 0 : 1);
			expect('usableAsTool' in description).toBe(!isTrigger);
		}
	});
});

describe('package.json', () => {
	test('names the package as n8n wants it', () => {
		expect(manifest.name).toMatch(/^n8n-nodes-[a-z0-9]+(-[a-z0-9]+)*$/);
		expect(manifest.keywords).toContain('n8n-community-node-package');
		expect(manifest.license).toBe('MIT');
		expect(manifest.version).toMatch(/^\d+\.\d+\.\d+$/);
		for (const text of [manifest.description, manifest.author.name]) expect(text.length).toBeGreaterThan(5);
		expect(manifest.author.email).toMatch(/^[^@\s]+@[^@\s]+\.[^@\s]+$/);
		expect(manifest.repository.url).toMatch(/^git\+https:\/\/github\.com\//);
		expect(manifest.homepage).toMatch(/^https:\/\//);
		expect(manifestText).not.toMatch(/<\.\.\.>|<[a-z_ ]+>|\{\{/i);
	});

	test('brings no dependency, and overrides nothing', () => {
		expect(Object.keys((manifest.dependencies as object | undefined) ?? {})).toEqual([]);
		for (const member of ['optionalDependencies', 'bundledDependencies', 'bundleDependencies', 'overrides', 'resolutions']) expect(manifest).not.toHaveProperty(member);
		expect(manifest.peerDependencies).toEqual({ 'n8n-workflow': '*' });
		// An n8n has it already; npm would bring a second one, with all that it depends on.
		expect(manifest.peerDependenciesMeta).toEqual({ 'n8n-workflow': { optional: true } });
	});

	test('runs nothing when it is installed', () => {
		const forbidden = ['prepare', 'preinstall', 'install', 'postinstall', 'prepublish', 'preprepare', 'postprepare'];
		expect(Object.keys(manifest.scripts).filter((name) => forbidden.includes(name))).toEqual([]);
		expect([undefined, 'n8n-node prerelease']).toContain(manifest.scripts.prepublishOnly);
	});

	test('registers nodes and credentials of this build only', () => {
		const { n8nNodesApiVersion, strict, nodes, credentials } = manifest.n8n;
		expect([n8nNodesApiVersion, strict]).toEqual([1, true]);
		for (const path of nodes) expect(path).toMatch(/^dist\/nodes\/(Sendoso|SendosoWebhook|SendosoOpenConnectors)\/Sendoso\w*\.node\.js$/);
		for (const path of credentials) expect(path).toMatch(/^dist\/credentials\/Sendoso\w+Api\.credentials\.js$/);
		const written = [...['Sendoso', 'SendosoWebhook', 'SendosoOpenConnectors'].flatMap((folder) => readdirSync(join(root, 'nodes', folder))).filter((file) => file.endsWith('.node.ts')), ...readdirSync(join(root, 'credentials')).filter((file) => file.endsWith('.credentials.ts'))];
		const registered = [...nodes, ...credentials].map((path) => path.split('/').at(-1)?.replace(/\.js$/, '.ts'));
		expect(registered.sort()).toEqual(written.sort());
	});

	test('ships the build and nothing beside it', () => expect(manifest.files.filter((file) => !['dist', 'index.js'].includes(file))).toEqual([]));
});
