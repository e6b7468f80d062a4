/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals -- tests read files on a desk, never inside n8n */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { SendosoOAuth2Api } from '../../credentials/SendosoOAuth2Api.credentials';
import { SendosoOpenConnectorsApi } from '../../credentials/SendosoOpenConnectorsApi.credentials';
import { SendosoWebhookApi } from '../../credentials/SendosoWebhookApi.credentials';
import { Sendoso } from '../../nodes/Sendoso/Sendoso.node';
import { SendosoTrigger } from '../../nodes/Sendoso/SendosoTrigger.node';
import { resources } from '../../nodes/Sendoso/resources';
import { SendosoWebhookTrigger } from '../../nodes/SendosoWebhook/SendosoWebhookTrigger.node';
import { SendosoOpenConnectors } from '../../nodes/SendosoOpenConnectors/SendosoOpenConnectors.node';
import { SendosoOpenConnectorsTrigger } from '../../nodes/SendosoOpenConnectors/SendosoOpenConnectorsTrigger.node';
import { resources as connectorResources } from '../../nodes/SendosoOpenConnectors/resources';

const root = join(__dirname, '..', '..');
const read = (file: string) => readFileSync(join(root, file), 'utf8');
const readme = read('README.md');
const descriptions = [new Sendoso(), new SendosoTrigger(), new SendosoWebhookTrigger(), new SendosoOpenConnectors(), new SendosoOpenConnectorsTrigger()].map(({ description }) => description);
const credentialLabels = new Map([new SendosoOAuth2Api(), new SendosoOpenConnectorsApi(), new SendosoWebhookApi()].map(({ name, displayName }) => [name, displayName]));

/** Rows of the first table below a heading, without their marks of emphasis. */
function tableBelow(text: string, heading: string): string[][] {
	const section = text.split(`\n## ${heading}\n`)[1] ?? '';
	const [table = ''] = /(?:^\|.*\n)+/m.exec(section) ?? [];
	return table.trim().split('\n').slice(2).map((row) => row.split('|').slice(1, -1).map((cell) => cell.trim().replace(/^\*\*|\*\*$/g, '')));
}

/** The anchor that a heading gets. */
const anchorOf = (heading: string) => heading.toLowerCase().replace(/[^\w\- ]/g, '').replaceAll(' ', '-');
const anchorsOf = (text: string) => [...text.matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) => anchorOf(heading));

test('the first screen says which node and which credential, for every node', () => {
	const written = tableBelow(readme, 'Which node').map(([, node, credential]) => [node, credential]);
	expect(written).toEqual(descriptions.map(({ displayName, credentials = [] }) => [displayName, credentialLabels.get(credentials[0]?.name ?? '')]));
	const above = readme.slice(0, readme.indexOf('\n## Which node\n'));
	expect(above.split('\n').length).toBeLessThan(15);
	expect(above).not.toContain('![');
});

test('the table of operations says what the editor offers', () => {
	const offered = resources.map(({ option, operations }) => [option.name, operations.map((operation) => operation.option.name).join(', ')]);
	expect(tableBelow(readme, 'Operations')).toEqual(offered.map((row) => row.map(String)));
});

test('an operation is found where the layout says: under its name, the usual ones over SAP in the index of their resource', () => {
	const usual = ['create', 'delete', 'get', 'getAll', 'update'];
	const missing = [
		...resources.flatMap(({ option, operations }) => operations.map((operation) => `nodes/Sendoso/resources/${String(option.value)}/${String(operation.option.value)}.ts`)),
		...connectorResources.flatMap(({ option, operations }) =>
			operations.map((operation) => `nodes/SendosoOpenConnectors/resources/${String(option.value)}/${String(operation.option.value)}.ts`),
		),
	].filter((path) => !existsSync(join(root, path)));
	expect(missing.filter((path) => !usual.some((name) => path.startsWith('nodes/SendosoOpenConnectors/') && path.endsWith(`/${name}.ts`)))).toEqual([]);
});

test('every folder and example that README names is there, and every example is named', () => {
	const folders = [...readme.matchAll(/^\| `((?:nodes|sandbox|contract)[^`]*)`/gm)].map(([, path = '']) => path);
	expect(folders.length).toBeGreaterThan(5);
	for (const folder of folders) expect([folder, existsSync(join(root, folder.replace(/[<*].*$/, '')))]).toEqual([folder, true]);
	const named = tableBelow(readme, 'Examples').map(([name = '']) => /examples\/([\w-]+\.json)/.exec(name)?.[1]);
	expect(named.sort()).toEqual(readdirSync(join(root, 'examples')).sort());
});

const pages = ['', 'docs/'].flatMap((folder) => readdirSync(join(root, folder)).filter((file) => file.endsWith('.md')).map((file) => `${folder}${file}`));

test.each(pages)('every link of %s leads somewhere', (page) => {
	const links = [...read(page).matchAll(/\]\(([^)\s]+)\)/g)].map(([, link = '']) => link).filter((link) => !link.includes('://'));
	for (const link of links) {
		const [path = '', anchor] = link.split('#');
		const target = path === '' ? page : join(dirname(page), path);
		expect([link, existsSync(join(root, target))]).toEqual([link, true]);
		if (anchor !== undefined) expect(anchorsOf(read(target))).toContain(anchor);
	}
});

test.each(descriptions.map(({ name }) => name))('the help of %s in the editor leads to a heading that exists', (name) => {
	const folder = ['SendosoOpenConnectors', 'SendosoWebhook'].find((prefix) => name.startsWith(`s${prefix.slice(1)}`)) ?? 'Sendoso';
	const { resources: help } = JSON.parse(read(`nodes/${folder}/${name.charAt(0).toUpperCase()}${name.slice(1)}.node.json`)) as { resources: Record<string, Array<{ url: string }>> };
	const urls = Object.values(help).flatMap((entries) => entries.map(({ url }) => url));
	expect(urls).toHaveLength(2);
	for (const url of urls) {
		const [, file = 'README.md', anchor = ''] = /^https:\/\/github\.com\/n8n-nodes-sendoso\/n8n-nodes-sendoso(?:\/blob\/main\/([\w./-]+))?#(.+)$/.exec(url) ?? [];
		expect(anchorsOf(read(file))).toContain(anchor);
	}
});
