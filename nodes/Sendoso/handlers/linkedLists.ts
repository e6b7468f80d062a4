import type { INodeExecutionData } from 'n8n-workflow';
import { type ItemContext, read } from '../../shared/execution/itemContext';
import { limitOf, listedItems, orUnlisted, unreadable } from '../../shared/execution/listResults';
import { textOf } from '../../shared/values/json';
import { collectLinked, type LinkedPage } from '../lists/collectLinked';
import { readProductPage } from '../lists/productPages';
import { readScimPage, scimQuery } from '../lists/scimPages';

type ReadPage = (token: string | undefined) => Promise<LinkedPage | undefined>;

/** Reads products of the marketplace, cursor by cursor. */
export async function readProducts(item: ItemContext): Promise<INodeExecutionData[]> {
	const { request } = item;
	return await collect(item, async (token) => readProductPage(await read(item, { ...request, qs: { ...request.qs, ...(token === undefined ? {} : { after: token }) } })));
}

/** Reads users of SCIM, page after page. */
export async function readScimUsers(item: ItemContext): Promise<INodeExecutionData[]> {
	return await collect(item, async (token) => readScimPage(await read(item, { ...item.request, qs: scimQuery(token, limitOf(item)) }), token));
}

async function collect(item: ItemContext, readPage: ReadPage): Promise<INodeExecutionData[]> {
	const orFail = async (token: string | undefined) => {
		const page = await readPage(token);
		if (page === undefined) throw unreadable(item);
		return page;
	};
	const rows = await orUnlisted(item, async () => await collectLinked(orFail, limitOf(item), (row) => textOf(row.id)));
	return listedItems(item, rows);
}
