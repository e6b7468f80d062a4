/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals, no-console -- benchmarks run on a desk, never inside n8n */
/**
 * Prints what a poll over 20,000 campaigns with long names costs the processor, and how large its state is, on both
 * connections: what comparing them costs, with pages that are in memory already, and what a whole poll does beside reading
 * the same pages with n8n's own helper, from a server that is another process.
 *
 *     npm run bench:records -- [--count 20000] [--limit 250]
 */
import { parseArgs } from 'node:util';
import * as core from 'n8n-core';
import type { IDataObject, IHttpRequestOptions, INodeParameters } from 'n8n-workflow';
import { sources as connectorSources } from '../../nodes/SendosoOpenConnectors/trigger/sources';
import { CursorWalk } from '../../nodes/SendosoOpenConnectors/trigger/cursorWalk';
import type { ListWalk } from '../../nodes/shared/polling/walks/listWalk';
import { additionalData, type StoredCredential, storedCredential, storedTenant } from '../../test/support/engine';
import { FakeSession, FakeTrigger, subscriptionTo } from '../../test/trigger/model';
import { eventsOf, TriggerBench } from '../../test/trigger/support';
import { startStandIn } from '../standIn/standIn';

const POLLS = 5;
const PAGE = 100;

/** Milliseconds of the processor that something took. */
async function costOf(work: () => Promise<unknown>): Promise<number> {
	global.gc?.();
	const before = process.cpuUsage();
	await work();
	const { user, system } = process.cpuUsage(before);
	return (user + system) / 1_000;
}

/** The least of several measurements: what other processes took away from the others is no cost of ours. */
async function bestOf(tries: number, work: () => Promise<unknown>): Promise<number> {
	let best = Infinity;
	for (let nth = 0; nth < tries; nth++) best = Math.min(best, await costOf(work));
	return best;
}

/** A campaign with a name of 60 letters in several scripts. */
const campaign = (index: number): IDataObject => ({
	id: 300_000 + index * 7,
	name: `年末ギフト – Отдел продаж – فريق ${index} – 🎁 Équipe Produit Größe 2026`,
	start_date: '2024-05-01T10:00:00Z',
	end_date: null,
	description: '',
	created_at: '2024-05-01T10:00:00.000+00:00',
	user_id: 5,
	gift_id: 12,
	starting_egift_price: null,
	ending_egift_price: '75.0',
	status: 'Active',
	is_default_price: true,
	delivery_type: 'email',
	hubspot_key: null,
	ship_to_countries: ['US'],
	currency: 'USD',
});

/** Pages in memory, by pointers. */
class PointedSession extends FakeSession {
	override openWalk(place?: unknown) {
		const readPage = async (cursor: { page?: number; nextPage?: string }) => {
			const page = Number(cursor.nextPage ?? cursor.page ?? 1);
			const { rows, serverTime } = await this.readPage(page);
			return { rows, unreadable: 0, serverTime, ...(page * PAGE < this.world.rows().length ? { nextPage: String(page + 1) } : {}) };
		};
		return new CursorWalk({ readPage: async (cursor) => await readPage(cursor), mayGoOn: () => true }, place) as ListWalk as ReturnType<FakeSession['openWalk']>;
	}
}

/** Milliseconds of the processor for comparing a list that did not change, and one of which a name did. */
async function compare(count: number, Session: typeof FakeSession, sources: typeof connectorSources | undefined): Promise<{ quiet: number; changed: number }> {
	const rows = Array.from({ length: count }, (_, index) => campaign(index));
	const world = { rows: () => rows, now: Date.now(), person: 'me' };
	const trigger = new FakeTrigger(subscriptionTo('touch', ['created', 'updated', 'removed'], {}, {}, sources), true);
	const poll = async () => await trigger.poll(new Session(world, PAGE, {}, true));
	await poll();
	const quiet = await bestOf(POLLS, poll);
	let nth = 0;
	const changed = await bestOf(POLLS, async () => {
		rows[nth] = { ...campaign(nth), name: `Another name ${nth}` };
		nth += 1;
		if ((await poll()).length !== 1) throw new Error('The changed campaign was not told');
	});
	return { quiet, changed };
}

/** Reads all pages with n8n's helper, and does nothing with them. */
async function readPlainly(trigger: TriggerBench, credential: StoredCredential, request: Pick<IHttpRequestOptions, 'url' | 'headers'>, size: object, pages: number) {
	const { helpers } = new core.PollContext(trigger.workflow, trigger.node, additionalData(credential, 'trigger'), 'trigger', 'activate');
	for (let page = 1; page <= pages; page++) await helpers.httpRequest({ ...request, qs: { page, ...size }, json: true });
}

async function main(): Promise<number> {
	const { values } = parseArgs({ options: { count: { type: 'string', default: '20000' }, limit: { type: 'string', default: '250' } } });
	const campaigns = Number(values.count);
	const pages = Math.ceil(campaigns / PAGE) + 1;
	const standIn = await startStandIn({ listed: 1, listedFor: 60_000, lanes: 1, campaigns });
	const [tenant] = standIn.tenants;
	if (tenant === undefined) throw new Error('The stand-in gave no instance');
	const { userSecret, organizationSecret, elementToken } = tenant;
	const direct = { credential: storedCredential(standIn.url, standIn.token), request: { url: `${standIn.url}/api/v3/touches`, headers: { Authorization: `Bearer ${standIn.token.access_token}` } }, size: { per_page: PAGE } };
	const connector = {
		credential: storedTenant(standIn.openConnectorsUrl, tenant),
		request: { url: `${standIn.openConnectorsUrl}/touches`, headers: { Authorization: `User ${userSecret}, Organization ${organizationSecret}, Element ${elementToken}` } },
		size: { pageSize: PAGE },
	};
	const parameters: INodeParameters = { events: eventsOf('touch', ['created', 'updated', 'removed']) };
	let failed = 0;
	for (const [name, { credential, request, size }] of Object.entries({ direct, 'SAP Open Connectors': connector })) {
		const compared = name === 'direct' ? await compare(campaigns, FakeSession, undefined) : await compare(campaigns, PointedSession, connectorSources);
		const trigger = new TriggerBench(credential, parameters);
		const first = await costOf(async () => await trigger.poll());
		const quiet = await bestOf(POLLS, async () => await trigger.poll());
		const plain = await bestOf(POLLS, async () => await readPlainly(trigger, credential, request, size, pages));
		const bytes = Buffer.byteLength(JSON.stringify(trigger.state));
		const holds = compared.quiet <= Number(values.limit) && bytes < 1_000_000;
		if (!holds) failed += 1;
		console.log(
			[
				`${holds ? 'ok  ' : 'FAIL'} ${campaigns.toLocaleString('en-US')} campaigns, all events, ${name}:`,
				`comparing them takes ${compared.quiet.toFixed(0)} ms of the processor (at most ${values.limit}), and ${compared.changed.toFixed(0)} ms when a name changed, for names are packed anew then;`,
				`a whole poll ${quiet.toFixed(0)} ms, ${(quiet / plain).toFixed(1)} times the ${plain.toFixed(0)} ms of reading ${pages} pages with n8n's helper, and the first one, which reads them twice, ${first.toFixed(0)} ms;`,
				`state ${bytes.toLocaleString('en-US')} bytes`,
			].join(' '),
		);
	}
	standIn.stop();
	console.log(`${2 - failed} passed, ${failed} failed`);
	return failed === 0 ? 0 : 1;
}

void main().then((code) => process.exit(code));
