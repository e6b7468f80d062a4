/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals -- tests read files on a desk, never inside n8n */
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { INodeParameters } from 'n8n-workflow';
import { resources } from '../../nodes/Sendoso/resources';
import type { OutputSchema } from '../../scripts/schemas/outputSchema';
import { outputSchemas, schemaFile, schemaText } from '../../scripts/schemas/outputs';
import { makeCatalogue } from '../../sandbox/store/catalogue';
import { locator, openDesk, openTouch } from '../operations/support';

/** The part of Ajv that is used here. It comes with the validator that the stand-in server is built on. */
interface Validator {
	compile(schema: object): ((value: unknown) => boolean) & { errors?: unknown };
}
const Ajv = (createRequire(require.resolve('express-openapi-validator'))('ajv') as { default: new (options: object) => Validator }).default;
const ajv = new Ajv({ strict: false, allErrors: true, allowUnionTypes: true });

const folder = join(__dirname, '..', '..', 'nodes', 'Sendoso', '__schema__');
const schemas = outputSchemas();
const operations = resources.flatMap(({ option, operations: list }) => list.map((operation) => `${String(option.value)}/${String(operation.option.value)}`));

test('every operation has a schema, and nothing else has one', () => {
	expect(Object.keys(schemas).sort()).toEqual([...operations].sort());
	const files = (readdirSync(folder, { recursive: true }) as string[]).filter((file) => file.endsWith('.json'));
	expect(files.sort()).toEqual(operations.map(schemaFile).sort());
});

test.each(operations)('the committed schema of %s is what the generator makes', (name) => {
	expect(readFileSync(join(folder, schemaFile(name)), 'utf8')).toBe(schemaText(schemas[name] ?? { type: '' }));
});

/** The schema, closed: a member that it does not name is an error. */
function closed(schema: OutputSchema): object {
	const { properties, items } = schema;
	return {
		...schema,
		...(properties && { additionalProperties: false, properties: Object.fromEntries(Object.entries(properties).map(([name, member]) => [name, closed(member)])) }),
		...(items && { items: closed(items) }),
	};
}

/** Names of the members of an output that its schema knows, with those of members. */
function membersOf(value: unknown, path = ''): string[] {
	if (Array.isArray(value)) return value.flatMap((entry) => membersOf(entry, `${path}[]`));
	if (typeof value !== 'object' || value === null) return [path];
	return Object.entries(value).flatMap(([name, member]) => membersOf(member, `${path}.${name}`));
}

function membersOfSchema(schema: OutputSchema, path = ''): string[] {
	if (schema.items) return membersOfSchema(schema.items, `${path}[]`);
	if (!schema.properties) return [path];
	return Object.entries(schema.properties).flatMap(([name, member]) => membersOfSchema(member, `${path}.${name}`));
}

