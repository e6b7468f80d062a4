import fc from 'fast-check';
import { DateTime } from 'luxon';
import type { INodeParameters } from 'n8n-workflow';
import { choicesOf, type Field } from '../../nodes/shared/parameters/field';
import { readParameters } from '../../nodes/shared/parameters/readParameters';
import { isEmail } from '../../nodes/shared/values/emails';
import { openDesk as openConnectorDesk } from '../openConnectors/support';
import { openDesk } from '../operations/support';
import { bench, connectorBench, start, stopAll } from '../trigger/support';
import { type Place, places } from './definitions';
import { spellingsOf } from './spellings';

const read = (place: Place, value: unknown) => {
	const given = place.parametersWith(value);
	// As from expressions: n8n shows every field beside them.
	return readParameters(place.fields, given, {}, 'UTC');
};
const problemsOf = ({ field: { displayName } }: Place, { problems }: ReturnType<typeof read>) => problems.map(({ message }) => message).filter((message) => message.includes(`'${displayName}'`));
const ofNodes = places.filter(({ selectors }) => selectors.operation !== undefined);
const ofTriggers = places.filter(({ selectors }) => selectors.operation === undefined);

test('every field is found: of operations, triggers, collections and entries', () => {
	expect(ofNodes.length).toBeGreaterThan(250);
	expect(ofTriggers.length).toBeGreaterThan(9);
	for (const name of ['sendoso send.createEgift options.dryRun', 'sendosoOpenConnectors touch.getAll conditions.values.operator', 'sendosoTrigger filters.status']) expect(places.map((place) => place.name)).toContain(name);
});

test.each(places.map((place): [string, Place] => [place.name, place]))('%s is right or refused, however it is spelled', (_name, place) => {
	const spellings = spellingsOf(place);
	for (const [given, expected] of spellings?.right ?? []) {
		const result = read(place, given);
		expect([given, problemsOf(place, result), place.valueIn(result.values)]).toEqual([given, [], expected]);
	}
	for (const given of spellings?.wrong ?? []) {
		const problems = problemsOf(place, read(place, given));
		expect([given, problems.length > 0]).toEqual([given, true]);
		// Errors get into n8n's log, so that they say where a value stands and not what it is.
		if (typeof given === 'string' && given.includes('@')) expect(problems.join()).not.toContain(given);
	}
});

/** Whether a value is what the definition of its field promises. */
function isOfType(field: Field, value: unknown): boolean {
	const { holds, type, typeOptions: { minValue = -Infinity, maxValue = Infinity } = {} } = field;
	const values = choicesOf(field).map((option) => option.value);
	if (value === undefined || holds === 'anything') return true;
	if (holds === 'email') return value === '' || isEmail(String(value));
	if (holds === 'emails') return Array.isArray(value) && value.length > 0 && value.every((entry) => isEmail(String(entry)));
	if (holds === 'list') return Array.isArray(value) && value.every((entry) => typeof entry === 'string' && entry !== '');
	if (type === 'boolean') return typeof value === 'boolean';
	if (type === 'number') return typeof value === 'number' && value >= minValue && value <= maxValue;
	if (type === 'options') return values.includes(value as string);
	if (type === 'multiOptions') return Array.isArray(value) && value.every((entry) => values.includes(entry as string));
	if (type === 'json') return typeof value === 'object' && value !== null && !Array.isArray(value);
	return typeof value === 'string' && (type !== 'resourceLocator' || value !== '');
}

test('whatever comes, a field has a value of its type or a problem by its label', () => {
	const near = fc.constantFrom<unknown>('true', 'no', 0, 1, '5', '5.5', 'Used', 'used, Sent', '["Sent"]', 'email', { value: 7 }, { __rl: true }, [], [1], new Date(NaN), new Date(0), DateTime.fromISO('x'), DateTime.fromMillis(0), Infinity, 1e21);
	fc.assert(
		fc.property(fc.constantFrom(...places), fc.oneof(near, fc.anything(), fc.jsonValue(), fc.string({ unit: 'binary' })), (place, value) => {
			const result = read(place, value);
			if (problemsOf(place, result).length > 0) return;
			expect([place.name, isOfType(place.field, place.valueIn(result.values))]).toEqual([place.name, true]);
		}),
		{ numRuns: 20_000 },
	);
});

describe('through the engine', () => {
	const desks = { sendoso: openDesk(), sendosoOpenConnectors: openConnectorDesk() };

	/** Parameters whose place takes its value from the item. */
	const fromItem = (place: Place) => {
		// n8n itself refuses a required field without anything in it.
		const others = Object.fromEntries(place.fields.filter(({ required }) => required === true).map(({ name }) => [name, '={{ "" }}']));
		return { ...place.selectors, ...others, ...place.parametersWith('={{ $json.value }}') } as INodeParameters;
	};

	test.each(ofNodes.map((place): [string, Place] => [place.name, place]))('%s: what is wrong never leaves', async (_name, place) => {
		const wrong = spellingsOf(place)?.wrong ?? [];
		if (wrong.length === 0) return;
		const desk = desks[place.node as keyof typeof desks];
		const result = await desk.run(fromItem(place), { items: wrong.map((value) => ({ value })), settings: { onError: 'continueErrorOutput' } });
		expect(result.error).toBeUndefined();
		expect(result.items).toEqual([]);
		const messages = (result.outputs[1] ?? []).map(({ json }) => String(json.error));
		expect(messages).toHaveLength(wrong.length);
		for (const [index, message] of messages.entries()) expect([wrong[index], message.includes(`'${place.field.displayName}'`)]).toEqual([wrong[index], true]);
		expect(desk.seen()).toEqual([]);
	});
});

describe('through the poll of a trigger', () => {
	afterAll(stopAll);

	test.each(ofTriggers.map((place): [string, Place] => [place.name, place]))('%s: what is wrong never asks', async (_name, place) => {
		const sandbox = await start();
		const open = place.node === 'sendosoTrigger' ? bench : connectorBench;
		for (const value of spellingsOf(place)?.wrong ?? []) {
			const expression = value === undefined ? '={{ undefined }}' : `={{ JSON.parse(decodeURIComponent('${encodeURIComponent(JSON.stringify(value)).replaceAll("'", '%27')}')) }}`;
			const trigger = open(sandbox, { events: place.node === 'sendosoTrigger' ? ['sendStatusChanged'] : ['touchCreated'], ...place.parametersWith(expression) } as INodeParameters);
			sandbox.control.clearRequests();
			const [polled] = await Promise.allSettled([trigger.poll()]);
			expect([value, polled.status === 'rejected' && String(polled.reason)]).toEqual([value, expect.stringContaining(`'${place.field.displayName}'`)]);
			expect(sandbox.control.requests()).toEqual([]);
		}
	});
});
