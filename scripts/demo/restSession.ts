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

	/** The same as `get`, and `undefined` where this version of n8n has nothing at the path. */
	async getIfThere(path: string): Promise<Record<string, unknown> | undefined> {
		const { status, text } = await this.ask('GET', `/rest${path}`);
		return status === 404 ? undefined : dataOf(this.requireOk('GET', path, status, text));
	}

	/** A file that n8n serves beside its REST interface, such as `/types/nodes.json`. */
	async getFile(path: string): Promise<unknown> {
		const { status, text } = await this.ask('GET', path);
		return JSON.parse(this.requireOk('GET', path, status, text));
	}

	/** Posts to something that n8n serves beside its REST interface, such as a chat. */
	async postTo(path: string, body: unknown): Promise<Record<string, unknown>> {
		const { status, text } = await this.ask('POST', path, body);
		return dataOf(this.requireOk('POST', path, status, text));
	}

	async delete(path: string): Promise<Record<string, unknown>> {
		return await this.send('DELETE', path);
	}

	/** Gives what stands under `data` in the answer. */
	private async send(method: string, path: string, body?: unknown): Promise<Record<string, unknown>> {
		const { status, text } = await this.ask(method, `/rest${path}`, body);
		return dataOf(this.requireOk(method, path, status, text));
	}

	private requireOk(method: string, path: string, status: number, text: string): string {
		if (status >= 200 && status < 300) return text;
		throw new PlainFailure(`n8n refused ${method} ${path} with ${status}: ${text.slice(0, 500)}`);
	}

	private async ask(method: string, path: string, body?: unknown): Promise<{ status: number; text: string }> {
		const answer = await fetch(`${this.url}${path}`, {
			method,
			headers: { 'content-type': 'application/json', 'browser-id': this.browserId, cookie: this.cookie },
			body: body === undefined ? undefined : JSON.stringify(body),
		}).catch((error: unknown) => {
			throw new PlainFailure(`n8n does not answer (${method} ${path}): ${textOf(error)}`);
		});
		this.keepCookie(answer);
		return { status: answer.status, text: await answer.text() };
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
