/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals -- runs on a desk, never inside n8n */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { cached } from '../../scripts/demo/cache';
import { demoSource, type N8nSource } from '../../scripts/demo/installN8n';
import { runNpm } from '../../scripts/demo/npm';
import type { Application, Engine } from './versions';

/** Where an engine and the n8n-workflow that belongs to it are installed. */
export interface EnginePlace {
	core: string;
	workflow: string;
}

const modules = join(__dirname, '..', '..', 'node_modules');

/**
 * Finds an engine among the development dependencies or in the cache, or installs it into the cache once.
 *
 * @throws PlainFailure when there is not enough disk or npm fails
 */
export async function placeOf({ core, workflow, alias }: Engine): Promise<EnginePlace> {
	if (alias === 'n8n-core') return { core: join(modules, alias), workflow: join(modules, 'n8n-workflow') };
	if (alias !== undefined) return { core: join(modules, alias), workflow: join(modules, alias, 'node_modules', 'n8n-workflow') };
	const folder = await cached({
		name: `n8n-core-${core}-n8n-workflow-${workflow}`,
		label: `n8n-core ${core}`,
		gigabytes: 0.6,
		fill: async (draft) => {
			const dependencies = { 'n8n-core': core, 'n8n-workflow': workflow };
			await writeFile(join(draft, 'package.json'), JSON.stringify({ private: true, dependencies }));
			await runNpm(['install', '--ignore-scripts', '--no-audit', '--no-fund'], { folder: draft, onFailure: `n8n-core ${core} could not be installed` });
		},
	});
	return { core: join(folder, 'node_modules', 'n8n-core'), workflow: join(folder, 'node_modules', 'n8n-workflow') };
}

/** What a whole n8n is installed from. */
export async function sourceOf({ n8n, overrides }: Application): Promise<N8nSource> {
	if (overrides === undefined) return await demoSource();
	return { version: n8n, manifest: JSON.stringify({ private: true, dependencies: { n8n }, overrides }) };
}
