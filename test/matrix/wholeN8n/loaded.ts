import { SendosoOAuth2Api } from '../../../credentials/SendosoOAuth2Api.credentials.ts';
import { SendosoOpenConnectorsApi } from '../../../credentials/SendosoOpenConnectorsApi.credentials.ts';
import { SendosoWebhookApi } from '../../../credentials/SendosoWebhookApi.credentials.ts';
import { Sendoso } from '../../../nodes/Sendoso/Sendoso.node.ts';
import { SendosoTrigger } from '../../../nodes/Sendoso/SendosoTrigger.node.ts';
import { SendosoOpenConnectors } from '../../../nodes/SendosoOpenConnectors/SendosoOpenConnectors.node.ts';
import { SendosoOpenConnectorsTrigger } from '../../../nodes/SendosoOpenConnectors/SendosoOpenConnectorsTrigger.node.ts';
import { SendosoWebhookTrigger } from '../../../nodes/SendosoWebhook/SendosoWebhookTrigger.node.ts';
import { type Checks, expectSame } from '../../../scripts/demo/checks';
import { dig, type Json, listOf } from '../../../scripts/demo/json';
import { packageName } from '../../../scripts/demo/packPackage';
import type { Stage } from '../../realN8n/stage';

const nodes = [new Sendoso(), new SendosoTrigger(), new SendosoWebhookTrigger(), new SendosoOpenConnectors(), new SendosoOpenConnectorsTrigger()];
const credentials = [new SendosoOAuth2Api(), new SendosoOpenConnectorsApi(), new SendosoWebhookApi()];
/** A value that n8n itself adds to the resources and operations. */
const customCall = '__CUSTOM_API_CALL__';
/** Parameters that n8n itself gives to declarative nodes and to polling triggers. */
const addedByN8n = /^\["(requestOptions|pollTimes)",/;

/** Compares what n8n tells its editor of the nodes and credentials with their sources. */
export async function checkLoaded({ client }: Stage, checks: Checks): Promise<void> {
	await checks.run('the five node types are loaded with all their parameters', async () => {
		const loaded = await client.descriptions('nodes');
		for (const { description } of nodes) {
			const found = named(loaded, `${packageName}.${description.name}`);
			const [has, own] = [textsOf(found), textsOf(description)];
			expectSame(`parameters that ${description.name} lacks`, own.filter((field) => !has.includes(field)), []);
			expectSame(`parameters of ${description.name} that are not ours`, has.filter((field) => !own.includes(field) && !addedByN8n.test(field)), []);
			expectSame(`credentials of ${description.name}`, found.credentials, description.credentials);
			expectIcon(found);
		}
	});
	await checks.run('both action nodes can be tools', async () => {
		const loaded = await client.descriptions('nodes');
		for (const name of ['sendosoTool', 'sendosoOpenConnectorsTool']) named(loaded, `${packageName}.${name}`);
	});
	await checks.run('the three credentials are loaded with all their fields', async () => {
		const loaded = await client.descriptions('credentials');
		for (const credential of credentials) {
			const found = named(loaded, credential.name);
			// n8n adds the fields of the type that it extends.
			const has = textsOf(found);
			expectSame(`fields that ${credential.name} lacks`, textsOf(credential).filter((field) => !has.includes(field)), []);
			expectIcon(found);
		}
	});
}

function named(loaded: Json[], name: string): Json {
	const found = loaded.find((description) => description.name === name);
	if (found === undefined) throw new Error(`n8n has no ${name}`);
	return found;
}

/** Each field in a line: its name, where it is shown, the values it offers. */
function textsOf(description: unknown): string[] {
	return listOf(dig(description, 'properties')).map((field) => {
		const values = listOf(dig(field, 'options')).map((option) => dig(option, 'value') ?? dig(option, 'name'));
		return JSON.stringify([dig(field, 'name'), dig(field, 'displayOptions') ?? null, values.filter((value) => value !== customCall)]);
	});
}

function expectIcon(description: Json): void {
	if (description.iconUrl === undefined) throw new Error(`${String(description.name)} has no icon`);
}
