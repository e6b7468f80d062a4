import type { IContextObject } from 'n8n-workflow';
import { type SendBudget, sendBudgetOf } from '../../../nodes/shared/execution/sendBudget';
import { WriteLog } from '../../../nodes/shared/execution/writeLog';
import type { Operation, Parameters } from '../../../nodes/shared/operations/operation';
import { unitItem, type UnitItemRequest } from '../../support/unitItem';

let executions = 0;

/** An execution with a maximum of three sends, unless its items say otherwise. */
function execution(given: UnitItemRequest = {}) {
	const request: UnitItemRequest = { executionId: `budget ${++executions}`, ...given };
	const operation = unitItem({ operation: { safety: 'spends', countSends: ({ sends }: Parameters) => Number(sends ?? 1) } as Partial<Operation> }).operation as Extract<Operation, { safety: 'spends' }>;
	return {
		/** A run, or another try of one, whose items ask for that many sends each. */
		run(sends: Array<number | Parameters>, log = new WriteLog(), earlier?: SendBudget): { budget: SendBudget; log: WriteLog; end(itemIndex: number, sent?: number): void } {
			const items = sends.map((entry, index) => [index, typeof entry === 'number' ? { sends: entry, options: { maximumSends: 3 } } : entry] as const);
			const budget = sendBudgetOf(unitItem(request).caller, operation, new Map(items), log, earlier);
			const end = (itemIndex: number, sent = 0) => {
				for (let index = 0; index < sent; index++) log.add({ itemIndex, outcome: 'sent' });
				budget.close(itemIndex);
			};
			return { budget, log, end };
		},
	};
}

const agent: UnitItemRequest = { node: { type: 'n8n-nodes-sendoso.sendosoTool' } };
const untold: UnitItemRequest = { executionId: undefined };

describe('a run', () => {
	test.each([
		[[1, 1, 1], undefined],
		[[3], undefined],
		[[1, 1, 1, 1], "this run would make 4 sends, more than the 3 that 'Maximum Sends' allows"],
		[[4], "this run would make 4 sends, more than the 3 that 'Maximum Sends' allows"],
	])('with items for %j sends is let in as a whole or not at all', (sends, message) => {
		const { budget } = execution().run(sends);
		expect(budget.excess?.message).toBe(message);
		if (message !== undefined) expect(budget.excess?.description).toContain("Raise 'Maximum Sends'");
		// No item is asked again.
		expect(budget.enter(0)).toBeUndefined();
		expect(budget.warning).toBeUndefined();
	});

	test('goes by the smallest maximum that one of its items names', () => {
		const limit = (maximumSends: number) => ({ options: { maximumSends } });
		expect(execution().run([limit(5), limit(1), limit(9)]).budget.excess?.message).toContain('more than the 1 that');
	});

	test.each([100, 101])('has a maximum of a hundred where none is set: %i', (count) => {
		expect(execution().run(Array.from({ length: count }, () => ({}))).budget.excess === undefined).toBe(count === 100);
	});
});

describe('the runs of a node in one execution', () => {
	test('share the maximum: what was sent counts, and what may still be', () => {
		const { run } = execution();
		const first = run([1, 1]);
		expect(run([1, 1]).budget.excess?.message).toBe("this run would make 2 sends after 2 of this node in the same execution, more than the 3 that 'Maximum Sends' allows");
		first.end(0, 1);
		expect(run([1, 1]).budget.excess?.message).toContain('after 2 of this node');
		first.end(1, 1);
		expect(run([2]).budget.excess?.message).toContain('after 2 of this node');
		expect(run([1]).budget.excess).toBeUndefined();
		expect(run([1]).budget.excess?.message).toContain('this run would make 1 send after 3 of');
	});

	test('an item that came to nothing makes room, once', () => {
		const { run } = execution();
		const first = run([1, 2]);
		first.end(0);
		first.end(0);
		expect(run([2]).budget.excess).toBeDefined();
		expect(run([1]).budget.excess).toBeUndefined();
	});

	test('a run that was not let in takes no room', () => {
		const { run } = execution();
		expect(run([4]).budget.excess).toBeDefined();
		expect(run([3]).budget.excess).toBeUndefined();
	});

	test('an outcome that nobody knows counts as sent', () => {
		const { run } = execution();
		const { log, end } = run([1]);
		log.add({ itemIndex: 0, outcome: 'unknown', sends: 3 });
		end(0);
		expect(run([1]).budget.excess?.message).toContain('after 3 of');
	});

	test.each<[string, UnitItemRequest]>([
		['another node', { node: { id: 'other' } }],
		['a node of another name', { node: { name: 'Other' } }],
		['another execution', { executionId: 'budget of another' }],
	])('%s has a maximum of its own', (_, other) => {
		const id = `budget ${++executions}`;
		expect(execution({ executionId: id }).run([3]).budget.excess).toBeUndefined();
		expect(execution({ executionId: id, ...other }).run([3]).budget.excess).toBeUndefined();
	});
});

