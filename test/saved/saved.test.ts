import type { IDataObject, INode, INodeTypeDescription } from 'n8n-workflow';
import { startSandbox, type Sandbox } from '../../sandbox';
import { type Fixture, nodeOf, readChoices, readFixtures, readSurface, type SavedItem, type Variant, versions } from './format';
import { choicesIn, descriptionOf, missingIn, NODES, resolved, subjectsOf, unknownIn } from './known';
import { type Deed, runSaved } from './run';
import { surface } from './surface';

/*
 * Workflows as n8n saved them, with what they did in the version that their folder names. The files stay as they are: where one
 * of these tests fails, a workflow of a user would do something else, or nothing. What has to change all the same is changed in
 * the record beside the workflow, by hand, and named in CHANGELOG.md. `npx tsx test/saved/generate.ts` saves what is new, in the
 * folder of the version that package.json names.
 */

const fixtures = versions.flatMap(readFixtures);

let sandbox: Sandbox;
beforeAll(async () => {
	sandbox = await startSandbox({ seed: 'empty', throttle: false, validateResponses: true });
});
afterAll(async () => await sandbox.stop());

/** Resource and operation, or event, that the saved parameters stand for now. */
function meaningOf(node: INode, description: INodeTypeDescription): string {
	const { resource, operation, events } = resolved(node, description);
	if (events !== undefined) return [events].flat().join();
	return resource === undefined ? 'delivery' : `${String(resource)}.${String(operation)}`;
}

/** What a workflow does otherwise than it did. An item may have more members than it had. */
function differences({ requests, output, items, events }: Omit<Variant, 'workflow'>, now: Deed): string[] {
	const differ = (before: unknown, after: unknown, what: string) => (JSON.stringify(before) === JSON.stringify(after) ? [] : [`${what}: ${JSON.stringify(before)} became ${JSON.stringify(after)}`]);
	return [
		...now.errors,
		...output.filter((member) => !now.output.includes(member)).map((member) => `no member ${member}`),
		...differ(requests, now.requests, 'requests'),
		...differ(events, now.events, 'events'),
		...differ(items, withMembersOf(items, now.items), 'items'),
	];
}

/** Items without what the node did not say of them before. */
function withMembersOf(before: SavedItem[], now: SavedItem[]): SavedItem[] {
	return now.map((item, place) => {
		const own = before[place]?.own;
		return own && item.own ? { ...item, own: Object.fromEntries(Object.keys(own).map((name) => [name, item.own?.[name]])) as IDataObject } : item;
	});
}

/** Everything that is wrong with a fixture by now. */
async function troublesOf({ node, subject, variants }: Fixture): Promise<string[]> {
	const troubles: string[] = [];
	for (const [kind, variant] of Object.entries(variants)) {
		const saved = nodeOf(variant);
		const description = descriptionOf(node);
		const found = saved.type === `n8n-nodes-sendoso.${description.name}` ? unknownIn(saved, description).map((place) => `unknown: ${place}`) : [`unknown: ${saved.type}`];
		const meant = meaningOf(saved, description);
		if (meant !== subject) found.push(`means ${meant}`);
		if (found.length === 0) found.push(...differences(variant, await runSaved(sandbox, subject, variant)));
		troubles.push(...found.map((text) => `${kind}: ${text}`));
	}
	return troubles;
}

test.each(fixtures.map((fixture) => [fixture.name, fixture] as const))('%s is known and does what it did', async (_name, fixture) => {
	expect(Object.keys(fixture.variants)).toContain('minimal');
	expect(await troublesOf(fixture)).toEqual([]);
});

test.each(NODES)('every operation or event of %s was saved', (name) => {
	const saved = fixtures.filter(({ node }) => node === name).map(({ subject }) => subject);
	expect([...new Set(saved)].sort()).toEqual(subjectsOf(descriptionOf(name)).sort());
});

test.each(NODES)('every parameter of every operation or event of %s was saved', (name) => {
	const description = descriptionOf(name);
	const missing = subjectsOf(description).flatMap((subject) => {
		const variants = fixtures.filter((fixture) => fixture.node === name && fixture.subject === subject).flatMap((fixture) => Object.values(fixture.variants));
		return missingIn(variants.map(nodeOf), description, subject).map((path) => `${subject} ${path}`);
	});
	expect(missing).toEqual([]);
});

test.each(versions.flatMap((version) => Object.entries(readChoices(version)).map(([node, choices]) => [version, node, choices] as const)))('every choice of %s is still one, in %s', (_version, node, saved) => {
	const now = choicesIn(node);
	const gone = Object.entries(saved).flatMap(([place, values]) => values.filter((value) => now[place]?.includes(value) !== true).map((value) => `${place} ${String(value)}`));
	expect(gone).toEqual([]);
});

test.each(NODES)('every choice of %s was saved', (node) => {
	const saved = versions.flatMap((version) => Object.entries(readChoices(version)[node] ?? {}).flatMap(([place, values]) => values.map((value) => `${place} ${String(value)}`)));
	const now = Object.entries(choicesIn(node)).flatMap(([place, values]) => values.map((value) => `${place} ${String(value)}`));
	expect(now.filter((choice) => !saved.includes(choice))).toEqual([]);
});

test.each(versions)('addresses, credentials and locators of %s are what they were', async (version) => {
	expect(await surface()).toMatchObject(readSurface(version));
});

