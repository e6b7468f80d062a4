/* eslint-disable @n8n/community-nodes/no-restricted-globals -- tests run on a desk, never inside n8n */
import axios from 'axios';
import type { AxiosInstance } from 'axios';
import { startSandbox } from '../../sandbox';
import type { Sandbox, SandboxOptions } from '../../sandbox';

const running: Sandbox[] = [];

/** Starts a server that `stopAll` ends; answers are checked against the contract. */
export async function start(options: SandboxOptions = {}): Promise<Sandbox> {
	const sandbox = await startSandbox({ seed: 'empty', throttle: false, validateResponses: true, ...options });
	running.push(sandbox);
	return sandbox;
}

/** Ends every server that was started. */
export async function stopAll(): Promise<void> {
	await Promise.all(running.splice(0).map((sandbox) => sandbox.stop()));
}

/** A client with a token; any status is an answer. */
export function connect(sandbox: Sandbox, scope?: string, clientId?: string): AxiosInstance {
	return connectWith(sandbox, sandbox.control.issueToken({ scope, clientId }).access_token);
}

/** A client with this token. */
export function connectWith(sandbox: Sandbox, accessToken?: string): AxiosInstance {
	return axios.create({
		baseURL: sandbox.url,
		validateStatus: () => true,
		maxRedirects: 0,
		headers: accessToken === undefined ? {} : { Authorization: `Bearer ${accessToken}` },
	});
}

/** The body of an eGift send. */
export function egiftBody(touchId: number, email = 'joao.silva@example.com'): object {
	return { send: { touch_id: touchId, email, via: 'single_email_address', via_from: 'n8n' } };
}

/** The body of an object sent to a known address. */
export function physicalBody(touchId: number, changes: object = {}): object {
	const address = { address: '118 Harbour Lane', city: 'Portland', state: 'OR', zip: '97201', country: 'USA' };
	const person = { name: 'Priya Raman', email: 'priya.raman@example.net' };
	return {
		send: { touch_id: touchId, ...person, ...address, confirm_address: false, via: 'single_person_or_company', via_from: 'n8n', ...changes },
	};
}

/** The body of a send whose address is asked for. */
export function collectionBody(touchId: number, addressConfirmationVia: 'email' | 'link'): object {
	return {
		send: {
			touch_id: touchId,
			name: 'Priya Raman',
			email: 'priya.raman@example.net',
			no_address: true,
			confirm_address: true,
			address_confirmation_via: addressConfirmationVia,
			resume_with_unconfirmed_address: false,
			expire_after_days: 4,
			hide_product_info: false,
			via: 'single_person_or_company',
			via_from: 'n8n',
		},
	};
}

/** Waits until something is true, at most two seconds. */
export async function until(isTrue: () => boolean): Promise<void> {
	const deadline = Date.now() + 2000;
	while (!isTrue()) {
		if (Date.now() > deadline) throw new Error('It did not become true in time');
		await new Promise((resolve) => setImmediate(resolve));
	}
}
