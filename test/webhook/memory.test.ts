/* eslint-disable @n8n/community-nodes/no-restricted-imports -- tests run on a desk, never inside n8n */
import { EventEmitter } from 'node:events';
import type { IDataObject, IWebhookFunctions } from 'n8n-workflow';
import { MOST_REMEMBERED, remember, standingOf } from '../../nodes/SendosoWebhook/deliveries';

/** As much of n8n's context as the memory uses; each delivery has an answer of its own. */
function context(staticData: IDataObject, id: string, warnings: string[] = []) {
	const response = Object.assign(new EventEmitter(), { statusCode: 200 });
	const parts = {
		getWorkflowStaticData: () => staticData,
		getResponseObject: () => response,
		getWorkflow: () => ({ id }),
		getNode: () => ({ id: 'node', name: 'Webhook' }),
		logger: { warn: (text: string) => void warnings.push(text) },
	};
	return { parts: parts as unknown as IWebhookFunctions, response };
}

const delivery = (number: number) => ({ id: `msg_${number}`, sendGid: `gid-${number}`, changedAt: number });

test('it stays small, and says once when that makes it forget too early', () => {
	const [data, warnings, now] = [{} as IDataObject, [] as string[], Date.now()];
	const { parts } = context(data, 'small', warnings);
	// All but the last few, at once.
	const names = Array.from({ length: MOST_REMEMBERED }, (_, number) => [`${'x'.repeat(8)}${String(number).padStart(4, '0')}`, now - 60_000 + number] as const);
	Object.assign(data, { seen: Object.fromEntries(names), newest: Object.fromEntries(names) });
	for (let number = 0; number < 5; number++) remember(parts, delivery(number), now);
	expect([Object.keys(data.seen as object).length, Object.keys(data.newest as object).length]).toEqual([MOST_REMEMBERED, MOST_REMEMBERED]);
	expect(Object.keys(data.seen as object)).not.toContain(names[0]?.[0]);
	expect(standingOf(parts, delivery(4)).repeat).toBe(true);
	expect(warnings).toEqual([expect.stringContaining('no longer recognized as a repeat')]);
	expect(JSON.stringify(data).length).toBeLessThan(350_000);
});

test.each([
	['an answer with 2xx counts', 200, true, true],
	['another answer does not', 500, true, false],
	['an answer that never left does not', 200, false, false],
])('in this process %s', (_name, status, isAnswered, isKnown) => {
	const id = `answers ${status} ${String(isAnswered)}`;
	const { parts, response } = context({}, id);
	remember(parts, delivery(1), Date.now());
	response.statusCode = status;
	if (isAnswered) response.emit('finish');
	// The next request reads static data that another one overwrote.
	expect(standingOf(context({}, id).parts, delivery(1)).repeat).toBe(isKnown);
});

test('other nodes do not matter', () => {
	const { parts, response } = context({}, 'one workflow');
	remember(parts, delivery(1), Date.now());
	response.emit('finish');
	expect(standingOf(context({}, 'another workflow').parts, delivery(1))).toEqual({ repeat: false, outOfOrder: false });
});