test.each([[13, 'skipped'], [15, 'sent']] as const)('a send saved without a window finds a gift of %s days ago: %s', async (days, outcome) => {
	const variant = fixtures.find(({ name }) => name === '0.2.0/sendoso/send.createEgift')?.variants.minimal as Variant;
	expect(nodeOf(variant).parameters).not.toHaveProperty('options.duplicateWindowDays');
	const { items, errors } = await runSaved(sandbox, 'send.createEgift', variant, ({ control: { sends, clock } }) => {
		sends.add({ touchId: 220_145, recipientEmail: 'rowan@example.org', status: 'Used', createdAt: clock.now() - days * 86_400_000 });
	});
	expect({ errors, outcome: items.map(({ own }) => own?.outcome) }).toEqual({ errors: [], outcome: [outcome] });
});

describe('a change is noticed', () => {
	const fixtureOf = (name: string) => structuredClone(fixtures.find((fixture) => fixture.name.endsWith(`/${name}`))) as Fixture;
	/** The troubles of a fixture after a change of its variant with everything in it. */
	const afterChange = async (name: string, change: (parameters: Record<string, Record<string, unknown>>, variant: Variant, fixture: Fixture) => void) => {
		const fixture = fixtureOf(name);
		const variant = fixture.variants.full as Variant;
		fixture.variants = { full: variant };
		change(nodeOf(variant).parameters as never, variant, fixture);
		return await troublesOf(fixture);
	};

	test.each<[string, string, (parameters: Record<string, Record<string, unknown>>, variant: Variant, fixture: Fixture) => void, RegExp]>([
		['a renamed parameter', 'sendoso/send.createEgiftLinks', (parameters) => Object.assign(parameters, { checkDuplicates: 'skip' }), /^full: unknown: checkDuplicates$/],
		['a renamed field of a collection', 'sendoso/send.createEgiftLinks', ({ additionalFields }) => Object.assign(additionalFields ?? {}, { value: 5 }), /^full: unknown: additionalFields.value$/],
		['a renamed field of a condition', 'sendosoOpenConnectors/touch.getAll', ({ conditions }) => Object.assign(conditions ?? {}, { values: [{ member: 'name' }] }), /^full: unknown: conditions.values.0.member$/],
		['another value of a choice', 'sendoso/send.createEgiftLinks', (parameters) => Object.assign(parameters, { duplicateCheck: 'stop' }), /^full: unknown: duplicateCheck stop$/],
		['another value among several', 'sendosoTrigger/sendStatusChanged', ({ filters }) => Object.assign(filters ?? {}, { status: ['Seen'] }), /^full: unknown: status Seen$/],
		['another event', 'sendosoTrigger/sendCreated', (parameters) => Object.assign(parameters, { events: ['sendMade'] }), /^full: unknown: events sendMade$/],
		['another operation', 'sendoso/send.createPhysical', (parameters) => Object.assign(parameters, { operation: 'createBox' }), /^full: unknown: /],
		['another mode of a locator', 'sendoso/send.createEgiftLinks', ({ touchId }) => Object.assign(touchId ?? {}, { mode: 'url' }), /^full: unknown: touchId in mode url$/],
		['another default operation', 'sendoso/send.createEgiftLinks', (_parameters, _variant, fixture) => Object.assign(fixture, { subject: 'send.createPhysical' }), /^full: means send.createEgiftLinks$/],
		['another version of the node', 'sendoso/send.createEgiftLinks', (_parameters, variant) => Object.assign(nodeOf(variant), { typeVersion: 3 }), /^full: unknown: version 3$/],
		['another type', 'sendoso/send.createEgiftLinks', (_parameters, variant) => Object.assign(nodeOf(variant), { type: 'n8n-nodes-sendoso.gift' }), /^full: unknown: n8n-nodes-sendoso.gift$/],
		['another credential', 'sendoso/send.createEgiftLinks', (_parameters, variant) => Object.assign(nodeOf(variant).credentials ?? {}, { giftApi: { id: '1', name: 'x' } }), /^full: unknown: credential giftApi$/],
		['another body', 'sendoso/send.createEgiftLinks', ({ additionalFields }) => Object.assign(additionalFields ?? {}, { viaFrom: 'other' }), /^full: requests: .*"via_from":"birthdays".* became .*"via_from":"other"/],
		['a member that is missing', 'sendoso/send.createEgiftLinks', (_parameters, { output }) => void output.push('sendoso.colour'), /^full: no member sendoso.colour$/],
		['another pairing', 'sendoso/send.createEgiftLinks', (_parameters, { items: [item] }) => void Object.assign(item ?? {}, { pairedItem: { item: 1 } }), /^full: items: /],
		['another outcome', 'sendoso/send.createEgiftLinks', (_parameters, { items: [item] }) => void Object.assign(item?.own ?? {}, { wasSent: 'yes' }), /^full: items: .*"wasSent":"yes".* became /],
		['an item that is missing', 'sendoso/send.createEgiftLinks', (_parameters, { items }) => void items.push({}), /^full: items: /],
		['an event that does not come', 'sendosoTrigger/sendStatusChanged', ({ filters }) => Object.assign(filters ?? {}, { recipientEmail: 'nobody@example.org' }), /^full: events: \["statusChanged"\] became \[\]$/],
		['a delivery that is not dropped', 'sendosoWebhookTrigger/delivery', ({ options }) => Object.assign(options ?? {}, { dropRepeats: false }), /^full: events: \["delivery"\] became \["delivery","delivery"\]$/],
	])('%s', async (_what, name, change, expected) => {
		expect(await afterChange(name, change)).toContainEqual(expect.stringMatching(expected));
	});
});
