import type { ImportRule } from './imports';

/** Folders of the common ground, from the ground up: each may import of the ones that it names. */
const SHARED: Array<[folder: string, mayImport: string[]]> = [
	['values', []],
	['transport', []],
	['parameters', ['values']],
	['errors', ['transport', 'values']],
	['service', ['errors', 'transport']],
	['operations', ['errors', 'parameters', 'transport', 'values']],
	['execution', ['service', 'operations', 'errors', 'parameters', 'transport', 'values']],
	['spending', ['execution', 'service', 'operations', 'errors', 'parameters', 'transport', 'values']],
	['listSearch', ['service', 'errors', 'parameters', 'transport', 'values']],
	['polling', ['service', 'errors', 'parameters', 'transport', 'values']],
	['polling/records', ['polling', 'service', 'errors', 'parameters', 'transport', 'values']],
];

const shared = (folder: string) => `nodes/shared/${folder}/`;
const allShared = SHARED.map(([folder]) => shared(folder));

/** One wing: its folders from the top down, each of which may import of those that it names and of the root files. */
function wing(name: string, folders: Array<[folder: string, mayImport: string[]]>, listSearchMayImport: string[]): ImportRule[] {
	const root = `nodes/${name}/`;
	const inside = (folder: string) => `${root}${folder}/`;
	const rootFiles = [root, `${root}answerShapes`, `${root}listSearch`, `${root}hosts`];
	return [
		{ place: `${root}*.node`, mayImport: [...folders.map(([folder]) => inside(folder)), ...rootFiles, ...allShared] },
		{ place: root, mayImport: [...rootFiles, ...allShared] },
		{ place: `${root}answerShapes`, mayImport: [...rootFiles, ...allShared], mayImportTypesOf: [inside('lists')] },
		{ place: `${root}listSearch`, mayImport: [...listSearchMayImport.map(inside), ...rootFiles, ...allShared] },
		...folders.map(([folder, mayImport]) => ({ place: inside(folder), mayImport: [...mayImport.map(inside), ...rootFiles, ...allShared] })),
	];
}

/** The webhook trigger: a part of Sendoso's own wing that knows how to verify a delivery, and reads the list of sends like the rest. */
const WEBHOOK: ImportRule[] = [
	{ place: 'nodes/SendosoWebhook/*.node', mayImport: ['nodes/SendosoWebhook/', shared('parameters'), shared('values')] },
	{ place: 'nodes/SendosoWebhook/', mayImport: ['nodes/Sendoso/', 'nodes/Sendoso/sendList/', 'nodes/Sendoso/lists/', ...['service', 'errors', 'parameters', 'transport', 'values'].map(shared)] },
];

/** Who may import whom. One wing never imports the other, and the common ground imports no wing. */
export const IMPORT_RULES: ImportRule[] = [
	...SHARED.map(([folder, mayImport]) => ({ place: shared(folder), mayImport: mayImport.map(shared) })),
	...wing(
		'Sendoso',
		[
			['trigger', ['resources', 'sendList', 'lists']],
			['handlers', ['resources', 'sendList', 'lists']],
			['resources', ['sendList', 'lists']],
			['sendList', ['lists']],
			['lists', []],
		],
		['lists'],
	),
	...wing(
		'SendosoOpenConnectors',
		[
			['trigger', ['resources', 'operations', 'lists', 'ocnql']],
			['handlers', ['resources', 'operations', 'lists', 'ocnql']],
			['resources', ['operations', 'lists', 'ocnql']],
			['operations', ['ocnql']],
			['lists', ['ocnql']],
			['ocnql', []],
		],
		['lists', 'operations'],
	),
	...WEBHOOK,
	{ place: 'nodes/SendosoOpenConnectors/hosts', mayImport: [] },
	{ place: 'credentials/', mayImport: [] },
	{ place: 'credentials/SendosoOpenConnectorsApi.credentials', mayImport: ['nodes/SendosoOpenConnectors/hosts'] },
];
