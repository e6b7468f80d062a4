import type { IDataObject, IPollFunctions } from 'n8n-workflow';
import { openConnection } from '../../Sendoso/connection';
import { readPageBody } from '../../Sendoso/lists/pageBody';
import { NO_INSTANCE } from '../../SendosoOpenConnectors/connection';
import { canReadChanged, type ConnectorCaller, isGone, readAll, readChangedSince } from '../../SendosoOpenConnectors/trigger/polledList';
import { describe } from '../errors/describe';
import { toNodeError } from '../errors/nodeErrors';
import type { Meaning } from '../transport/answer';
import type { Connection } from '../transport/connection';
import type { ApiRequest } from '../transport/httpCall';
import { type Outcome, requestWithRetry } from '../transport/requestWithRetry';
import { fingerprint } from '../values/fingerprint';
import { isRow, member, textOf } from '../values/json';
import type { PollSession, TimedPage } from './pollContext';
import type { AccountPrint } from './state';
import type { Subscription } from './subscription';

/** Time that a poll may take where n8n does not say, in milliseconds. */
const DEFAULT_BUDGET_MS = 300_000;

/** Share of the budget after which a poll asks for nothing more. */
const USABLE_SHARE = 0.8;

/** Share of the budget after which it waits for nothing more. */
const LAST_SHARE = 0.95;

/** Longest wait for one answer, in milliseconds. */
const LONGEST_DEADLINE_MS = 60_000;

/** Pages that a sample is looked for in. */
const SAMPLE_PAGES = 2;

/** Shortest deadline worth a request, in milliseconds. */
const SHORTEST_DEADLINE_MS = 1_000;

/** One poll's connection to Sendoso, through the transport that the other node uses, too. */
export class ApiPollSession implements PollSession {
	private readonly lastStart: number;
	private readonly deadline: number;
	private account: AccountPrint = { place: '', person: '', token: '' };
	private firstServerTime: number | undefined;

	private constructor(
		private readonly context: IPollFunctions,
		private readonly connection: Connection,
		private readonly subscription: Subscription,
		private readonly place: string,
	) {
		const budget = context.getPollBudgetMs?.() ?? DEFAULT_BUDGET_MS;
		this.lastStart = this.now + budget * USABLE_SHARE;
		this.deadline = this.now + budget * LAST_SHARE;
	}

	/** @throws an error that says what to change in the credential */
	static async open(context: IPollFunctions, subscription: Subscription): Promise<ApiPollSession> {
		const connection = await openConnection(context, subscription.authentication);
		if ('problem' in connection || !connection.hasInstance) {
			throw toNodeError(context.getNode(), {
				message: 'problem' in connection ? connection.problem : NO_INSTANCE,
				description: 'Change the credential of the node.',
				failure: { cause: 'configuration-invalid' },
			});
		}
		const credential = context.getNode().credentials?.[connection.credentialType]?.id ?? '';
		return new ApiPollSession(context, connection, subscription, fingerprint(`${credential} ${connection.account.key}`, 12));
	}

	/** Milliseconds since the epoch, by this machine. */
	get now(): number {
		return this.connection.account.clock.now();
	}

	mayGoOn(): boolean {
		return this.now < this.lastStart;
	}

	warn(message: string) {
		this.context.logger.warn(`Sendoso Trigger: ${message}`, { node: this.context.getNode().name });
	}

	/** Who is behind the connection. Asks Sendoso only when the access token is another one than last time. */
	async identify(known: AccountPrint | undefined): Promise<AccountPrint> {
		const token = await this.tokenPrint();
		const isKnown = token !== '' && known?.token === token && known.place === this.place;
		const person = isKnown ? known.person : await this.askPerson();
		this.account = { place: this.place, person, token: isKnown ? token : await this.tokenPrint() };
		return this.account;
	}

	async isSameAccount(certainly = false): Promise<boolean> {
		const token = await this.tokenPrint();
		if (token === this.account.token && token !== '' && !certainly) return true;
		const { person } = this.account;
		this.account = { ...this.account, person: await this.askPerson(), token };
		return this.account.person === person;
	}

	/** The account as it was last seen. */
	get current(): AccountPrint {
		return this.account;
	}

	/** Server time of the first page. */
	get serverTime(): number {
		return this.firstServerTime ?? this.now;
	}

	/** Over SAP Open Connectors the first page is the whole list, of which a look at the beginning is enough for a sample. */
	async readPage(page: number, pageSize: number, isNeeded?: () => boolean): Promise<TimedPage> {
		if (this.isConnector) return await readAll(this.caller, this.subscription.source, undefined, this.context.getMode() === 'manual' ? SAMPLE_PAGES : undefined);
		const { path, list, operation } = this.subscription.source;
		const qs = { ...this.subscription.query, page, per_page: pageSize };
		const outcome = await this.ask({ method: 'GET', path, qs }, operation, isNeeded);
		const answer = outcome.answer.kind === 'answered' ? outcome.answer : undefined;
		const result = outcome.meaning === 'done' ? readPageBody(answer?.body, list, pageSize) : undefined;
		if (result === undefined) throw this.failed(outcome, operation);
		return { ...result, serverTime: this.timeOf(outcome) };
	}