describe('real outputs', () => {
	const desk = openDesk({ seed: { touches: 30, groups: 3, users: 12, sends: 60 } });
	const person = { recipientName: 'Priya Raman', recipientEmail: '={{ $json.email }}' };
	const items = [{ email: 'a@example.com' }, { email: 'b+gift@example.com' }];
	const address = { address: '118 Harbour Lane', city: 'Portland', state: 'OR', zip: '97201', country: 'US' };
	const egift = () => locator(openTouch(desk, 'email').id);
	const mail = () => locator(openTouch(desk, 'mail').id);
	const recipient = { recipientEmail: '={{ $json.email }}', recipientFirstName: 'Priya', recipientLastName: 'Raman' };
	const variant = () => makeCatalogue()[0]?.variantIds[0];
	const sendOf = () => desk.control.sends.list()[0];

	/** Parameters of each operation; those that list things find more than one. */
	const examples: Record<string, () => INodeParameters> = {
		'group/getAll': () => ({}),
		'group/getMembers': () => ({ groupId: locator(desk.control.groups.list()[0]?.id) }),
		'product/getAll': () => ({ limit: 3 }),
		'product/send': () => ({ variantId: locator(variant()), ...recipient }),
		'recommendation/getAll': () => ({ recipientEmail: '={{ $json.email }}' }),
		'recommendation/send': () => ({ ...recipient }),
		'scimUser/create': () => ({ userName: '={{ $json.email }}', givenName: 'Mei', familyName: 'Laurent', division: desk.control.groups.list()[0]?.name ?? '' }),
		'scimUser/get': () => ({ userId: locator(desk.control.users.list()[0]?.id) }),
		'scimUser/getAll': () => ({}),
		'scimUser/update': () => ({ userId: locator(desk.control.users.list()[0]?.id), updateFields: { active: false } }),
		'send/createEgift': () => ({ touchId: egift(), ...person, findSend: true }),
		'send/createEgiftLinks': () => ({ touchId: egift(), recipientEmails: '={{ $json.email }}' }),
		'send/createPhysical': () => ({ touchId: mail(), ...person, ...address }),
		'send/createWithAddressCollection': () => ({ touchId: mail(), ...person }),
		'send/get': () => ({ sendGid: sendOf()?.send_gid ?? '' }),
		'send/getAll': () => ({}),
		'send/getStatus': () => ({ trackingCode: sendOf()?.tracking_code ?? '' }),
		'touch/get': () => ({ touchId: egift() }),
		'touch/getAll': () => ({}),
		'user/getAll': () => ({}),
		'user/getCurrent': () => ({}),
		'user/invite': () => ({ firstName: 'Mei', lastName: 'Laurent', email: 'mei@example.org', groupId: locator(desk.control.groups.list()[0]?.id) }),
	};
	const outputsOf = async (name: string, more: INodeParameters = {}) => {
		const [resource = '', operation = ''] = name.split('/');
		const run = await desk.run({ resource, operation, ...examples[name]?.(), ...more }, { items });
		expect(run.error).toBeUndefined();
		return run.items.map(({ json }) => json);
	};
	const expectFits = (name: string, outputs: object[]) => {
		const validate = ajv.compile(closed(schemas[name] ?? { type: '' }));
		expect(outputs.length).toBeGreaterThan(0);
		for (const output of outputs) expect([output, validate(output), validate.errors ?? null]).toEqual([output, true, null]);
	};

	test.each(Object.keys(examples))('%s gives what its schema says, all of it and nothing else', async (name) => {
		const outputs = await outputsOf(name);
		expectFits(name, outputs);
		const seen = new Set(outputs.flatMap((output) => membersOf(output)));
		const promised = membersOfSchema(schemas[name] ?? { type: '' }).filter((member) => !member.startsWith('.sendoso.matchedSend'));
		expect(promised.filter((member) => !seen.has(member))).toEqual([]);
	});

	test.each([
		['touch/getAll', 'touch/get'],
		['send/getAll', 'send/get'],
	])('%s without Simplify gives what %s gives', async (list, single) => expectFits(single, await outputsOf(list, { simplify: false })));

	test.each(['send/createEgift', 'send/createEgiftLinks', 'product/send', 'recommendation/send'])('%s that was skipped fits too', async (name) => {
		const again = { ...examples[name]?.() };
		await outputsOf(name, again);
		const skipped = await outputsOf(name, again);
		expect(skipped.map(({ sendoso }) => sendoso)).toEqual(items.map(() => expect.objectContaining({ outcome: 'skipped', wasSent: false })));
		expectFits(name, skipped);
	});

	test('a wrong type or an unknown member is noticed', () => {
		const validate = ajv.compile(closed(schemas['user/getCurrent'] ?? { type: '' }));
		expect(validate(desk.control.account())).toBe(true);
		expect(validate({ ...desk.control.account(), id: '7' })).toBe(false);
		expect(validate({ ...desk.control.account(), more: 1 })).toBe(false);
	});
});
