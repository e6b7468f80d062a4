/** Compares lists of campaigns whose pages are in memory already; runs in a measured process. */
import type { IDataObject } from 'n8n-workflow';
import { CursorWalk } from '../../nodes/SendosoOpenConnectors/trigger/cursorWalk';
import { sources as connectorSources } from '../../nodes/SendosoOpenConnectors/trigger/sources';
import type { ListWalk } from '../../nodes/shared/polling/walks/listWalk';
import { FakeSession, FakeTrigger, subscriptionTo } from '../../test/trigger/model';
import { meter, type Taken } from './meter';

/** Rows of a page. */
const PAGE = 100;

/** Which list is compared, and what happened to it since the last poll. */
export interface Comparison {
	connection: 'direct' | 'SAP Open Connectors';
	campaigns: number;
	/** The place of the campaign whose name changed; none when absent. */
	renamed?: number;
}

/** What a poll took, and what it left. */
export interface Compared extends Taken {
	/** Bytes of the state in JSON. */
	stateBytes: number;
}

/** A campaign with a name of 60 letters in several scripts. */
const campaign = (index: number, name: string): IDataObject => ({
	id: 300_000 + index * 7,
	name,
	start_date: '2024-05-01T10:00:00Z',
	end_date: null,
	description: '',
	created_at: new Date(1_700_000_000_000 + index * 3_601_000).toISOString().replace('Z', '+00:00'),
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

/** A list and the trigger over it. */
class Scene {
	private readonly campaigns: IDataObject[];
	private readonly trigger: FakeTrigger;
	private readonly Session: typeof FakeSession;
	private renamings = 0;

	constructor({ connection, campaigns }: Comparison) {
		const isDirect = connection === 'direct';
		this.campaigns = Array.from({ length: campaigns }, (_, index) => campaign(index, `年末ギフト – Отдел продаж – فريق ${index} – 🎁 Équipe Produit Größe 2026`));
		this.trigger = new FakeTrigger(subscriptionTo('touch', ['created', 'updated', 'removed'], {}, {}, isDirect ? undefined : connectorSources), true);
		this.Session = isDirect ? FakeSession : PointedSession;
	}

	async poll(renamed: number | undefined): Promise<Compared> {
		if (renamed !== undefined) this.campaigns[renamed] = campaign(renamed, `Another name ${++this.renamings}`);
		// As fresh as what n8n makes of an answer.
		const rows = JSON.parse(JSON.stringify(this.campaigns)) as IDataObject[];
		let events = 0;
		const taken = await meter(async () => {
			events = (await this.trigger.poll(new this.Session({ rows: () => rows, now: Date.now(), person: 'me' }, PAGE, {}, true))).length;
		});
		if (events !== (renamed === undefined ? 0 : 1)) throw new Error(`${events} events came of ${renamed === undefined ? 'a list that is the same' : 'one new name'}`);
		return { ...taken, stateBytes: Buffer.byteLength(JSON.stringify(this.trigger.state)) };
	}
}

const scenes = new Map<string, Scene>();

/** Polls once. The first poll of a list takes what is there as known. */
export async function measure(comparison: Comparison): Promise<Compared> {
	const key = `${comparison.connection} ${comparison.campaigns}`;
	const scene = scenes.get(key) ?? new Scene(comparison);
	scenes.set(key, scene);
	return await scene.poll(comparison.renamed);
}
