/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals -- tests read files on a desk, never inside n8n */
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { IMPORT_RULES } from '../support/importRules';
import { circles, type Tree, violations } from '../support/imports';

const root = join(__dirname, '..', '..');

/** What a package may ask for beside itself: n8n has both, and nothing else is sure to be there. */
const ALLOWED_PACKAGES = ['n8n-workflow', 'crypto'];

/** Most sources in one folder: about a dozen can be taken in at a glance. */
const MOST_FILES = 14;

function readTree(...folders: string[]): Tree {
	const paths = folders.flatMap((folder) => (readdirSync(join(root, folder), { recursive: true }) as string[]).map((path) => `${folder}/${path.replaceAll('\\', '/')}`));
	return new Map(paths.filter((path) => path.endsWith('.ts')).map((path) => [path, readFileSync(join(root, path), 'utf8')]));
}

const shipped = readTree('nodes', 'credentials');
const standIn = readTree('sandbox');

test('every import of the shipped code follows the table', () => {
	expect(violations(shipped, IMPORT_RULES, ALLOWED_PACKAGES)).toEqual([]);
});

test.each([
	['the shipped code', shipped],
	['the stand-in server', standIn],
])('no files of %s import each other in a circle', (_name, tree) => {
	expect(circles(tree)).toEqual([]);
});

test('no folder holds more sources than one can take in', () => {
	const counts = new Map<string, number>();
	for (const path of [...shipped.keys(), ...standIn.keys()]) counts.set(dirname(path), (counts.get(dirname(path)) ?? 0) + 1);
	expect([...counts].filter(([, count]) => count > MOST_FILES)).toEqual([]);
});

