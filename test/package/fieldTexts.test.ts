import type { INodeProperties } from 'n8n-workflow';
import { SendosoOAuth2Api } from '../../credentials/SendosoOAuth2Api.credentials';
import { SendosoOpenConnectorsApi } from '../../credentials/SendosoOpenConnectorsApi.credentials';
import { SendosoWebhookApi } from '../../credentials/SendosoWebhookApi.credentials';
import { Sendoso } from '../../nodes/Sendoso/Sendoso.node';
import { SendosoTrigger } from '../../nodes/Sendoso/SendosoTrigger.node';
import { SendosoOpenConnectors } from '../../nodes/SendosoOpenConnectors/SendosoOpenConnectors.node';
import { SendosoOpenConnectorsTrigger } from '../../nodes/SendosoOpenConnectors/SendosoOpenConnectorsTrigger.node';
import { SendosoWebhookTrigger } from '../../nodes/SendosoWebhook/SendosoWebhookTrigger.node';

/** Fields that need no text beside their label. */
const SELF_EVIDENT: Record<string, string> = {
	resource: 'n8n gives it none',
	operation: 'n8n gives it none; each operation has its own',
};

/** Fields whose choices may stand without a text. */
const PLAIN_CHOICES: Record<string, string> = {
	status: "Sendoso's own words; no page of it explains the others",
	role: "Sendoso's own roles; no page says what each may do",
	userType: 'the same',
};

/** Required fields that begin with a value. */
const REQUIRED_WITH_DEFAULT: Record<string, string> = {
	events: 'the event of most workflows, which spends nothing',
	numberOfGifts: 'the fewest that can be made',
	toolDescription: 'the text of the operation; n8n asks every tool for one',
};

/** Words that say nothing by themselves. */
const FILLERS = ['a', 'an', 'the', 'of', 'for', 'to', 'in', 'is', 'and', 'or', 'this', 'that', 'its', 'your'];

/** A property with what it belongs to. */
interface Placed {
	name: string;
	property: INodeProperties;
}

/** Every property, those of collections among them; the same one is told once. */
function walk(owner: string, properties: INodeProperties[]): Placed[] {
	return properties.flatMap((property) => {
		const shown = Object.values(property.displayOptions?.show ?? {}).flat().join(' ');
		const inside = (property.options ?? []).flatMap((option) => ('type' in option ? [option] : 'values' in option ? option.values : []));
		return [{ name: `${owner}.${property.name} ${shown}`.trim(), property }, ...walk(`${owner}.${property.name}`, inside)];
	});
}

const nodes = [new Sendoso(), new SendosoTrigger(), new SendosoWebhookTrigger(), new SendosoOpenConnectors(), new SendosoOpenConnectorsTrigger()];
const credentials = [new SendosoOAuth2Api(), new SendosoOpenConnectorsApi(), new SendosoWebhookApi()];
const owners: Array<[string, INodeProperties[]]> = [
	...nodes.map(({ description }): [string, INodeProperties[]] => [description.name, description.properties]),
	...credentials.map(({ name, properties }): [string, INodeProperties[]] => [name, properties]),
];

const words = (text: string): string[] => text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];

/** Whether a text says more than a label does. */
function saysMore(text: string | undefined, label: string): boolean {
	const known = [...FILLERS, ...words(label)];
	return words(text ?? '').some((word) => !known.includes(word) && !known.includes(word.replace(/s$/, '')));
}

/** Whether a value is one that the field takes. An empty one is none yet. */
function isLegal(value: unknown, property: INodeProperties): boolean {
	const { type, typeOptions: { minValue = -Infinity, maxValue = Infinity, numberPrecision } = {}, options = [] } = property;
	const choices = options.flatMap((option): unknown[] => ('value' in option ? [option.value] : []));
	switch (type) {
		case 'string':
		case 'dateTime':
		case 'hidden':
		case 'notice':
			return typeof value === 'string';
		case 'json':
			return typeof value === 'string' && typeof JSON.parse(value) === 'object';
		case 'boolean':
			return typeof value === 'boolean';
		case 'number':
			return typeof value === 'number' && value >= minValue && value <= maxValue && (numberPrecision !== 0 || Number.isInteger(value));
		case 'options':
			return choices.includes(value);
		case 'multiOptions':
			return Array.isArray(value) && value.every((entry) => choices.includes(entry));
		case 'collection':
		case 'fixedCollection':
			return JSON.stringify(value) === '{}';
		case 'resourceLocator':
			return (property.modes ?? []).some(({ name }) => JSON.stringify(value) === JSON.stringify({ mode: name, value: '' }));
		default:
			return false;
	}
}

/** Whether a default is no choice of anybody's: nothing goes out with it unseen. */
function isEmpty({ type, default: value }: INodeProperties): boolean {
	return value === '' || JSON.stringify(value) === '{}' || value === '{}' || (type === 'resourceLocator' && Reflect.get(Object(value), 'value') === '');
}

