const { spawn } = require('node:child_process');
const { readdir, readFile, rm, writeFile } = require('node:fs/promises');
const { join } = require('node:path');
const { dest, parallel, series, src } = require('gulp');

/** Files the compiler does not emit: icons, codex files and output schemas. */
const staticFiles = ['icons/*.svg', 'nodes/**/*.node.json', 'nodes/**/__schema__/**/*.json'];

/** Removes the last build, so that a deleted source leaves nothing behind in the package. */
const clean = () => rm('dist', { recursive: true, force: true });

/** Compiles nodes and credentials with the compiler of this project. */
const compile = () => spawn(process.execPath, [require.resolve('typescript/bin/tsc'), '-p', 'tsconfig.json'], { stdio: 'inherit' });

/** Copies the static files to where the compiled code looks for them. */
const copyStaticFiles = () => src(staticFiles, { base: '.', encoding: false }).pipe(dest('dist'));

/** Indents with tabs, as the sources do: four blanks a level would be a tenth of the package. */
const indentWithTabs = async () => {
	for (const entry of await readdir('dist', { recursive: true, withFileTypes: true })) {
		if (!entry.name.endsWith('.js')) continue;
		const file = join(entry.parentPath ?? entry.path, entry.name);
		const text = await readFile(file, 'utf8');
		await writeFile(file, text.replace(/^(?: {4})+/gm, (blanks) => '\t'.repeat(blanks.length / 4)));
	}
};

exports.build = series(clean, parallel(compile, copyStaticFiles), indentWithTabs);
exports.default = exports.build;
