/** Who waits in one line: calls that may take each other's place. */
export interface LineOf {
	/** Class of the call. */
	priority: Priority;
	/** Whose call it is: executions take turns. */
	owner: object;
	/** What limits it apart from the account: its credential. */
	share: object;
}

/** What a call is for: sends cost money, polls can wait. */
export type Priority = 'send' | 'read' | 'poll';

/** Calls in the order in which they start. The first one is cheap to take, however many wait. */
export class Line<Entry> {
	private entries: Entry[] = [];
	private at = 0;
	/** Whether nothing of the line may start, because its first call is being made ready. */
	isHeld = false;

	constructor(readonly of: LineOf) {}

	/** The first call. */
	get head(): Entry | undefined {
		return this.entries[this.at];
	}

	/** Whether nobody waits, nor comes back. */
	get isOver(): boolean {
		return this.head === undefined && !this.isHeld;
	}

	/** Adds a call at the end. */
	push(entry: Entry) {
		this.entries.push(entry);
	}

	/** Puts a call back before all others. */
	unshift(entry: Entry) {
		if (this.at > 0) this.entries[--this.at] = entry;
		else this.entries.unshift(entry);
	}

	/** Takes the first call out. */
	shift(): Entry | undefined {
		const entry = this.head;
		if (entry === undefined) return undefined;
		this.at += 1;
		if (this.at * 2 > this.entries.length) [this.entries, this.at] = [this.entries.slice(this.at), 0];
		return entry;
	}
}

/** How many turns each class has while all of them wait: no class starves another. */
const TURNS: Record<Priority, number> = { send: 4, read: 4, poll: 2 };

/** All lines of an account, and whose turn it is. */
export class WaitingLines<Entry> {
	/** Lines of each class; the one that waited longest for its turn first. */
	private readonly lines: Record<Priority, Set<Line<Entry>>> = { send: new Set(), read: new Set(), poll: new Set() };
	private readonly byOwner = new WeakMap<object, Array<Line<Entry>>>();
	/** Turns that each class has had, measured by its share of them. */
	private readonly turns: Record<Priority, number> = { send: 0, read: 0, poll: 0 };

	/** The line of a call; a new one when nobody waits there. */
	lineOf(of: LineOf): Line<Entry> {
		const own = (this.byOwner.get(of.owner) ?? []).filter((line) => this.lines[line.of.priority].has(line));
		const known = own.find(({ of: { priority, share } }) => priority === of.priority && share === of.share);
		if (known !== undefined) return known;
		const line = new Line<Entry>(of);
		// A class that was idle has not saved up turns.
		if (this.lines[of.priority].size === 0) this.turns[of.priority] = Math.max(this.turns[of.priority], this.least);
		this.lines[of.priority].add(line);
		this.byOwner.set(of.owner, [...own, line]);
		return line;
	}

	/** All lines, those whose turn it is first. */
	*inTurn(): Generator<Line<Entry>> {
		const classes = (Object.keys(TURNS) as Priority[]).sort((left, right) => this.turns[left] - this.turns[right]);
		for (const priority of classes) yield* this.lines[priority];
	}

	/** Notes that a line had its turn. */
	served(line: Line<Entry>) {
		const { priority } = line.of;
		this.turns[priority] += 1 / TURNS[priority];
		if (this.lines[priority].delete(line) && !line.isOver) this.lines[priority].add(line);
	}

	/** Forgets a line in which nobody waits. */
	remove(line: Line<Entry>) {
		this.lines[line.of.priority].delete(line);
	}

	/** Whether nobody waits. */
	get isEmpty(): boolean {
		return Object.values(this.lines).every(({ size }) => size === 0);
	}

	/** Turns of the class in which somebody waits that had the fewest. */
	private get least(): number {
		const busy = (Object.keys(TURNS) as Priority[]).filter((priority) => this.lines[priority].size > 0);
		return busy.length === 0 ? 0 : Math.min(...busy.map((priority) => this.turns[priority]));
	}
}
