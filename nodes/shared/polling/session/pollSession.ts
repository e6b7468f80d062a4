import type { INodeExecutionData, IPollFunctions } from 'n8n-workflow';
import { describe } from '../../errors/describe';
import { toNodeError } from '../../errors/nodeErrors';
import { connect } from '../../service/connect';
import type { Meaning } from '../../transport/answer';
import type { Connection } from '../../transport/connection';
import { TOTAL_DEADLINE_MS } from '../../transport/httpCall';
import { patience } from '../../transport/rateLimiter';
import { answerOf, type Outcome, requestWithRetry } from '../../transport/requestWithRetry';
import { onOneLine } from '../../values/text';
import type { TriggerEvent } from '../events';
import { toEventItem } from '../output';
import type { ListWalk } from '../walks/listWalk';
import type { AccountPrint, AskConditions, ChangedRecords, PolledList, PollRequest, PollRequests, PollSession, Standing, TimedPage } from '../pollContext';
import type { Subscription } from '../subscription';
import type { TriggerService } from '../triggerService';
import { PollIdentity } from './pollIdentity';
import { TimeBudget } from './timeBudget';

/** Shortest deadline worth a request, in milliseconds. */
const SHORTEST_DEADLINE_MS = 1_000;

/** What the resources of one poll share: connection, time and identity. */
export class SharedPoll {
	readonly budget: TimeBudget;
	readonly identity: PollIdentity;

	private constructor(
		readonly context: IPollFunctions,
		readonly service: TriggerService,
		readonly connection: Connection,
	) {
		this.budget = new TimeBudget(connection.account.clock, context);
		this.identity = new PollIdentity(context, connection, service.identity);
	}

	/** @throws an error that says what to change in the credential */
	static async open(context: IPollFunctions, service: TriggerService): Promise<SharedPoll> {
		return new SharedPoll(context, service, await connect(service, context));
	}

	/** Milliseconds since the epoch, by this machine. */
	get now(): number {
		return this.connection.account.clock.now();
	}

	/** The output item of an event. Sendoso wrote the record: no secret gets out with it. */
	itemOf(event: TriggerEvent, subscription: Subscription): INodeExecutionData {
		const item = toEventItem(event, subscription, this.now);
		return { ...item, json: this.connection.secrets?.hideIn(item.json) ?? item.json };
	}

	/** A text without the secrets of the credential. */
	hide(text: string): string {
		return this.connection.secrets?.hide(text) ?? text;
	}

	/** Writes into n8n's log. */
	warn(message: string) {
		this.context.logger.warn(`Sendoso Trigger: ${onOneLine(this.hide(message))}`, { node: this.context.getNode().name });
	}
}

/** Which of the poll's resources a session is for, and what it may take. */
export interface Turn {
	/** Counted from 0. */
	place: number;
	count: number;
	/** Largest state, in characters of JSON. */
	largestState: number;
	/** The part of it that no other resource can take, in characters of JSON. */
	ownState: number;
}

/** The poll of one resource, through the transport that the other node uses, too. */
export class ApiPollSession implements PollSession, PollRequests {
	readonly isExample: boolean;
	readonly largestState: number;
	readonly ownState: number;
	private readonly list: PolledList;
	private firstServerTime: number | undefined;

	constructor(
		private readonly shared: SharedPoll,
		private readonly subscription: Subscription,
		private readonly turn: Turn,
	) {
		this.isExample = shared.context.getMode() === 'manual';
		this.largestState = turn.largestState;
		this.ownState = turn.ownState;
		this.list = subscription.source.openList(this, subscription.filter);
		const { standingOf, changes } = this.list;
		if (standingOf) this.standingOf = async (id) => await standingOf.call(this.list, id);
		this.changes = changes;
	}

	readonly changes?: ChangedRecords;

	readonly standingOf?: (id: string) => Promise<Standing>;

	openWalk(place?: unknown): ListWalk {
		return this.list.openWalk(place, () => this.mayGoOn());
	}

	mayGoOn(): boolean {
		return this.shared.budget.mayGoOn(this.turn.place, this.turn.count);
	}

	warn(message: string) {
		this.shared.warn(`${this.subscription.source.label}: ${message}`);
	}

	get current(): AccountPrint {
		return this.shared.identity.current;
	}

	get serverTime(): number {
		return this.firstServerTime ?? this.shared.now;
	}

	async identify(known: AccountPrint | undefined): Promise<AccountPrint> {
		return await this.shared.identity.identify(known, this.read);
	}

	async isSameAccount(certainly = false): Promise<boolean> {
		return await this.shared.identity.isSame(certainly, this.read);
	}

	async readPage(page: number, pageSize: number, isNeeded?: () => boolean): Promise<TimedPage> {
		return await this.list.readPage(page, pageSize, isNeeded);
	}

	async ask(request: PollRequest, operation: string, { isNeeded = () => true, isOptional = false }: AskConditions = {}): Promise<Outcome> {
		const { context, connection } = this.shared;
		let met: Meaning | undefined;
		// What the poll can do without must leave time for what it can't.
		const reserved = isOptional ? Math.max(0, this.left) / 2 : 0;
		const left = () => this.left - reserved;
		const deadlineMs = Math.min(Math.max(SHORTEST_DEADLINE_MS, left()), TOTAL_DEADLINE_MS);
		const settings = { allowedDomains: connection.hostname };
		return await requestWithRetry(context, connection, { ...request, settings, deadlineMs }, {
			safety: 'reads',
			priority: 'poll',
			owner: this.shared,
			patienceMs: Math.min(left(), patience.longestMs),
			cancelled: () => left() <= 0,
			observe: (meaning) => {
				met = meaning;
			},
			refuse: () => (left() > 0 && isNeeded() ? undefined : this.outOfTime(met, operation)),
		});
	}

	failed(outcome: Outcome, operation: string) {
		const { context, service, connection } = this.shared;
		return toNodeError(context.getNode(), describe(outcome, operation, service.wording, connection));
	}

	timeOf({ answer }: Outcome): number {
		const date = Date.parse((answer.kind === 'answered' ? answer.headers.date : undefined) ?? '');
		const serverTime = Number.isNaN(date) ? this.shared.now : date;
		this.firstServerTime ??= serverTime;
		return serverTime;
	}

	/** Milliseconds that this resource may still wait. */
	private get left(): number {
		return this.shared.budget.left(this.turn.place, this.turn.count);
	}

	private readonly read = async (request: PollRequest, operation: string) => {
		const outcome = await this.ask(request, operation);
		const answer = answerOf(outcome);
		if (answer === undefined) throw this.failed(outcome, operation);
		return answer.body;
	};

	private outOfTime(met: Meaning | undefined, operation: string) {
		const { context, service } = this.shared;
		return toNodeError(context.getNode(), {
			message: `${service.wording.party} did not answer ${operation} within the time that n8n gives a poll`,
			description: 'The next poll tries again. Nothing was lost.',
			failure: { cause: met === 'throttled' ? 'rate-limited' : 'temporarily-unavailable' },
		});
	}
}
