import type { INodeProperties } from 'n8n-workflow';
import { countOperations } from '../../../bench/package/countOperations';

const selector = (name: string, values: string[], resources?: string[]): INodeProperties => ({
	displayName: name,
	name,
	type: name === 'events' ? 'multiOptions' : 'options',
	default: '',
	options: values.map((value) => ({ name: value, value })),
	...(resources === undefined ? {} : { displayOptions: { show: { resource: resources } } }),
});

const ofAction = (...properties: INodeProperties[]) => countOperations({ group: ['output'], properties });
const ofTrigger = (...properties: INodeProperties[]) => countOperations({ group: ['trigger'], properties });

describe('what counts as an operation', () => {
	test('every operation once for each resource that shows it', () => {
		const resource = selector('resource', ['gift', 'user']);
		expect(ofAction(resource, selector('operation', ['get', 'send'], ['gift']), selector('operation', ['get'], ['user']))).toBe(3);
		expect(ofAction(resource, selector('operation', ['get', 'getAll'], ['gift', 'user']))).toBe(4);
		expect(ofAction(resource, selector('operation', ['get', 'getAll']))).toBe(4);
	});

	test('no pair twice, however often its selector is repeated', () => {
		const operation = selector('operation', ['get', 'send'], ['gift']);
		expect(ofAction(operation, operation, { ...operation, type: 'notice', options: [] })).toBe(2);
	});

	test('operations without a resource, and a node that does one thing', () => {
		expect(ofAction(selector('operation', ['encode', 'decode']))).toBe(2);
		expect(ofAction(selector('mode', ['fast', 'slow']))).toBe(1);
	});

	test('the events of a trigger, or one when there is nothing to choose', () => {
		expect(ofTrigger(selector('events', ['sent', 'opened', 'claimed']), selector('operation', ['one', 'two']))).toBe(3);
		expect(ofTrigger(selector('event', ['sent', 'opened']))).toBe(2);
		expect(ofTrigger(selector('output', ['full', 'simple']))).toBe(1);
	});
});
