import type { IDataObject, IWebhookFunctions } from 'n8n-workflow';
import { MOST_REMEMBERED, remember, standingOf } from '../../nodes/SendosoWebhook/deliveries';

/** As much of n8n's context as the memory uses; each delivery has an answer of its own. */
function context(staticData: IDataObject, id: string, warnings: string[] = []) {
	const response = { statusCode: 200, writableEnded: true };
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

test('it stays small, and says once when that makes it forget too early', async () => {
	const [data, warnings, now] = [{} as IDataObject, [] as string[], Date.now()];
	const { parts } = context(data, 'small', warnings);
	// All but the last few, at once.
	const names = Array.from({ length: MOST_REMEMBERED }, (_, number) => [`${'x'.repeat(8)}${String(number).padStart(4, '0')}`, now - 60_000 + number] as const);
	Object.assign(data, { seen: Object.fromEntries(names), newest: Object.fromEntries(names) });
	for (let number = 0; number < 5; number++) {
		const standing = context(data, 'small', warnings);
		Object.assign(standing.response, { writableEnded: false });
		const remembered = remember(standing.parts, delivery(number), now);
		Object.assign(standing.response, { writableEnded: true });
		await remembered;
	}
	expect([Object.keys(data.seen as object).length, Object.keys(data.newest as object).length]).toEqual([MOST_REMEMBERED, MOST_REMEMBERED]);
	expect(Object.keys(data.seen as object)).not.toContain(names[0]?.[0]);
	expect(standingOf(parts, delivery(4), now).repeat).toBe(true);
	expect(warnings).toEqual([expect.stringContaining('no longer recognized as a repeat')]);
	expect(JSON.stringify(data).length).toBeLessThan(140_000);
});

test.each([
	['an answer with 2xx counts', 200, true],
	['another answer does not', 500, false],
])('in this process %s', async (_name, status, isKnown) => {
	const id = `answers ${status}`;
	const { parts, response } = context({}, id);
	response.writableEnded = false;
	const remembered = remember(parts, delivery(1), Date.now());
	// Nothing counts before n8n has answered, whether anybody is there to hear it or not.
	expect(standingOf(context({}, id).parts, delivery(1), Date.now()).repeat).toBe(false);
	Object.assign(response, { statusCode: status, writableEnded: true });
	await remembered;
	// The next request reads static data that another one overwrote.
	expect(standingOf(context({}, id).parts, delivery(1), Date.now()).repeat).toBe(isKnown);
});

test('other nodes do not matter', async () => {
	const { parts } = context({}, 'one workflow');
	await remember(parts, delivery(1), Date.now());
	expect(standingOf(context({}, 'another workflow').parts, delivery(1), Date.now())).toEqual({ repeat: false, outOfOrder: false });
});

test('what is older than two days is no repeat, also before it is forgotten', async () => {
	const data: IDataObject = {};
	const now = Date.now();
	await remember(context(data, 'old').parts, delivery(1), now - 49 * 3_600_000);
	expect(standingOf(context(data, 'old').parts, delivery(1), now).repeat).toBe(false);
	expect(standingOf(context(data, 'old').parts, delivery(1), now - 2 * 3_600_000).repeat).toBe(true);
});
