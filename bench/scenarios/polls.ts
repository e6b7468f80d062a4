import type { Installation } from '../harness/installation';
import type { Goal, Outcome, Scenario, Series, Unit } from '../harness/scenario';
import type { Polled } from '../trigger/polling';
import { PolledAccount } from '../trigger/polledAccount';

/** How thoroughly it is run. */
interface Size {
	/** Sends in the accounts that are compared, fewest first. */
	accounts: number[];
	/** Polls before anything is measured, in which the code is compiled. */
	warmUps: number;
	rounds: number;
	/** Polls of a round, in succession. */
	polls: number;
	/** Pages with open sends, in an account with `followed` sends. */
	openPages: number[];
	followed: number;
}

const FULL: Size = { accounts: [1_000, 10_000, 100_000], warmUps: 30, rounds: 5, polls: 20, openPages: [0, 5, 20], followed: 10_000 };
const QUICK: Size = { accounts: [1_000, 3_000], warmUps: 2, rounds: 1, polls: 3, openPages: [0, 2], followed: 1_000 };

/** How much more of the processor the largest account may take: polls of one account differ by as much from round to round. */
const MOST_PROCESSOR = 1.25;

/** How many more bytes it may take: the numbers in its answers have more digits. */
const MOST_BYTES = 1.05;

/** What polls take that find nothing, in small accounts and in large ones. */
export function pollsScenario(installation: Installation): Scenario {
	return {
		name: 'polls',
		title: 'Idle polls',
		about: "Polls of the trigger over sends through n8n's engine in which nothing happened, after the first look at the account. Bytes are those on the wire in both directions, headers included.",
		run: async ({ isQuick }) => {
			const size = isQuick ? QUICK : FULL;
			const outcomes = [await createdOnly(installation, size), await statusChanged(installation, size)];
			return { series: outcomes.flatMap(({ series }) => series), goals: outcomes.flatMap(({ goals }) => goals) };
		},
	};
}

/** Send Created, first with every send in its place and then with one that is not. */
async function createdOnly(installation: Installation, { accounts, warmUps, rounds, polls }: Size): Promise<Outcome> {
	const opened = await openAll(installation, accounts, { events: ['sendCreated'] });
	try {
		const outcomes: Outcome[] = [];
		for (const order of ['in order', 'a send out of its place']) {
			if (order !== 'in order') for (const account of opened) await account.misplaceOne();
			for (const account of opened) await account.poll(warmUps);
			// The accounts take turns: what disturbs a round disturbs all of them.
			const rows = await inTurns(opened, rounds, polls);
			const about = (at: number) => `Send Created, ${order}, ${inWords(accounts[at])} sends`;
			outcomes.push({ series: rows.flatMap((row, at) => seriesOf(about(at), row)), goals: flatGoals(`Send Created, ${order}`, accounts, rows) });
		}
		return { series: outcomes.flatMap(({ series }) => series), goals: outcomes.flatMap(({ goals }) => goals) };
	} finally {
		await Promise.all(opened.map(async (account) => await account.close()));
	}
}

/** Send Status Changed in accounts of one size, with more and more pages that hold open sends. */
async function statusChanged(installation: Installation, { openPages, followed, warmUps, rounds, polls }: Size): Promise<Outcome> {
	const opened = await openAll(
		installation,
		openPages.map(() => followed),
		{ events: ['sendCreated', 'sendStatusChanged'] },
		openPages,
	);
	try {
		for (const account of opened) await account.poll(warmUps);
		const rows = await inTurns(opened, rounds, polls);
		const [least] = rows;
		if (least === undefined) throw new Error('Nothing was compared');
		const about = (at: number) => `Send Status Changed, ${inWords(followed)} sends, ${openPages[at]} pages with open ones`;
		const goals = rows.slice(1).map((row, at): Goal => {
			const pages = (openPages[at + 1] ?? 0) - (openPages[0] ?? 0);
			return { text: `Each page with open sends takes a request at the most: ${about(at + 1)}`, value: (medianOf(row, 'requests') - medianOf(least, 'requests')) / pages, unit: 'requests', most: 1 };
		});
		return { series: rows.flatMap((row, at) => seriesOf(about(at), row)), goals };
	} finally {
		await Promise.all(opened.map(async (account) => await account.close()));
	}
}

async function openAll(installation: Installation, sizes: number[], parameters: { events: string[] }, openPages: number[] = []): Promise<PolledAccount[]> {
	const opened: PolledAccount[] = [];
	for (const [at, sends] of sizes.entries()) opened.push(await PolledAccount.open(installation, { sends, openPages: openPages[at] ?? 0, parameters }));
	return opened;
}

/** All polls of each account. The one in the middle counts: where the background scan comes to the end of a list, a poll reads less. */
async function inTurns(accounts: PolledAccount[], rounds: number, polls: number): Promise<Polled[][]> {
	const rows = accounts.map((): Polled[] => []);
	for (let round = 0; round < rounds; round++) for (const [at, account] of accounts.entries()) rows[at]?.push(...(await account.poll(polls)));
	return rows;
}

const MEASURES: Array<[label: string, unit: Unit, member: keyof Polled]> = [
	['requests', 'requests', 'requests'],
	['bytes', 'bytes', 'bytes'],
	['processor', 'ms', 'processorMs'],
	['allocated', 'MB', 'allocatedMb'],
	['state', 'bytes', 'stateBytes'],
];

function seriesOf(about: string, row: Polled[]): Series[] {
	return MEASURES.map(([label, unit, member]) => ({ contender: 'Trigger', measure: `${label}, ${about}`, unit, samples: row.map((polled) => polled[member]) }));
}

/** The largest account must take no more than the smallest one. */
function flatGoals(about: string, accounts: number[], rows: Polled[][]): Goal[] {
	const [smallest, largest] = [rows[0], rows.at(-1)];
	if (smallest === undefined || largest === undefined) throw new Error('Nothing was compared');
	const ratio = (member: keyof Polled) => medianOf(largest, member) / medianOf(smallest, member);
	const compared = `${inWords(accounts.at(-1))} sends in place of ${inWords(accounts[0])}, ${about}`;
	return [
		{ text: `Requests stay the same: ${compared}`, value: ratio('requests'), most: 1 },
		{ text: `Bytes stay the same: ${compared}`, value: ratio('bytes'), most: MOST_BYTES },
		{ text: `The processor has as little to do: ${compared}`, value: ratio('processorMs'), most: MOST_PROCESSOR },
	];
}

function medianOf(row: Polled[], member: keyof Polled): number {
	return row.map((polled) => polled[member]).sort((left, right) => left - right)[Math.floor(row.length / 2)] ?? NaN;
}

function inWords(count: number | undefined): string {
	return (count ?? 0).toLocaleString('en-US');
}
