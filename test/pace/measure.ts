/* eslint-disable @n8n/community-nodes/no-restricted-imports -- the measurement runs on a desk, never inside n8n */
import { setTimeout as pause } from 'node:timers/promises';
import type { Random } from '../../sandbox/random';
import { storedCredential } from '../support/engine';
import { keepBusy } from './busyLoop';
import { Database } from './database';
import { LINES, type Workplace } from './lines';
import { SECRET } from './messages';
import type { StandIn } from './standIn';

/** Something that has to hold. */
export interface Check {
	holds: boolean;
	text: string;
}

interface Measurement {
	standIn: StandIn;
	/** Requests per second that the credential asks for. */
	pace: number;
	/** Which of the server's applications it is. */
	place: number;
	/** Time during which new executions start, in each round. */
	seconds: number;
	random: Random;
}

/** What goes on in the process beside the executions. */
type Round = 'calm' | 'busy' | 'busy, and the database stalls';

/** Everything begins at once in each round, after a moment in which nothing happened. */
const QUIET_MS = 1_200;
const LARGEST = 5;
/** How long n8n's database answers nobody, in milliseconds. */
const STALL_MS = 2_500;
/** Share of the pace that has to be reached, or nothing was measured; and what is enough on a slow machine. */
const [LEAST_SHARE, ENOUGH_PER_SECOND] = [0.5, 8];
/** Highest pace that a busy process can reach. */
const REACHABLE = 8;

/** The name of the client application that keeps a pace. */
export function clientOf(pace: number): string {
	return `application-of-pace-${pace}`;
}

/** Sends and reads at a pace, and checks it by what the server counted. */
export async function* measure({ standIn, pace, place, seconds, random }: Measurement): AsyncGenerator<Check> {
	const token = standIn.tokens[place];
	if (token === undefined) throw new Error('The server gave no token');
	const account = { clientId: clientOf(pace), clientSecret: SECRET, requestsPerSecond: pace };
	const database = new Database(random);
	const credential = { ...storedCredential(standIn.url, token, account), id: `credential-of-pace-${pace}`, beforeReading: async () => await database.read() };
	const workplace: Workplace = { credential, touchId: standIn.touchId, size: Math.min(pace, LARGEST), people: [] };
	const rounds: Round[] = ['busy', 'busy, and the database stalls'];
	for (const round of pace > REACHABLE ? (['calm', ...rounds] as const) : rounds) {
		await pause(QUIET_MS);
		const stopBeingBusy = round === 'calm' ? () => undefined : keepBusy(random);
		const began = performance.now();
		const lines = LINES.map(async (line) => await line(workplace, () => performance.now() - began > seconds * 1_000));
		if (round === 'busy, and the database stalls') await pause(seconds * 500).then(async () => await database.stall(STALL_MS));
		await Promise.all(lines);
		const tookSeconds = (performance.now() - began) / 1_000;
		stopBeingBusy();
		const { clients, gifts, lateMs } = await standIn.count();
		const { requests = 0, peakPerSecond = 0 } = clients[clientOf(pace)] ?? {};
		const perSecond = requests / tookSeconds;
		const isReachable = round === 'calm' || (round === 'busy' && pace <= REACHABLE);
		const figures = `${requests} requests in ${tookSeconds.toFixed(1)} s, ${perSecond.toFixed(1)} a second; the server itself was late by at most ${Math.round(lateMs)} ms`;
		yield { holds: peakPerSecond <= pace, text: `${round}: at most ${peakPerSecond} in any window of one second (${figures})` };
		const least = Math.min(pace * LEAST_SHARE, ENOUGH_PER_SECOND);
		if (isReachable) yield { holds: perSecond >= least, text: `${round}: at least ${least} a second` };
		yield giftsOf(workplace, gifts, round);
	}
}

function giftsOf({ people }: Workplace, gifts: string[], round: Round): Check {
	const gotten = new Map<string, number>();
	for (const email of gifts) gotten.set(email, (gotten.get(email) ?? 0) + 1);
	const wrong = people.filter((person) => gotten.get(person) !== 1).length;
	return { holds: wrong === 0 && people.length > 0, text: `${round}: ${people.length} gifts asked for so far, ${wrong} not sent exactly once` };
}