/** What the texts and the default of a property lack. */
function faultsOf(property: INodeProperties): string[] {
	const { name, displayName, type, description, hint, placeholder, options = [] } = property;
	const isSeen = type !== 'hidden' && type !== 'notice';
	const holdsEmail = type === 'string' && /(^e|E)mails?$/.test(name);
	const choices = options.flatMap((option) => ('value' in option ? [option] : []));
	const hasPlainChoices = name in PLAIN_CHOICES;
	return [
		...(displayName.trim() === '' ? ['no label'] : []),
		...(isSeen && !(name in SELF_EVIDENT) && !saysMore(description, displayName) && !saysMore(hint, displayName) ? [`'${displayName}' is said by '${description ?? hint ?? ''}' only`] : []),
		...(isLegal(property.default, property) ? [] : [`${JSON.stringify(property.default)} is no legal default`]),
		...(property.required === true && !isEmpty(property) && !(name in REQUIRED_WITH_DEFAULT) ? ['required, with a default'] : []),
		...(holdsEmail && !/@/.test(placeholder ?? '') ? ['no placeholder with an address'] : []),
		...choices.filter((choice) => choice.name.trim() === '').map(() => 'a choice without a label'),
		...choices.filter((choice) => !hasPlainChoices && !saysMore(choice.description, choice.name)).map((choice) => `'${choice.name}' is said by '${choice.description ?? ''}' only`),
	];
}

test.each(owners)('every field of %s has texts, and a default that it takes', (owner, properties) => {
	const placed = walk(owner, properties);
	expect(placed.length).toBeGreaterThan(1);
	expect(placed.flatMap(({ name, property }) => faultsOf(property).map((fault) => `${name}: ${fault}`))).toEqual([]);
});

test('every exception is one', () => {
	const all = owners.flatMap(([owner, properties]) => walk(owner, properties).map(({ property }) => property));
	const isNeeded = (name: string, has: (property: INodeProperties) => boolean) => all.some((property) => property.name === name && has(property));
	expect(Object.keys(SELF_EVIDENT).filter((name) => !isNeeded(name, ({ description }) => description === undefined))).toEqual([]);
	expect(Object.keys(PLAIN_CHOICES).filter((name) => !isNeeded(name, ({ options = [] }) => options.some((option) => 'value' in option && option.description === undefined)))).toEqual([]);
	expect(Object.keys(REQUIRED_WITH_DEFAULT).filter((name) => !isNeeded(name, (property) => property.required === true && !isEmpty(property)))).toEqual([]);
});

describe('a fault is noticed', () => {
	const field = (more: Partial<INodeProperties>): INodeProperties => ({ displayName: 'Gift Note', name: 'note', type: 'string', default: '', description: 'Text on the card', ...more });

	test.each<[string, Partial<INodeProperties>, number]>([
		['none', {}, 0],
		['no label', { displayName: ' ' }, 1],
		['no description', { description: undefined }, 1],
		['a description that repeats the label', { description: 'The note of the gifts' }, 1],
		['a hint in the place of a description', { description: undefined, hint: 'Printed on the card' }, 0],
		['a default of another type', { default: 5 }, 1],
		['a number out of bounds', { type: 'number', default: 0, typeOptions: { minValue: 1 } }, 1],
		['a part of a whole number', { type: 'number', default: 1.5, typeOptions: { numberPrecision: 0 } }, 1],
		['a default that is no choice', { type: 'options', default: 'b', options: [{ name: 'A', value: 'a', description: 'The first letter' }] }, 1],
		['a choice without a description', { type: 'options', default: 'a', options: [{ name: 'A', value: 'a' }] }, 1],
		['a choice without a label', { type: 'multiOptions', default: [], options: [{ name: '', value: 'a', description: 'The first letter' }] }, 1],
		['a required field with a default', { required: true, default: 'Hello' }, 1],
		['an address without a placeholder', { name: 'senderEmail' }, 1],
		['a placeholder that is no address', { name: 'emails', placeholder: 'e.g. Ana' }, 1],
		['a locator with a value', { type: 'resourceLocator', default: { mode: 'list', value: '7' }, modes: [{ displayName: 'List', name: 'list', type: 'list' }] }, 1],
	])('%s', (_what, more, count) => expect(faultsOf(field(more))).toHaveLength(count));

	test('inside a collection', () => {
		const inner = field({ description: undefined });
		const collection = field({ type: 'collection', default: {}, options: [inner] });
		const entries = field({ type: 'fixedCollection', default: {}, options: [{ name: 'values', displayName: 'Value', values: [inner] }] });
		expect(walk('x', [collection, entries]).map(({ property }) => faultsOf(property).length)).toEqual([0, 1, 0, 1]);
	});
});
