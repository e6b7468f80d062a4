import { type Checks, expectSame } from '../../scripts/demo/checks';
import { waitFor } from '../../scripts/demo/waiting';
import { askFor, endings, executionsOf, peopleOf, type Person } from './calls';
import { type Cluster, DATABASE } from './cluster/cluster';
import { ask, type GatedCampaign, giftsPerPerson, heldClaims, openCampaign, waitForSends } from './once';

const PEOPLE = 40;
/** The worker is killed when so many gifts of the list exist. */
const SENT_BEFORE_KILL = 15;
const STALLED_MS = 60_000;

/** What becomes of people whose gift was refused or unknown, and of those whom a killed worker was asked for. */
export async function checkHeldPeople(cluster: Cluster, checks: Checks): Promise<void> {
	await checks.run('who was refused can be asked for again at once; of whom nobody knows is held until somebody looks', async () => {
		const campaign = await openCampaign(cluster, true);
		const [refused, unknown, sent] = peopleOf(`held${campaign.touchId}`, 3) as [Person, Person, Person];
		const { control } = cluster.sandbox;
		control.fault({ match: { method: 'POST', bodyIncludes: refused.email }, action: { kind: 'status', status: 422, body: { message: 'Budget exceeded' } } });
		control.fault({ match: { method: 'POST', bodyIncludes: unknown.email }, action: { kind: 'drop', stage: 'before' } });
		// A row without an address is refused, and stops nobody else.
		const nobody = { name: 'Nobody' } as Person;
		expectSame('endings', endings(await ask(cluster, campaign, [[refused, nobody, unknown, sent]])), { success: 1 });
		expectSame('gifts', [refused, unknown, sent].map((person) => giftsPerPerson(cluster, campaign, [person])), [{ 0: 1 }, { 0: 1 }, { 1: 1 }]);
		expectSame('held', await heldClaims(cluster, campaign), [`${unknown.email}|unknown`]);
		await ask(cluster, campaign, [[refused, unknown, sent]]);
		expectSame('gifts when asked again', [refused, unknown, sent].map((person) => giftsPerPerson(cluster, campaign, [person])), [{ 1: 1 }, { 0: 1 }, { 1: 1 }]);
		await cluster.client.unpublish(campaign.listening.stored.id);
	});
	await checks.run('a killed worker leaves one person held, all others get their gift when they are asked for again', async () => {
		const campaign = await openCampaign(cluster, true);
		const people = peopleOf(`killed${campaign.touchId}`, PEOPLE);
		await killWhileSending(cluster, campaign, people);
		const held = await heldClaims(cluster, campaign);
		expectSame(`at most one person held (${held.join()})`, held.length <= 1, true);
		await ask(cluster, campaign, [people]);
		const free = people.filter(({ email }) => !held.includes(`${email}|claimed`));
		expectSame('gifts of those who were not held', giftsPerPerson(cluster, campaign, free), { 1: PEOPLE - held.length });
		expectSame('still held', await heldClaims(cluster, campaign), held);
		// Half an hour later, as far as the database can tell.
		await cluster.servers.sql(`UPDATE sendoso_claims SET held_until = now() - interval '1 second' WHERE campaign = '${campaign.touchId}' AND outcome IS NULL`, DATABASE);
		await ask(cluster, campaign, [people]);
		expectSame('gifts in the end', giftsPerPerson(cluster, campaign, people), { 1: PEOPLE });
		await cluster.client.unpublish(campaign.listening.stored.id);
	});
}

/** Kills the worker that sends to a list in the middle of it, starts another one, and waits until n8n gave the execution up. */
async function killWhileSending(cluster: Cluster, campaign: GatedCampaign, people: Person[]): Promise<void> {
	await askFor(campaign.listening, people);
	await waitForSends(cluster, campaign.touchId, SENT_BEFORE_KILL);
	const [{ id } = { id: '' }] = await cluster.client.listExecutions(campaign.listening.stored.id, 1);
	const place = await waitFor('The worker that sends', STALLED_MS, async () => {
		const found = cluster.workers.findIndex(({ log }) => log.some((line) => line.includes(`Worker started execution ${id} `)));
		return found === -1 ? undefined : found;
	});
	await cluster.workers[place]?.kill();
	await cluster.replaceWorker(place);
	const all = await executionsOf(cluster, campaign.listening, campaign.had + 1, STALLED_MS);
	campaign.had = all.length;
	const [failed] = Object.keys(endings(all.slice(-1)));
	expectSame(`how n8n tells of the killed execution (${failed ?? 'nothing'})`, failed?.startsWith('success'), false);
}
