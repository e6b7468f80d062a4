import type { IExecutePaginationFunctions, INodeExecutionData } from 'n8n-workflow';
import type { NodeService } from '../../../nodes/shared/execution/nodeService';
import { runOperation } from '../../../nodes/shared/execution/runOperation';
import { unitItem, type UnitItemRequest } from '../../support/unitItem';

beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());

/** A run of three items that an engine starts one by one, with a pause between them where the user wants one. */
function run(parameters: UnitItemRequest['node'] = {}) {
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
		const context = { ...caller, getNodeParameter: (name: string) => (name === 'resource' ? 'send' : 'create'), evaluateExpression: (expression: string) => (expression.includes('$input') ? 3 : 0) };
		return await carryOut.call(context as unknown as IExecutePaginationFunctions, { options: {} } as never);
	};
	return { start, sent };
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