describe('the table is held: one forbidden import is named, wherever it is added', () => {
	const forbidden: Array<[file: string, code: string]> = [
		['nodes/shared/values/json.ts', "import { pause } from '../transport/clock';"],
		['nodes/shared/values/json.ts', "import type { Clock } from '../transport/clock';"],
		['nodes/shared/transport/host.ts', "import { textOf } from '../values/json';"],
		['nodes/shared/transport/httpCall.ts', "import { describe } from '../errors/describe';"],
		['nodes/shared/errors/describe.ts', "import type { Service } from '../service/service';"],
		['nodes/shared/service/connect.ts', "import { textOf } from '../values/json';"],
		['nodes/shared/operations/checks.ts', "import { connect } from '../service/connect';"],
		['nodes/shared/operations/request.ts', "import type { ItemContext } from '../execution/itemContext';"],
		['nodes/shared/execution/runOperation.ts', "import { createSend } from '../spending/createSend';"],
		['nodes/shared/execution/ending.ts', "import { listedSends } from '../../Sendoso/sendList/listedSends';"],
		['nodes/shared/spending/campaign.ts', "import { poll } from '../polling/poll';"],
		['nodes/shared/spending/dryRun.ts', "import type { WatchedList } from '../../SendosoOpenConnectors/trigger/polledList';"],
		['nodes/shared/listSearch/entries.ts', "import { filled } from '../operations/checks';"],
		['nodes/shared/polling/output.ts', "import { runOperation } from '../execution/runOperation';"],
		['nodes/shared/polling/state.ts', "import type { RecordState } from './records/state';"],
		['nodes/Sendoso/connection.ts', "import { SENDS } from './lists/listShapes';"],
		['nodes/Sendoso/answerShapes.ts', "import { SENDS } from './lists/listShapes';"],
		['nodes/Sendoso/listSearch.ts', "import { simplifySend } from './sendList/simplifySend';"],
		['nodes/Sendoso/lists/pageBody.ts', "import { simplifySend } from '../sendList/simplifySend';"],
		['nodes/Sendoso/sendList/statuses.ts', "import { resources } from '../resources';"],
		['nodes/Sendoso/resources/index.ts', "import { handlers } from '../handlers';"],
		['nodes/Sendoso/handlers/index.ts', "import { sources } from '../trigger/sources';"],
		['nodes/Sendoso/trigger/sources.ts', "import { handlers } from '../handlers';"],
		['nodes/Sendoso/trigger/service.ts', "import { Sendoso } from '../Sendoso.node';"],
		['nodes/Sendoso/wording.ts', "import { wording as other } from '../SendosoOpenConnectors/wording';"],
		['nodes/SendosoOpenConnectors/wording.ts', "import { wording as other } from '../Sendoso/wording';"],
		['nodes/SendosoOpenConnectors/meaning.ts', "import { readConnectorPage } from './lists/pageBody';"],
		['nodes/SendosoOpenConnectors/lists/pageBody.ts', "import { TOUCH } from '../operations/kinds';"],
		['nodes/SendosoOpenConnectors/operations/kinds.ts', "import { readConnectorPage } from '../lists/pageBody';"],
		['nodes/SendosoOpenConnectors/ocnql/filter.ts', "import { listFields } from '../operations/fields';"],
		['nodes/SendosoOpenConnectors/resources/index.ts', "import { handlers } from '../handlers';"],
		['nodes/SendosoOpenConnectors/hosts.ts', "import { CREDENTIAL } from './connection';"],
		['nodes/SendosoWebhook/SendosoWebhookTrigger.node.ts', "import { CREDENTIAL } from '../Sendoso/connection';"],
		['nodes/SendosoWebhook/fetchSend.ts', "import { handlers } from '../Sendoso/handlers';"],
		['nodes/SendosoWebhook/receive.ts', "import { poll } from '../shared/polling/poll';"],
		['nodes/SendosoWebhook/receive.ts', "import { wording } from '../SendosoOpenConnectors/wording';"],
		['nodes/Sendoso/service.ts', "import { verify } from '../SendosoWebhook/signature';"],
		['nodes/shared/service/connect.ts', "import { readKeys } from '../../SendosoWebhook/secrets';"],
		['credentials/SendosoWebhookApi.credentials.ts', "import { readKeys } from '../nodes/SendosoWebhook/secrets';"],
		['credentials/SendosoOAuth2Api.credentials.ts', "import { CREDENTIAL } from '../nodes/Sendoso/connection';"],
		['credentials/SendosoOpenConnectorsApi.credentials.ts', "import { CREDENTIAL } from '../nodes/SendosoOpenConnectors/connection';"],
		['nodes/Sendoso/handlers/sends.ts', "import axios from 'axios';"],
		['nodes/Sendoso/handlers/sends.ts', "import { startSandbox } from '../../../sandbox';"],
		['nodes/shared/polling/poll.ts', "export * from '../execution/runOperation';"],
		['nodes/shared/polling/poll.ts', "type Loaded = typeof import('../execution/runOperation');"],
		['nodes/shared/polling/poll.ts', "const loaded = require('../execution/runOperation');"],
	];

	test.each(forbidden)('%s: %s', (file, code) => {
		const text = shipped.get(file);
		expect(text).toBeDefined();
		const found = violations(new Map([...shipped, [file, `${code}\n${text}`]]), IMPORT_RULES, ALLOWED_PACKAGES);
		expect(found).toHaveLength(1);
		expect(found[0]?.startsWith(`${file}:1 imports `)).toBe(true);
	});

	test('a file in a place that no rule names', () => {
		expect(violations(new Map([...shipped, ['nodes/Other/file.ts', "import { sleep } from 'n8n-workflow';"]]), IMPORT_RULES, ALLOWED_PACKAGES)).toEqual([
			'nodes/Other/file.ts:1 is in no place that a rule names',
		]);
	});

	test('a circle, of types, too', () => {
		const tree: Tree = new Map([
			['a.ts', "import type { B } from './b';"],
			['b.ts', "import { C } from './c';"],
			['c.ts', "export * from './a';"],
			['d.ts', "import { A } from './a';"],
		]);
		expect(circles(tree).map((group) => [...group].sort())).toEqual([['a.ts', 'b.ts', 'c.ts']]);
	});
});
