import { Pool } from 'undici';
import { type Cost, costOf } from '../harness/cost';
import { expectAll, type ListTask, PAGE } from './list';

type Row = Record<string, unknown>;

/** A loop that reads one page after the other and keeps the rows: the least that reading a list takes. */
async function readAll({ accounts, connection }: ListTask): Promise<Row[]> {
	const isDirect = connection === 'direct';
	const { origin, pathname } = new URL(isDirect ? `${accounts.url}/api/v3/send` : `${accounts.openConnectorsUrl}/touches`);
	const { userSecret, organizationSecret, elementToken } = accounts.tenant;
	const authorization = isDirect ? `Bearer ${accounts.token.access_token}` : `User ${userSecret}, Organization ${organizationSecret}, Element ${elementToken}`;
	const pool = new Pool(origin);
	const rows: Row[] = [];
	for (let page = 1; ; page++) {
		const query = isDirect ? { page, per_page: PAGE } : { page, pageSize: PAGE };
		const { body } = await pool.request({ path: pathname, method: 'GET', query, headers: { authorization } });
		const answer = (await body.json()) as Row[] | { sends: Row[] };
		const more = Array.isArray(answer) ? answer : answer.sends;
		rows.push(...more);
		if (more.length < PAGE) break;
	}
	await pool.close();
	return rows;
}

/** A bare client. */
export async function measure(task: ListTask): Promise<Cost> {
	const { cost, result } = await costOf(async () => await readAll(task));
	expectAll(result, task);
	return cost;
}
