import axios from 'axios';
import { isExcessive } from './excess';
import type { Pace } from './pace';

/** An answer as far as the probe looks at it. */
export interface Answer {
	status: number;
	/** By their names in lower case. */
	headers: Record<string, string>;
	/** The parsed body; undefined when it is no JSON. */
	body: unknown;
	/** Milliseconds by which the `Date` header is ahead of this machine; undefined without one. */
	clockAheadMs: number | undefined;
}

/** An answer, or why there is none. */
export type Reading = Answer | { missing: string };

/** Where an API is and how it is asked. */
export interface ReaderOptions {
	/** Origin, with the beginning of all paths where there is one. */
	baseUrl: string;
	/** The whole header. It goes to that address and nowhere else. */
	authorization: string;
	pace: Pace;
	/** Called for each request that goes out. */
	onRequest?: () => void;
	/** Requests in all, whatever happens. */
	mostRequests?: number;
	/** Until an answer has to be there as a whole. */
	deadlineMs?: number;
}

const DEADLINE_MS = 10_000;
/** Nobody waits for a server that is silent twice in a row. */
const MOST_UNANSWERED = 2;
const LARGEST_BYTES = 8_000_000;

/** Reads from one API. Nothing else in the probe makes requests. */
export class Reader {
	/** Requests that went out. */
	asked = 0;

	/** Answers that came. */
	readonly answers: Answer[] = [];

	/** Requests that got no answer. */
	unanswered = 0;

	private unansweredInARow = 0;

	/** Why no more is asked; undefined while it is. */
	stopped: string | undefined;

	/** The 429 that ended the questions. */
	tooMany: Answer | undefined;

	constructor(private readonly options: ReaderOptions) {}

	/**
	 * Asks with GET, and can't ask otherwise. A redirect is an answer like any other, never followed; no proxy of the
	 * environment is used, because the token would be seen there.
	 *
	 * @param path as sent, its parts encoded
	 * @param isAboutSize tells a 429 to this one request that is about the size of its answer, not about the pace
	 */
	async get(path: string, query: Record<string, string | number | boolean> = {}, headers: Record<string, string> = {}, isAboutSize: (answer: Answer) => boolean = () => false): Promise<Reading> {
		const { baseUrl, authorization, pace, mostRequests = 40, deadlineMs = DEADLINE_MS } = this.options;
		if (this.stopped !== undefined) return { missing: this.stopped };
		if (this.asked >= mostRequests) return { missing: `more than ${mostRequests} requests are never made` };
		const url = addressOf(baseUrl, path, query);
		if (url === undefined) return { missing: 'an id would have led to another address' };
		await pace.turn();
		this.asked += 1;
		this.options.onRequest?.();
		const sentAt = Date.now();
		try {
			const { status, data, headers: answered } = await axios.request<string>({
				method: 'GET',
				url,
				headers: { Accept: 'application/json', ...headers, Authorization: authorization },
				maxRedirects: 0,
				proxy: false,
				timeout: deadlineMs,
				signal: AbortSignal.timeout(deadlineMs),
				maxContentLength: LARGEST_BYTES,
				responseType: 'text',
				transformResponse: (text: string) => text,
				validateStatus: () => true,
			});
			const told = Object.fromEntries(Object.entries(answered).map(([name, value]) => [name.toLowerCase(), String(value)]));
			const body = parse(data);
			const answer: Answer = { status, headers: told, body, clockAheadMs: aheadOf(told.date, (sentAt + Date.now()) / 2) };
			this.answers.push(answer);
			this.unansweredInARow = 0;
			if (status === 429 && !isAboutSize(answer)) {
				this.tooMany = answer;
				this.stopped = 'too many requests (429): nothing more was asked';
			}
			if (status === 401) this.stopped = 'the token was refused (401): nothing more was asked';
			// Its status and headers count; what it holds breaks off in whatever looks at it.
			return isExcessive(body) ? { missing: 'an answer with too many records, or too many in one another, was not looked at' } : answer;
		} catch (error) {
			if (isTooLarge(error)) return { missing: `an answer of more than ${LARGEST_BYTES / 1_000_000} MB was not read` };
			this.unanswered += 1;
			this.unansweredInARow += 1;
			if (this.unansweredInARow >= MOST_UNANSWERED) this.stopped = `${MOST_UNANSWERED} requests in a row got no answer: nothing more was asked`;
			return { missing: whyMissing(error, deadlineMs) };
		}
	}
}

/** The whole address; undefined when it would leave the API, whatever the path is made of. */
function addressOf(baseUrl: string, path: string, query: Record<string, string | number | boolean>): string | undefined {
	const url = new URL(`${baseUrl}${path}`);
	for (const [name, value] of Object.entries(query)) url.searchParams.set(name, String(value));
	return url.href.startsWith(`${baseUrl}/`) ? url.href : undefined;
}

function parse(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
}

function aheadOf(date: string | undefined, now: number): number | undefined {
	const told = Date.parse(date ?? '');
	return Number.isNaN(told) ? undefined : told - now;
}

/** By the code alone: texts of errors name hosts. */
function whyMissing(error: unknown, deadlineMs: number): string {
	if (!axios.isAxiosError(error)) return 'no answer';
	if (error.code === 'ERR_CANCELED' || error.code === 'ECONNABORTED') return `no answer within ${deadlineMs / 1000} seconds`;
	return `no answer (${error.code ?? 'no code'})`;
}

function isTooLarge(error: unknown): boolean {
	return axios.isAxiosError(error) && error.message.startsWith('maxContentLength');
}

/** Whether a reading is an answer. */
export function isAnswer(reading: Reading): reading is Answer {
	return 'status' in reading;
}
