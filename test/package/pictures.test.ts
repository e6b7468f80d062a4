/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals -- tests read files on a desk, never inside n8n */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(__dirname, '..', '..');
const filesOf = (folder: string, ending: string) => readdirSync(join(root, folder)).filter((name) => name.endsWith(ending)).sort();
const read = (...names: string[]) => names.map((name) => readFileSync(join(root, name), 'utf8')).join('\n');

const kept = filesOf('docs/images', '.png').map((name) => name.slice(0, -'.png'.length)).sort();
const pages = ['README.md', ...filesOf('docs', '.md').map((name) => `docs/${name}`)];

/** Names of the pictures that the browser tests take. */
function taken(): string[] {
	const text = read(...filesOf('test/e2e', '.spec.ts').map((name) => `test/e2e/${name}`));
	const names = [...text.matchAll(/\bpicture\([\w.]+, '([\w-]+)'/g)].map(([, name = '']) => name);
	const examples = filesOf('examples', '.json').map((name) => `example-${name.slice(0, -'.json'.length)}`);
	return [...names, ...examples];
}

test('every picture of the documentation is taken by the browser tests, each by one of them', () => {
	expect([...taken()].sort()).toEqual(kept);
});

test('every picture is shown, with a text for those who do not see it', () => {
	const shown = [...read(...pages).matchAll(/!\[([^\]]+)\]\((?:docs\/)?images\/([\w-]+)\.png\)/g)];
	expect([...new Set(shown.map(([, , name = '']) => name))].sort()).toEqual(kept);
	for (const [, text = '', name = ''] of shown) expect([name, text.length > 15]).toEqual([name, true]);
});
