import type { INodeParameters } from 'n8n-workflow';
import type { RequestEntry } from '../../sandbox';
import { startNode, type NodeRunResult, type StoredCredential } from '../support/engine';
import type { Ground } from './grounds';
import type { ExecutionPlan } from './types';

/** Total time that the node waits for an answer, in milliseconds, where an answer never comes. */
const SHORT_TIMEOUT_MS = 1_000;

/** One execution that took place. */
export interface Executed {
	plan: ExecutionPlan;
	ground: Ground;
	touchId: number;
	/** Undefined when it was cancelled. */
	result: NodeRunResult | undefined;
	/** Everything that n8n would store of it. */
	stored: string;
}

/** What an item writes into the send as the name of the calling application, so that the server's record names the item. */
export function markerOf({ id }: ExecutionPlan, row: number): string {
	return `${id}.${row}`;
}

/** Runs the node in n8n's real engine as planned, with the faults of its items. */
export async function execute(ground: Ground, credential: StoredCredential, touchId: number, plan: ExecutionPlan): Promise<Executed> {
	const { control } = ground.sandbox;
	const faults = plan.rows.flatMap(({ fault }, row) => {
		if (fault === undefined) return [];
		const match = { method: 'POST', path: '/api/v3/send*', bodyIncludes: `"${markerOf(plan, row)}"` };
		return [control.fault({ match, action: fault.action, times: fault.times })];
	});
	const started = startNode({
		credential,
		parameters: parametersOf(plan, touchId),
		items: plan.rows.map(({ emails }, row) => ({ email: emails[0], emails: emails.join(', '), marker: markerOf(plan, row) })),
		settings: { onError: plan.onError, ...(plan.retryOnFail ? { retryOnFail: true, maxTries: 3, waitBetweenTries: 1 } : {}) },
		mode: plan.mode,
		...(plan.asTool ? { type: 'n8n-nodes-sendoso.sendosoTool' } : {}),
	});
	let wasCancelled = false;
	const stopListening = onRequestsOf(ground, plan, plan.cancelAfter, () => {
		wasCancelled = true;
		started.cancel();
	});
	const [ended] = await Promise.allSettled([started.finished]);
	stopListening();
	for (const fault of faults) control.faults.remove(fault);
	if (ended.status === 'rejected') return { plan, ground, touchId, result: undefined, stored: String(ended.reason) };
	const result = ended.value;
	return { plan, ground, touchId, result: wasCancelled ? undefined : result, stored: result.stored };
}

/** Calls back when the given number of sends of an execution has arrived. */
function onRequestsOf({ sandbox }: Ground, { id }: ExecutionPlan, count: number | undefined, callBack: () => void): () => void {
	let seen = 0;
	return sandbox.control.on('request', (entry: RequestEntry) => {
		if (entry.method !== 'POST' || !JSON.stringify(entry.body).includes(`"${id}.`)) return;
		seen += 1;
		if (seen === count) callBack();
	});
}

function parametersOf(plan: ExecutionPlan, touchId: number): INodeParameters {
	const { operation, duplicateCheck, findSend, rows } = plan;
	const needsTimeout = rows.some(({ fault }) => fault?.needsTimeout === true);
	const common: INodeParameters = {
		resource: 'send',
		operation,
		touchId: { __rl: true, mode: 'id', value: String(touchId) },
		additionalFields: { viaFrom: '={{ $json.marker }}' },
		duplicateCheck,
		...(operation === 'createEgiftLinks' ? {} : { findSend }),
		options: {},
		requestOptions: needsTimeout ? { timeout: SHORT_TIMEOUT_MS } : {},
	};
	if (operation === 'createEgiftLinks') return { ...common, recipientEmails: '={{ $json.emails }}' };
	const person = { ...common, recipientEmail: '={{ $json.email }}', recipientName: 'Sample Recipient' };
	if (operation === 'createEgift') return person;
	if (operation === 'createWithAddressCollection') return { ...person, addressConfirmationVia: 'email', expireAfterDays: 5 };
	return { ...person, address: '1 Main Street', city: 'Springfield', state: 'IL', zip: '01234', country: 'US' };
}
