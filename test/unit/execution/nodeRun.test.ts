import { type INodeParameters, NodeOperationError, type NodeParameterValueType } from 'n8n-workflow';
import { joinRun, NodeRun, runIndexOf } from '../../../nodes/shared/execution/nodeRun';
import type { Operation, Parameters } from '../../../nodes/shared/operations/operation';
import { systemClock } from '../../../nodes/shared/transport/clock';
import { FakeClock, settle } from '../../support/fakeClock';
import { unitItem, type UnitItemRequest } from '../../support/unitItem';

let executions = 0;

const amount = { displayName: 'Amount', name: 'amount', type: 'number', default: 0 } as const;
const isPositive = ({ amount: value }: Parameters) => (Number(value) > 0 ? undefined : { message: 'Amount too small', description: 'Raise it.' });
const isSmall = ({ amount: value }: Parameters) => (Number(value) < 10 && Number(value) !== 0 ? undefined : { message: 'Amount odd', description: 'Change it.' });
const operation = unitItem({ operation: { fields: [amount], checks: [isPositive, isSmall] } as Partial<Operation> }).operation;

/** What n8n gives an item of a run with these amounts. */
function callerOf(amounts: unknown[], request: UnitItemRequest = {}) {
	const node = { ...request.node, parameters: { amount: '={{ $json.amount }}', ...request.node?.parameters } };
	const { caller } = unitItem({ executionId: `run ${++executions}`, itemCount: amounts.length, ...request, node });
	const evaluate = caller.evaluateExpression.bind(caller);
	const answers: Array<[part: string, answer: (index: number) => unknown]> = [['$json', (index) => amounts[index]], ['wait', () => 59_500]];
	caller.evaluateExpression = (expression, index) => (answers.find(([part]) => expression.includes(part))?.[1](index ?? 0) ?? evaluate(expression, index)) as NodeParameterValueType;
	return caller;
}

const runOf = (amounts: unknown[], request?: UnitItemRequest) => new NodeRun(callerOf(amounts, request), operation);

describe('the items of a run', () => {
	test('are all checked before any request, and the first problem of each is told', () => {
		const run = runOf([1, 0, 'many', 50, 2]);
		expect([0, 1, 2, 3, 4].map((index) => run.problemOf(index)?.message)).toEqual([undefined, 'Amount too small', expect.stringContaining("'Amount'"), 'Amount odd', undefined]);
		expect(run.firstBadItem).toBe(1);
		expect(run.allProblems?.message).toBe("3 of 5 items can't be used, the first is item 1: Amount too small");
		expect([...run.goodItems]).toEqual([[0, { amount: 1 }], [4, { amount: 2 }]]);
		expect([run.parametersOf(0), run.parametersOf(2)]).toEqual([{ amount: 1 }, undefined]);
		expect(run.facts).toEqual({ timezone: 'UTC' });
	});

	test('have no parameters where those can not be read, the first one too', () => {
		expect(runOf(['many']).parametersOf(0)).toBeUndefined();
	});

	test('have no problem when all are in order', () => {
		const run = runOf([1]);
		expect([run.firstBadItem, run.allProblems]).toEqual([undefined, undefined]);
	});

	test('have a budget for the sends of those that are in order', () => {
		const maximumSends = (count: number) => ({ ...operation, countSends: () => count }) as Operation;
		expect(new NodeRun(callerOf([1, 0]), maximumSends(100)).budget?.excess).toBeUndefined();
		expect(new NodeRun(callerOf([1, 2]), maximumSends(100)).budget?.excess?.message).toContain('200 sends');
		expect(new NodeRun(callerOf([1]), { ...operation, safety: 'creates' } as Operation).budget).toBeUndefined();
	});

	test('go on in the order in which they took their places', async () => {
		const run = runOf([1, 2, 3]);
		const [first, second, third] = [run.takePlace(), run.takePlace(), run.takePlace()];
		const gone: number[] = [];
		void first.turn.then(() => gone.push(0));
		void second.turn.then(() => gone.push(1));
		void third.turn.then(() => gone.push(2));
		await settle();
		expect(gone).toEqual([0]);
		second.leave();
		await settle();
		expect(gone).toEqual([0, 2]);
		first.leave();
		await settle();
		expect(gone).toEqual([0, 2, 1]);
	});

	test('are stopped for the first reason that anybody gave', () => {
		const run = runOf([1]);
		expect(run.stopped).toBeUndefined();
		run.stopWith({ message: 'first', description: '' });
		run.stopWith({ message: 'second', description: '' });
		expect(run.stopped?.message).toBe('first');
	});
});

