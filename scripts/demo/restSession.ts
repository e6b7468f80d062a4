import { randomUUID } from 'crypto';
import { PlainFailure, textOf } from './failure';
import { isRecord } from './json';

/** Requests to n8n's REST interface with the cookie and the browser id that belong together. */
export class RestSession {
	private readonly browserId = randomUUID();

	private cookie = '';

	constructor(private readonly url: string) {}

	async get(path: string): Promise<Record<string, unknown>> {
		return await this.send('GET', path);
	}

	async post(path: string, body: unknown): Promise<Record<string, unknown>> {
		return await this.send('POST', path, body);
	}

	async patch(path: string, body: unknown): Promise<Record<string, unknown>> {
		return await this.send('PATCH', path, body);
	}

	/** Gives what stands under `data` in the answer. */
	private async send(method: string, path: string, body?: unknown): Promise<Record<string, unknown>> {
		const answer = await fetch(`${this.url}/rest${path}`, {
			method,
			headers: { 'content-type': 'application/json', 'browser-id': this.browserId, cookie: this.cookie },
			body: body === undefined ? undefined : JSON.stringify(body),
		}).catch((error: unknown) => {
			throw new PlainFailure(`n8n does not answer (${method} ${path}): ${textOf(error)}`);
		});
		this.keepCookie(answer);
		const text = await answer.text();
		if (!answer.ok) throw new PlainFailure(`n8n refused ${method} ${path} with ${answer.status}: ${text.slice(0, 500)}`);
		return dataOf(text);
	}

	private keepCookie(answer: Response): void {
		const session = answer.headers.getSetCookie().find((cookie) => cookie.startsWith('n8n-auth='));
		if (session !== undefined) this.cookie = session.split(';')[0] ?? '';
	}
}

function dataOf(text: string): Record<string, unknown> {
	const answer: unknown = JSON.parse(text);
	const data = isRecord(answer) && 'data' in answer ? answer.data : answer;
	return isRecord(data) ? data : {};
}