	async readChanged(since: number): Promise<TimedPage | undefined> {
		return this.isConnector ? await readChangedSince(this.caller, this.subscription.source, since) : undefined;
	}

	async canReadChanged(rows: Iterable<IDataObject>): Promise<boolean> {
		return this.isConnector && (await canReadChanged(this.caller, this.subscription.source, rows));
	}

	async isGone(id: string): Promise<boolean | undefined> {
		const { path, readsOne } = this.subscription.source;
		if (!readsOne) return undefined;
		if (this.isConnector) return await isGone(this.caller, this.subscription.source, id);
		const operation = `${this.subscription.resource}.get`;
		const outcome = await this.ask({ method: 'GET', path: `${path}/${encodeURIComponent(id)}` }, operation);
		if (outcome.answer.kind === 'answered' && outcome.answer.status === 404) return true;
		if (outcome.meaning !== 'done' || outcome.answer.kind !== 'answered') throw this.failed(outcome, operation);
		const wrapped = member(outcome.answer.body, this.subscription.resource) ?? outcome.answer.body;
		const record: unknown = Array.isArray(wrapped) ? wrapped[0] : wrapped;
		if (!isRow(record)) throw this.failed(outcome, operation);
		return !this.subscription.accepts(record) || !['', 'Active'].includes(textOf(record.status));
	}

	/** Makes one request that gives way to sends and other reads, inside the budget of the poll. */
	private async ask(
		request: Omit<ApiRequest, 'settings' | 'deadlineMs'>,
		operation: string,
		isNeeded: () => boolean = () => true,
	): Promise<Outcome> {
		let met: Meaning | undefined;
		const left = Math.max(SHORTEST_DEADLINE_MS, this.deadline - this.now);
		const settings = { allowedDomains: this.connection.hostname };
		const full = { ...request, settings, deadlineMs: Math.min(left, LONGEST_DEADLINE_MS) };
		return await requestWithRetry(this.context, this.connection, full, {
			safety: 'reads',
			priority: 'poll',
			cancelled: () => this.now >= this.deadline,
			observe: (meaning) => {
				met = meaning;
			},
			refuse: () => (this.now < this.deadline && isNeeded() ? undefined : this.outOfTime(met, operation)),
		});
	}

	private get isConnector(): boolean {
		return this.connection.kind === 'openConnectors';
	}

	private get caller(): ConnectorCaller {
		return {
			ask: async (request, operation) => await this.ask(request, operation),
			failed: (outcome, operation) => this.failed(outcome, operation),
			timeOf: (outcome) => this.timeOf(outcome),
		};
	}

	/** The server's own time of an answer, and of the first one of the poll. */
	private timeOf({ answer }: Outcome): number {
		const date = Date.parse((answer.kind === 'answered' ? answer.headers.date : undefined) ?? '');
		const serverTime = Number.isNaN(date) ? this.now : date;
		this.firstServerTime ??= serverTime;
		return serverTime;
	}

	private failed(outcome: Outcome, operation: string) {
		return toNodeError(this.context.getNode(), describe(outcome, operation, this.now));
	}

	private outOfTime(met: Meaning | undefined, operation: string) {
		return toNodeError(this.context.getNode(), {
			message: `Sendoso did not answer ${operation} within the time that n8n gives a poll`,
			description: 'The next poll tries again. Nothing was lost.',
			failure: { cause: met === 'throttled' ? 'rate-limited' : 'temporarily-unavailable' },
		});
	}

	private async askPerson(): Promise<string> {
		const operation = 'user.getCurrent';
		const outcome = await this.ask({ method: 'GET', path: this.isConnector ? '/me' : '/api/v3/me' }, operation);
		if (outcome.meaning !== 'done' || outcome.answer.kind !== 'answered') throw this.failed(outcome, operation);
		const { body } = outcome.answer;
		return fingerprint(textOf(member(body, 'id')) || textOf(member(body, 'email')), 12);
	}

	/** The stored access token may be renewed or replaced at any time, so it is looked at anew. */
	private async tokenPrint(): Promise<string> {
		// The token of an instance stays the same, and is part of the account already.
		if (this.isConnector) return 'instance';
		const { oauthTokenData } = await this.context.getCredentials(this.connection.credentialType);
		const token = textOf(member(oauthTokenData, 'access_token'));
		return token === '' ? '' : fingerprint(token, 16);
	}
}
