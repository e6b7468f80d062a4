import type { INodeParameters } from 'n8n-workflow';
import type { Sandbox } from '../../sandbox';

/** An eGift campaign of the stand-in server that can be sent from today. */
export function egiftTouch(sandbox: Pick<Sandbox, 'control'>) {
	const now = sandbox.control.clock.now();
	const touch = sandbox.control.touches
		.list()
		.find(({ delivery_type: type, start_date: start, end_date: end, status }) =>
			type === 'email' && status === 'Active' && Date.parse(start) < now && (end === null || Date.parse(end) > now),
		);
	if (touch === undefined) throw new Error('The stand-in server has no eGift campaign to send from');
	return touch;
}

/** Parameters of `send.createEgift` that send to the item's `email`. */
export function egiftParameters(touchId: unknown, more: INodeParameters = {}): INodeParameters {
	return {
		resource: 'send',
		operation: 'createEgift',
		touchId: { __rl: true, mode: 'id', value: String(touchId) },
		recipientEmail: '={{ $json.email }}',
		...more,
	};
}

let crowds = 0;

/** Input items with addresses that no other call gives: this process remembers what it sent. */
export function people(count: number) {
	const crowd = ++crowds;
	return Array.from({ length: count }, (_, index) => ({ email: `person${index}@crowd${crowd}.example.com` }));
}

/** POSTs that the stand-in server received. */
export function posts(sandbox: Pick<Sandbox, 'control'>) {
	return sandbox.control.requests().filter(({ method, path }) => method === 'POST' && path.startsWith('/api/'));
}

/** Lets nobody read the list of sends once the first send went out, so that a lost answer stays unknown. Returns its end. */
export function hideListAfterSend({ control }: Pick<Sandbox, 'control'>): () => void {
	let fault: number | undefined;
	const stop = control.on('request', ({ method }) => {
		if (method === 'POST') fault ??= control.fault({ match: { method: 'GET', path: '/api/v3/send' }, times: 'always', action: { kind: 'status', status: 403, body: { message: 'Not for you' } } });
	});
	return () => {
		stop();
		if (fault !== undefined) control.faults.remove(fault);
	};
}
