import type { INode } from 'n8n-workflow';
import type { Attempts } from '../../../nodes/shared/execution/attempts/attempts';
import { identify } from '../../../nodes/shared/execution/attempts/identity';
import type { ItemContext } from '../../../nodes/shared/execution/itemContext';
import { unitItem, type UnitItemRequest } from '../../support/unitItem';

const nothing: Attempts = { get: () => undefined, set: () => undefined, delete: () => undefined };

/** Attempts that know one place, at which this content was asked for. */
function knowing(key: string, content: string): Attempts {
	return { ...nothing, get: (asked) => (asked === key ? { content, ending: new Promise(() => undefined) } : undefined) };
}

const { connection } = unitItem();
const request = { method: 'POST', path: '/send', qs: { limit: 1 }, body: { email: 'ana@example.org' } } as const;
const item = (more: UnitItemRequest = {}) => unitItem({ ...more, more: { connection, request, ...more.more } });
const renamed = (more: Partial<INode>): UnitItemRequest => ({ node: more });

describe('where runs can be told apart', () => {
	test('a place stays the same although its expression gives something else by now', () => {
		const [first, second] = [identify(item(), nothing), identify(item({ more: { request: { ...request, body: { email: 'ben@example.org' } } } }), nothing)];
		expect([second.key, second.ledgerKey]).toEqual([first.key, first.ledgerKey]);
		expect(second.content).not.toBe(first.content);
	});

	test.each<[string, UnitItemRequest]>([
		['item', { itemIndex: 1 }],
		['run', { runIndex: 1 }],
		['node', renamed({ id: 'other' })],
		['name of the node', renamed({ name: 'Other' })],
	])('another %s is another place', (_, other) => {
		expect(identify(item(other), nothing).key).not.toBe(identify(item(), nothing).key);
	});

	test('a workflow that has no id is one of its own', () => {
		const unsaved = item();
		unsaved.caller.getWorkflow = () => ({ id: undefined as unknown as string, name: 'Unsaved', active: false });
		expect(identify(unsaved, nothing).key).not.toContain('undefined');
		expect(identify(unsaved, nothing).key).not.toBe(identify(item(), nothing).key);
	});

	test('the rows that n8n keeps are told apart by operation, run and item', () => {
		const keys = [item(), item({ itemIndex: 1 }), item({ runIndex: 1 }), item({ more: { name: 'send.createGift' } })].map((one) => identify(one, nothing).ledgerKey);
		expect(new Set(keys).size).toBe(4);
	});
});

describe('at a place that was met before', () => {
	test.each([
		['a try of Retry On Fail is the same attempt, whatever it asks for', true, 'another gift', true],
		['the same content is the same attempt', false, undefined, true],
		['another content without Retry On Fail is another call', false, 'another gift', false],
		['another content where nothing is said of Retry On Fail is another call', undefined, 'another gift', false],
	])('%s', (_, retryOnFail, earlier, isSame) => {
		const { key, content } = identify(item(), nothing);
		const identity = identify(item({ node: { retryOnFail } }), knowing(key, earlier ?? content));
		expect(identity.key === key).toBe(isSame);
		expect(identity.content).toBe(content);
		expect(identity.ledgerKey.includes(content)).toBe(!isSame);
	});
});

describe.each<[string, UnitItemRequest]>([
	['an agent', { node: { type: 'n8n-nodes-sendoso.sendosoTool' } }],
	['a call of which n8n tells no execution', { executionId: undefined }],
])('for %s', (_, who) => {
	const keyOf = (more: Partial<ItemContext> = {}, request: UnitItemRequest = {}) => identify(item({ ...who, ...request, more }), nothing);

	test('the place makes no difference', () => {
		const first = keyOf();
		for (const place of [{ itemIndex: 1 }, { runIndex: 1 }]) expect(keyOf({}, place)).toEqual(first);
		expect([first.key, first.ledgerKey].every((key) => key.includes(first.content))).toBe(true);
	});

	test('everything that counts for the effect makes another call of it', () => {
		const others: Array<Partial<ItemContext>> = [
			{ request: { ...request, method: 'PUT' } },
			{ request: { ...request, path: '/other' } },
			{ request: { ...request, qs: { limit: 2 } } },
			{ request: { ...request, body: { email: 'ben@example.org' } } },
			{ connection: unitItem().connection },
		];
		const node = (credentials: INode['credentials']) => keyOf({}, { node: { ...who.node, credentials } }).key;
		const keys = [keyOf().key, ...others.map((other) => keyOf(other).key), node({ sendosoOAuth2Api: { id: 'other', name: 'Other' } }), node({}), node(undefined)];
		// Without the credential it is asked for by nobody, however that is said.
		expect(new Set(keys).size).toBe(8);
	});
});

test('two contents never meet: a fingerprint has as many bits as that takes', () => {
	expect(identify(item(), nothing).content).toMatch(/^[\w-]{32}$/);
});