describe('the run that an item belongs to', () => {
	const request = (more: UnitItemRequest = {}): UnitItemRequest => ({ executionId: 'join', ...more });

	test('is one for all its items, which are resolved once', () => {
		const [first, second] = [0, 1].map((itemIndex) => joinRun(callerOf([1, 2], request({ executionId: 'shared', itemIndex })), operation));
		expect(second).toBe(first);
	});

	test('is a new one on another try, which knows what went out and what is not to come', () => {
		const sixtyEach = { ...operation, countSends: () => 60 } as Operation;
		const join = () => joinRun(callerOf([1], request({ executionId: 'tries' })), sixtyEach);
		const [first, second] = [join(), join()];
		expect(second).not.toBe(first);
		expect(second.writeLog).toBe(first.writeLog);
		expect([first.budget?.excess, second.budget?.excess]).toEqual([undefined, undefined]);
	});

	test.each<[string, UnitItemRequest]>([
		['turn of a loop', { runIndex: 1 }],
		['node', { node: { id: 'other' } }],
		['name of the node', { node: { name: 'Other' } }],
		['execution', { executionId: 'join another' }],
	])('is another one in another %s', (_, other) => {
		const first = joinRun(callerOf([1, 2], request()), operation);
		const second = joinRun(callerOf([1, 2], request({ itemIndex: 1, ...other })), operation);
		expect(second).not.toBe(first);
		expect(second.writeLog).not.toBe(first.writeLog);
	});

	test('is another one in another workflow, one without an id included', () => {
		const named = (id: string | undefined, itemIndex: number) => {
			const caller = callerOf([1, 2, 3], request({ executionId: 'workflows', itemIndex }));
			caller.getWorkflow = () => ({ id: id as string, name: '', active: false });
			return joinRun(caller, operation);
		};
		expect(new Set([named('1', 0), named('2', 1), named(undefined, 2)]).size).toBe(3);
		expect(named('1', 1)).toBe(named('1', 2));
	});

	test('is another one for another operation', () => {
		const first = joinRun(callerOf([1, 2], request({ executionId: 'operations' })), operation);
		expect(joinRun(callerOf([1, 2], request({ executionId: 'operations', itemIndex: 1 })), { ...operation })).not.toBe(first);
	});

	test('is one of its own where n8n tells no execution', () => {
		const caller = callerOf([1, 2], { executionId: undefined });
		const [first, second] = [joinRun(caller, operation), joinRun(caller, operation)];
		expect(second).not.toBe(first);
		expect(second.writeLog).not.toBe(first.writeLog);
	});
});

test('the turn of a loop is asked of n8n', () => {
	expect(runIndexOf(callerOf([1], { runIndex: 3 }))).toBe(3);
});