describe('another try of a run', () => {
	test('asks again for what was sent, which is found and counts once', () => {
		const { run } = execution();
		const first = run([1, 1, 1]);
		first.end(0, 1);
		first.end(1);
		// The third item never came.
		const second = run([1, 1, 1], first.log, first.budget);
		expect(second.budget.excess).toBeUndefined();
		second.end(0);
		second.end(1, 1);
		second.end(2, 1);
		expect(run([1]).budget.excess?.message).toContain('after 3 of');
	});
});

describe('dry runs', () => {
	const rehearsed = { options: { dryRun: true, maximumSends: 3 } };

	test('take no room, and are warned when the real run would be too large', () => {
		const { run } = execution();
		expect(run([rehearsed, rehearsed, rehearsed]).budget).toMatchObject({ excess: undefined, warning: undefined });
		expect(run([rehearsed, rehearsed, { ...rehearsed, sends: 2 }]).budget).toMatchObject({ excess: undefined, warning: "A real run would make 4 sends, more than the 3 that 'Maximum Sends' allows." });
		expect(run([1, 1, 1]).budget.excess).toBeUndefined();
	});

	test('count what others sent and may still send', () => {
		const { run } = execution();
		const first = run([1, 1]);
		first.end(0, 1);
		expect(run([rehearsed]).budget.warning).toBeUndefined();
		expect(run([rehearsed, rehearsed]).budget.warning).toContain('2 sends after 2 of this node in the same execution');
	});
});

describe('an agent', () => {
	test('is let in item by item, five times unless it is told otherwise', () => {
		const { run } = execution(agent);
		const { budget } = run([{}, {}, {}, {}, {}, {}]);
		expect(budget.excess).toBeUndefined();
		for (let item = 0; item < 5; item++) expect(budget.enter(item)).toBeUndefined();
		expect(budget.enter(5)?.message).toBe("this run would make 1 send after 5 of this node in the same execution, more than the 5 that 'Maximum Sends' allows");
	});

	test('counts what its calls sent, also in tries before', () => {
		const { run } = execution(agent);
		const first = run([1]);
		expect(first.budget.enter(0)).toBeUndefined();
		// Its place is kept while the call goes on.
		const second = run([2], first.log, first.budget);
		expect(run([3]).budget.enter(0)?.message).toContain('after 1 of');
		first.end(0, 1);
		expect(second.budget.enter(0)).toBeUndefined();
		second.end(0, 2);
		expect(run([1]).budget.enter(0)?.message).toContain('after 3 of');
	});

	test('is not counted for a dry run', () => {
		const { budget } = execution(agent).run([{ options: { dryRun: true, maximumSends: 1 } }, { options: { maximumSends: 1 } }]);
		expect([budget.enter(0), budget.enter(1)]).toEqual([undefined, undefined]);
	});
});

test('a call of which n8n tells no execution stands for itself, and is let in item by item', () => {
	const { run } = execution(untold);
	const first = run([4]);
	expect(first.budget.excess).toBeUndefined();
	expect(first.budget.enter(0)?.message).toContain('this run would make 4 sends, more than the 3');
	for (let call = 0; call < 2; call++) expect(run([3]).budget.enter(0)).toBeUndefined();
	expect(run([{ sends: 6 }]).budget.enter(0)?.message).toContain('more than the 5 that');
});

describe('the number of sends that n8n keeps with the execution', () => {
	/** The same execution after a Wait node: its memory is another one, and it knows what n8n kept. */
	const resumed = (nodeContext: IContextObject, executionId: string) => execution({ nodeContext, executionId, signal: new AbortController().signal });

	test('counts when it goes on after a Wait node, and not in a retry of it', () => {
		const nodeContext: IContextObject = {};
		const first = resumed(nodeContext, 'waiting').run([1, 1]);
		first.end(0);
		expect(nodeContext).toEqual({});
		first.end(0, 1);
		first.end(1, 1);
		expect(resumed(nodeContext, 'waiting').run([2]).budget.excess?.message).toContain('after 2 of');
		expect(resumed(nodeContext, 'waiting').run([1]).budget.excess).toBeUndefined();
		expect(resumed(nodeContext, 'retry').run([3]).budget.excess).toBeUndefined();
	});

	test.each([undefined, 'text', { executionId: 'waiting' }, { executionId: 'waiting', started: 'many' }, { started: 3 }])('is none where nobody can read it: %j', (sendosoSends) => {
		expect(resumed({ sendosoSends } as unknown as IContextObject, 'waiting').run([3]).budget.excess).toBeUndefined();
	});

	test('is not kept where n8n names no execution, or has no data of it', () => {
		const nodeContext: IContextObject = {};
		const { signal } = new AbortController();
		for (const request of [{ executionId: undefined, signal, nodeContext }, { executionId: '', nodeContext }, { signal }]) {
			const { end, budget } = execution(request).run([1]);
			expect(budget.enter(0)).toBeUndefined();
			end(0, 1);
		}
		expect(nodeContext).toEqual({});
	});

	test('belongs to the execution that it names, also where that is none', () => {
		const nodeContext = { sendosoSends: { started: 3 } } as unknown as IContextObject;
		expect(execution({ executionId: undefined, signal: new AbortController().signal, nodeContext }).run([3]).budget.excess).toBeUndefined();
	});
});
