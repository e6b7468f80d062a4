import type { Random } from '../../../sandbox/random';
import { CANARY_DOMAIN } from '../canaries';
import { chooseFault } from '../itemFaults';
import type { ExecutionPlan, Row, SpendingOperation } from '../types';

/** Settings of an execution in which nothing goes wrong by itself, and that goes on to its last row. */
export const CALM = { onError: 'continueRegularOutput', duplicateCheck: 'skip', retryOnFail: false, findSend: false } as const;

const OPERATIONS: SpendingOperation[] = ['createEgift', 'createEgift', 'createPhysical', 'createWithAddressCollection', 'createEgiftLinks'];
/** Share of the items that something happens to, unless a scenario says otherwise. */
const USUALLY_FAULTY = 0.35;

/** Makes the rows and executions of one scenario. */
export class PlanMaker {
	readonly operation: SpendingOperation;
	readonly people: string[];

	/** @param elsewhere address on another host, for redirects */
	constructor(
		readonly random: Random,
		readonly id: string,
		private readonly elsewhere: string,
	) {
		this.operation = random.pick(OPERATIONS);
		this.people = Array.from({ length: random.integer(8, 26) }, (_, index) => this.addressOf(`person${index}`));
	}

	/** The second half of the people. */
	get half(): string[] {
		return this.people.slice(Math.floor(this.people.length / 2));
	}

	addressOf(name: string): string {
		return `${name}@${this.id}.${CANARY_DOMAIN}`;
	}

	/** @param faulty share of the rows that something happens to */
	rowsFor(emails: string[], faulty = USUALLY_FAULTY): Row[] {
		return this.withFaults(this.operation === 'createEgiftLinks' ? this.inGroups(emails) : emails.map((email) => [email]), faulty);
	}

	/** The same rows once more, with faults of their own. */
	again(rows: Row[], faulty = 0): Row[] {
		return this.withFaults(
			rows.map(({ emails }) => emails),
			faulty,
		);
	}

	/** @param letter makes its id unique in the scenario */
	execution(letter: string, rows: Row[], more: Partial<ExecutionPlan> = {}): ExecutionPlan {
		const { random, id, operation } = this;
		return {
			id: `${id}${letter}`,
			operation,
			rows,
			onError: random.pick(['stopWorkflow', 'continueRegularOutput', 'continueErrorOutput'] as const),
			retryOnFail: random.chance(0.4),
			duplicateCheck: random.chance(0.8) ? 'skip' : 'fail',
			findSend: operation !== 'createEgiftLinks' && random.chance(0.05),
			mode: random.pick(['manual', 'trigger', 'webhook'] as const),
			asTool: false,
			nodeId: random.chance(0.3) ? this.anyNodeId() : 'sendoso-node',
			turns: [{}],
			touch: 0,
			account: 0,
			line: 0,
			...more,
		};
	}

	/** An ID such as n8n's agents make up for every call. */
	anyNodeId(): string {
		return `node-${this.random.integer(0, 0xffff_ffff).toString(16)}`;
	}

	/** The same address written in ways that are the same mailbox to the node. */
	disguises(email: string): string[] {
		return this.shuffled([email, email.toUpperCase(), ` ${email} `]).slice(0, this.random.integer(2, 3));
	}

	shuffled<T>(list: T[]): T[] {
		return list
			.map((value) => ({ value, place: this.random.next() }))
			.sort((left, right) => left.place - right.place)
			.map(({ value }) => value);
	}

	private withFaults(groups: string[][], faulty: number): Row[] {
		const { random, elsewhere } = this;
		return groups.map((emails) => ({ emails, ...(random.chance(faulty) ? { fault: chooseFault(random, elsewhere) } : {}) }));
	}

	private inGroups(emails: string[]): string[][] {
		const groups: string[][] = [];
		for (let start = 0; start < emails.length; ) {
			const size = this.random.integer(1, 5);
			const group = new Map(emails.slice(start, start + size).map((email) => [email.trim().toLowerCase(), email]));
			groups.push([...group.values()]);
			start += size;
		}
		return groups;
	}
}
