/* eslint-disable @n8n/community-nodes/no-restricted-imports -- tests write files on a desk, never inside n8n */
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** What a page asks its reader to write: whole files, and changes of files that are there. */
export interface Recipe {
	files: Array<{ path: string; text: string }>;
	changes: Array<{ path: string; before: string; after: string }>;
}

/** Reads the code blocks below a heading: a new file begins with its path in a comment, a change with `--- ` and its path. */
export function readRecipe(page: string, heading: string): Recipe {
	const section = page.split(`\n## ${heading}\n`)[1]?.split('\n## ')[0] ?? '';
	const blocks = [...section.matchAll(/^```(\w+)\n([\s\S]*?)^```$/gm)].map(([, language = '', text = '']) => ({ language, text }));
	const files = blocks
		.filter(({ language }) => language === 'ts')
		.map(({ text }) => {
			const [, path = '', code = ''] = /^\/\/ (\S+)\n([\s\S]*)$/.exec(text) ?? [];
			return { path, text: code };
		});
	const changes = blocks.filter(({ language }) => language === 'diff').flatMap(({ text }) => text.split(/^--- /m).slice(1).flatMap(changesOf));
	return { files, changes };
}

/** The changes of one file; `@@` stands between places that are apart. */
function changesOf(text: string): Recipe['changes'] {
	const [path = '', ...lines] = text.split('\n').slice(0, -1);
	const sideOf = (place: string[], sign: string) => place.filter((line) => [' ', sign].includes(line.charAt(0))).map((line) => line.slice(1)).join('\n');
	return lines
		.join('\n')
		.split('\n@@\n')
		.map((place) => place.split('\n'))
		.map((place) => ({ path, before: sideOf(place, '-'), after: sideOf(place, '+') }));
}

/** What a copy of the project does without: what is installed or built, and the name that would make it a second package. */
const LEFT_OUT = ['node_modules', 'dist', 'coverage', 'package.json', 'package-lock.json'];

/**
 * Follows a recipe in a copy of the project, inside the project's folder, where its modules find theirs.
 *
 * @returns the folder of the copy, to be removed after use
 * @throws when a new file is there already, or the place of a change is not there exactly once
 */
export function followInCopy(recipe: Recipe, root: string): string {
	const written = textsOf(recipe, root);
	mkdirSync(join(root, '.tmp'), { recursive: true });
	const copy = mkdtempSync(join(root, '.tmp', 'recipe-'));
	const names = readdirSync(root).filter((name) => !name.startsWith('.') && !LEFT_OUT.includes(name));
	for (const name of names) cpSync(join(root, name), join(copy, name), { recursive: true });
	for (const [path, text] of written) {
		mkdirSync(dirname(join(copy, path)), { recursive: true });
		writeFileSync(join(copy, path), text);
	}
	return copy;
}

/** The files of a recipe as they are after it, before anything is written. */
function textsOf({ files, changes }: Recipe, root: string): Map<string, string> {
	const texts = new Map<string, string>();
	for (const { path, text } of files) {
		if (existsSync(join(root, path))) throw new Error(`The recipe adds ${path}, which is there already`);
		texts.set(path, text);
	}
	for (const { path, before, after } of changes) {
		const parts = (texts.get(path) ?? readFileSync(join(root, path), 'utf8')).split(`${before}\n`);
		if (parts.length !== 2) throw new Error(`The recipe changes a place of ${path} that is there ${parts.length - 1} times: ${before}`);
		texts.set(path, parts.join(`${after}\n`));
	}
	return texts;
}
