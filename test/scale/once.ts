/* eslint-disable no-console -- runs on a desk, never inside n8n */
import { type Checks, expectSame } from '../../scripts/demo/checks';
import type { Execution } from '../../scripts/demo/execution';
import { waitFor } from '../../scripts/demo/waiting';
import { askFor, endings, executionsOf, type Listening, listen, peopleOf, type Person, shareOfWorkers } from './calls';
import { type Cluster, DATABASE } from './cluster/cluster';
import { LATENCY_MS } from './giftRun';
import { gatedGifts, MAKE_TABLE } from './workflows';

const LONGEST_RUN_MS = 180_000;
/** Two calls that one worker took both prove nothing; they are made again. */
const MOST_TRIES = 5;
const PEOPLE = 100;

/** A campaign of its own, and the example that sends from it. */
export interface GatedCampaign {
	touchId: number;
	listening: Listening;
	/** Executions that it has had. */
	had: number;
}

/** Publishes the example for a new campaign; with its gate, the table of claims is made first. */
export async function openCampaign(cluster: Cluster, hasGate: boolean): Promise<GatedCampaign> {
	const { control } = cluster.sandbox;
	control.setLatency(LATENCY_MS);
	const touchId = Number(control.touches.add({ delivery_type: 'email', name: hasGate ? 'With a gate' : 'Without' }).id);
	// Its own pace is not what is tried here: nothing is refused at 4 requests a second in each of two workers.
	const { credential } = await cluster.connect(4);
	const listening = await listen(cluster, await gatedGifts(cluster, credential, touchId, hasGate));
	if (!hasGate) return { touchId, listening, had: 0 };
	const made = await cluster.client.waitForExecution(await cluster.client.run(listening.stored, MAKE_TABLE));
	expectSame('the table', endings([made]), { success: 1 });
	return { touchId, listening, had: 1 };
}

/** Asks once for each list at the same moment, and waits for the end. */
export async function ask(cluster: Cluster, campaign: GatedCampaign, lists: Person[][]): Promise<Execution[]> {
	await Promise.all(lists.map(async (people) => await askFor(campaign.listening, people)));
	const all = await executionsOf(cluster, campaign.listening, campaign.had + lists.length, LONGEST_RUN_MS);
	const fresh = all.slice(campaign.had);
	campaign.had = all.length;
	return fresh;
}

/** How many gifts people got, by number of gifts. */
export function giftsPerPerson({ sandbox }: Cluster, { touchId }: GatedCampaign, people: readonly Person[]): Record<number, number> {
	const counts: Record<number, number> = {};
	const addresses = sandbox.control.sends.list({ touchId }).map(({ recipient }) => String(recipient?.email).toLowerCase());
	for (const { email } of people) {
		const gifts = addresses.filter((address) => address === email).length;
		counts[gifts] = (counts[gifts] ?? 0) + 1;
	}
	return counts;
}

/** The claims of a campaign that still hold somebody, as `address|outcome`. */
export async function heldClaims({ servers }: Cluster, { touchId }: GatedCampaign): Promise<string[]> {
	return await servers.sql(`SELECT address, coalesce(outcome, 'claimed') FROM sendoso_claims WHERE campaign = '${touchId}' AND held_until > now() AND outcome IS DISTINCT FROM 'sent' ORDER BY address`, DATABASE);
}

/** Has both workers asked for the same people in the same second, round after round: with the gate, and without it. */
export async function checkOnce(cluster: Cluster, checks: Checks, rounds: { gated: number; open: number }): Promise<void> {
	for (let round = 1; round <= rounds.gated; round++) {
		await checks.run(`with the gate, round ${round}: ${PEOPLE} people asked for by both workers get one gift each`, async () => {
			const { counts, seconds } = await playRound(cluster, true);
			console.log(`  with the gate, round ${round}: people by number of gifts ${JSON.stringify(counts)}, ${seconds.toFixed(0)} s`);
			expectSame('people by gifts', counts, { 1: PEOPLE });
		});
	}
	for (let round = 1; round <= rounds.open; round++) {
		const { counts, seconds } = await playRound(cluster, false);
		console.log(`  without the gate, round ${round}: ${counts[2] ?? 0} of ${PEOPLE} people got two gifts, ${seconds.toFixed(0)} s`);
	}
}

/** Ways to write one address; the claim has to see through them as the node does. */
const SPELLINGS = [(email: string) => email, (email: string) => email.toUpperCase(), (email: string) => ` mailto:${email}`, (email: string) => `\u200b${email}`];

/** A person as another list may hold it. */
function otherwiseSpelled(person: Person, index: number): Person {
	const spell = SPELLINGS[index % SPELLINGS.length];
	return { ...person, email: spell?.(person.email) ?? person.email };
}

async function playRound(cluster: Cluster, hasGate: boolean): Promise<{ counts: Record<number, number>; seconds: number }> {
	for (let tries = 1; ; tries++) {
		const campaign = await openCampaign(cluster, hasGate);
		const people = peopleOf(`round${campaign.touchId}`, PEOPLE);
		const started = Date.now();
		const executions = await ask(cluster, campaign, [people, people.map(otherwiseSpelled)]);
		const seconds = (Date.now() - started) / 1_000;
		await cluster.client.unpublish(campaign.listening.stored.id);
		expectSame('executions', endings(executions), { success: 2 });
		if (shareOfWorkers(cluster, executions).every((count) => count === 1)) return { counts: giftsPerPerson(cluster, campaign, people), seconds };
		if (tries === MOST_TRIES) throw new Error('one worker took both executions, every time');
	}
}

/** Waits until a campaign has so many sends. */
export async function waitForSends({ sandbox }: Cluster, touchId: number, count: number): Promise<void> {
	await waitFor(`Send ${count}`, LONGEST_RUN_MS, async () => (sandbox.control.sends.list({ touchId }).length >= count ? true : undefined), 5);
}