describe('waiting for other items', () => {
	let clock: FakeClock;
	beforeEach(() => {
		clock = new FakeClock();
		jest.spyOn(systemClock, 'elapsed').mockImplementation(() => clock.elapsed());
		jest.spyOn(systemClock, 'sleep').mockImplementation(async (milliseconds) => await clock.sleep(milliseconds));
	});
	afterEach(() => jest.restoreAllMocks());

	test('takes no longer than until the item is started', async () => {
		const run = runOf([1, 2]);
		const waiting = run.progress.hasArrived(1);
		expect(run.progress.arrive(1)).toBe(true);
		expect(run.progress.arrive(1)).toBe(false);
		// No time passes.
		expect(await waiting).toBe(true);
		expect(await run.progress.hasArrived(1)).toBe(true);
		// Nor does anything go on waiting when all are here.
		run.progress.arrive(0);
		await clock.advance(250);
		expect(clock.asleep).toBe(0);
	});

	const batching = (batch: INodeParameters): INodeParameters => ({ batching: { batch } });

	test.each<[string, INodeParameters | undefined, number]>([
		['without batching', undefined, 2_000],
		['with batches that do not wait', batching({ batchSize: 1, batchInterval: 0 }), 2_000],
		['with batches that wait, beside the time of their wait', batching({ batchSize: 2, batchInterval: 1_000 }), 3_000],
		['with batches whose wait an expression gives', batching({ batchSize: 2, batchInterval: '={{ wait }}' }), 61_500],
		['with batches of the usual size', batching({ batchInterval: 1_000 }), 3_000],
		['with a batch size that makes no sense', batching({ batchSize: -1, batchInterval: 1_000 }), 3_000],
		['with a wait that makes no sense', batching({ batchSize: 1, batchInterval: -1_000 }), 2_000],
		['with a batch size that is everything', batching({ batchSize: 50 }), 2_000],
	])('is given up %s', async (_, requestOptions, milliseconds) => {
		const run = runOf([1, 2, 3, 4, 5], { node: { parameters: requestOptions === undefined ? {} : { requestOptions } } });
		let answer: boolean | undefined;
		void run.progress.hasArrived(1).then((hasArrived) => {
			answer = hasArrived;
		});
		await clock.advance(milliseconds - 1);
		expect(answer).toBeUndefined();
		await clock.advance(1);
		expect(answer).toBe(false);
	});

	test('goes on as long as other items are started', async () => {
		const run = runOf([1, 2, 3]);
		let answer: boolean | undefined;
		void run.progress.isComplete().then((isComplete) => {
			answer = isComplete;
		});
		for (const index of [0, 1]) {
			await clock.advance(1_900);
			run.progress.arrive(index);
		}
		await clock.advance(1_900);
		expect(answer).toBeUndefined();
		run.progress.arrive(2);
		await clock.advance(0);
		expect(answer).toBe(true);
	});

	test('is one wait, however many wait', async () => {
		const run = runOf([1, 2, 3]);
		for (const index of [0, 1, 2]) void run.progress.hasArrived(index);
		await settle();
		expect(clock.asleep).toBe(1);
	});

	test('is over for the whole run once the engine has given it up', async () => {
		const run = runOf([1, 2]);
		run.progress.arrive(0);
		const waiting = run.progress.mayBegin();
		await clock.advance(2_000);
		expect(await waiting).toBe(false);
		run.progress.arrive(1);
		expect([await run.progress.mayBegin(), await run.progress.isComplete()]).toEqual([false, true]);
	});
});

describe('errors of a run', () => {
	const failed = (itemIndex: number, message = 'No funds') => new NodeOperationError(unitItem().caller.getNode(), message, { description: `Add funds. [item ${itemIndex}]`, itemIndex });
	const writing = (amounts: unknown[], request?: UnitItemRequest) => new NodeRun(callerOf(amounts, request), { ...operation, safety: 'creates' } as Operation);

	test('tell what went out when the last item has ended: the first one all of it, the others how much', () => {
		const run = writing([1, 2, 3, 4]);
		const errors = [3, 1].map((index) => failed(index));
		run.fail(3, errors[0] as NodeOperationError);
		for (const index of [3, 2]) run.end(index);
		run.fail(1, errors[1] as NodeOperationError);
		run.end(1);
		run.writeLog.add({ itemIndex: 0, outcome: 'sent', trackingCode: 'code' });
		run.writeLog.add({ itemIndex: 2, outcome: 'unknown' });
		expect(errors.map(({ description }) => description)).toEqual(['Add funds. [item 3]', 'Add funds. [item 1]']);
		run.end(0);
		expect(errors.map(({ description }) => description)).toEqual([
			'Add funds. 1 change of this run was made. The outcome of 1 item is unknown. [item 3]',
			'Add funds. 1 change of this run was made: item 0 (tracking code code). Outcome unknown: item 2. [item 1]',
		]);
	});

	test('name the item that stopped the run, where they only say that they were stopped', () => {
		const run = writing([1, 2]);
		const [first, second] = [failed(0, 'the run was stopped after item 1'), failed(1)];
		run.stopWith({ message: 'the run was stopped after item 1', description: 'See the error of that item.', seeItem: 1 });
		run.fail(1, second);
		run.fail(0, first);
		for (const index of [0, 1]) run.end(index);
		expect([first.description, second.description]).toEqual(['Add funds. Item 1: No funds. No change of this run was made. [item 0]', 'Add funds. No change of this run was made. [item 1]']);
	});

	test('tell nothing of the kind where nothing is sent', () => {
		const run = new NodeRun(callerOf([1]), { ...operation, safety: 'reads' } as Operation);
		const error = failed(0);
		run.fail(0, error);
		run.end(0);
		expect(error.description).toBe('Add funds. [item 0]');
	});

	test('tell it at once in a call that is for itself', () => {
		const run = writing([1, 2], { executionId: undefined });
		const error = failed(0);
		run.fail(0, error);
		run.end(0);
		expect(error.description).toContain('No change of this run was made.');
	});
});
