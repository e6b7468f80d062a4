import type { IExecutePaginationFunctions, INodeExecutionData } from 'n8n-workflow';
import type { NodeService } from '../../../nodes/shared/execution/nodeService';
import { runOperation } from '../../../nodes/shared/execution/runOperation';
import { unitItem, type UnitItemRequest } from '../../support/unitItem';

beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());

/** A run of three items that an engine starts one by one, with a pause between them where the user wants one. */
function run(parameters: UnitItemRequest['node'] = {}, continues?: { hasResult: boolean }) {
	const { operation, connection } = unitItem();
	const sent: number[] = [];
	const node = {
		resources: [{ option: { value: 'send' }, operations: [{ ...operation, option: { value: 'create' }, answer: { kind: 'made' } }] }],
		handlers: {
			made: async ({ itemIndex }: { itemIndex: number }) => {
				sent.push(itemIndex);
				return await Promise.resolve([{ json: {} }]);
			},
		},
		open: async () => await Promise.resolve(connection),
		wording: {},
	} as unknown as NodeService<{ kind: 'made' }>;
	const carryOut = runOperation(node);
	const { signal } = new AbortController();
	const start = async (itemIndex: number): Promise<INodeExecutionData[]> => {
		const { caller } = unitItem({ itemIndex, signal, node: parameters });
		const context = { ...caller, getNodeParameter: (name: string) => (name === 'resource' ? 'send' : 'create'), evaluateExpression: (expression: string) => (expression.includes('$input') ? 3 : expression.includes('.all(') ? resultOf(continues) : 0), continueOnFail: () => continues !== undefined };
		return await carryOut.call(context as unknown as IExecutePaginationFunctions, { options: {} } as never);
	};
	return { start, sent };
}

/** What n8n shows of the node's own run to an expression; it throws where it has nothing. */
function resultOf(n8n?: { hasResult: boolean }): unknown[] {
	if (n8n?.hasResult !== true) throw new Error('there is no such run');
	return [];
}

test('nothing is sent before the engine started all items', async () => {
	const { start, sent } = run();
	const first = [start(0), start(1)];
	await jest.advanceTimersByTimeAsync(1_900);
	expect(sent).toEqual([]);
	first.push(start(2));
	await Promise.all(first);
	expect(sent).toEqual([0, 1, 2]);
});

test('when the engine gives a run up nothing of it is sent, and no error is left that nobody looks at', async () => {
	const { start, sent } = run();
	const started = [start(0), start(1)];
	await jest.advanceTimersByTimeAsync(3_000);
	expect(await Promise.all(started)).toEqual([[], []]);
	expect(sent).toEqual([]);
});

test('a last item that comes too late says that nothing was sent', async () => {
	const { start, sent } = run();
	const started = [start(0), start(1)];
	await jest.advanceTimersByTimeAsync(3_000);
	await Promise.all(started);
	await expect(start(2)).rejects.toThrow('Not sent: n8n started the items of this run too slowly, and nothing was done for any of them');
	expect(sent).toEqual([]);
});

test('a pause between the items that the user asks for is no reason to wait for the others', async () => {
	const { start, sent } = run({ parameters: { requestOptions: { batching: { batch: { batchSize: 1, batchInterval: 60_000 } } } } });
	await start(0);
	expect(sent).toEqual([0]);
});

test('one batch has no pause in it, so that it waits for all items', async () => {
	const { start, sent } = run({ parameters: { requestOptions: { batching: { batch: { batchSize: 50, batchInterval: 1_000 } } } } });
	const first = [start(0), start(1)];
	await jest.advanceTimersByTimeAsync(1_900);
	expect(sent).toEqual([]);
	first.push(start(2));
	await Promise.all(first);
	expect(sent).toEqual([0, 1, 2]);
});

describe('in continue mode', () => {
	test('a try that another one has followed sends nothing any more', async () => {
		const { start, sent } = run({}, { hasResult: false });
		const given = [start(0), start(1)];
		await jest.advanceTimersByTimeAsync(100);
		const next = [start(0), start(1), start(2)];
		await jest.advanceTimersByTimeAsync(3_000);
		expect(await Promise.all(given)).toEqual([[], []]);
		await Promise.all(next);
		expect(sent).toEqual([0, 1, 2]);
	});

	test('the others are sent when the engine goes on after an item that it refuses', async () => {
		const { start, sent } = run({}, { hasResult: false });
		const started = [start(0), start(1)];
		await jest.advanceTimersByTimeAsync(3_000);
		await Promise.all(started);
		expect(sent).toEqual([0, 1]);
	});

	test('nothing is sent when n8n has ended the node', async () => {
		const { start, sent } = run({}, { hasResult: true });
		const started = [start(0), start(1)];
		await jest.advanceTimersByTimeAsync(3_000);
		expect(await Promise.all(started)).toEqual([[], []]);
		expect(sent).toEqual([]);
	});

	test('nothing is sent before the next try of the node would have begun', async () => {
		const n8n = { hasResult: false };
		const { start, sent } = run({ retryOnFail: true, waitBetweenTries: 4_000 }, n8n);
		const started = [start(0), start(1)];
		await jest.advanceTimersByTimeAsync(5_900);
		expect(sent).toEqual([]);
		n8n.hasResult = true;
		await jest.advanceTimersByTimeAsync(200);
		expect(await Promise.all(started)).toEqual([[], []]);
		expect(sent).toEqual([]);
	});
});
