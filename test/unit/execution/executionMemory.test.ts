import { canTellExecutionsApart, executionMark, memoryOf, oncePerExecution } from '../../../nodes/shared/execution/executionMemory';
import { unitItem, type UnitItemRequest } from '../../support/unitItem';

const QUARTER_OF_AN_HOUR = 900_000;

const callOf = (request: UnitItemRequest) => unitItem(request).caller;

beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());

test.each<[string, UnitItemRequest, boolean]>([
	['by its signal', { executionId: undefined, signal: new AbortController().signal }, true],
	['by its id', { executionId: '1' }, true],
	['by both', { executionId: '1', signal: new AbortController().signal }, true],
	['not where n8n names none', { executionId: undefined }, false],
	['not by an empty id', { executionId: '' }, false],
	['not by the id that n8n gives where it knows none', { executionId: '__UNKNOWN__' }, false],
])('an execution is told from others %s', (_, request, isTold) => {
	expect(canTellExecutionsApart(callOf(request))).toBe(isTold);
	// Two tries of it meet in one memory; strangers never do.
	expect(memoryOf(callOf(request)) === memoryOf(callOf(request))).toBe(isTold);
});

test('executions have memories of their own', () => {
	const { signal } = new AbortController();
	const memories = [{ executionId: 'own 1' }, { executionId: 'own 2' }, { signal }, { signal: new AbortController().signal }].map((request) => memoryOf(callOf(request)));
	expect(new Set(memories).size).toBe(4);
	expect(memoryOf(callOf({ signal }))).toBe(memories[2]);
});

test('one call of which n8n tells no execution remembers as long as it lasts', () => {
	const call = callOf({ executionId: undefined });
	expect(memoryOf(call)).toBe(memoryOf(call));
});

test('a memory without a signal outlives its last use by fifteen minutes, and no longer', () => {
	const use = (id: string) => memoryOf(callOf({ executionId: id }));
	const [kept, rested] = [use('kept'), use('rested')];
	jest.advanceTimersByTime(QUARTER_OF_AN_HOUR - 1);
	expect(use('kept')).toBe(kept);
	jest.advanceTimersByTime(1);
	use('another');
	expect(use('rested')).toBe(rested);
	jest.advanceTimersByTime(QUARTER_OF_AN_HOUR - 1);
	expect(use('kept')).toBe(kept);
	jest.advanceTimersByTime(2);
	use('another');
	expect(use('rested')).not.toBe(rested);
	expect(use('kept')).toBe(kept);
});

test('what is made for an execution is made once, nothing included', () => {
	const make = jest.fn((): string | undefined => undefined);
	for (let turn = 0; turn < 2; turn++) expect(oncePerExecution(callOf({ executionId: 'once' }), 'name', make)).toBeUndefined();
	expect(make).toHaveBeenCalledTimes(1);
	const value = {};
	expect(oncePerExecution(callOf({ executionId: 'once' }), 'other', () => value)).toBe(value);
	expect(oncePerExecution(callOf({ executionId: 'once' }), 'other', () => ({}))).toBe(value);
});

test('a mark stands for one execution, and holds nothing of it', () => {
	const mark = executionMark(callOf({ executionId: 'marked' }));
	expect(mark).toEqual({});
	expect(executionMark(callOf({ executionId: 'marked' }))).toBe(mark);
	expect(executionMark(callOf({ executionId: 'other' }))).not.toBe(mark);
});
