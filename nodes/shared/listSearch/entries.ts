import type { IDataObject, INodeListSearchItems } from 'n8n-workflow';
import { textOf } from '../values/json';

/** A campaign, with the way its gift travels. */
export const toTouch = (row: IDataObject): INodeListSearchItems => ({
	name: `${textOf(row.name)} (${row.delivery_type === 'email' ? 'eGift' : 'physical'})`,
	value: textOf(row.id),
	description: textOf(row.description) || undefined,
});

/** A record with a name. */
export const toNamed = (row: IDataObject): INodeListSearchItems => ({ name: textOf(row.name) || textOf(row.id), value: textOf(row.id) });

/** A person, with the address that tells namesakes apart. */
export const toPerson = (row: IDataObject): INodeListSearchItems => {
	const name = `${textOf(row.first_name)} ${textOf(row.last_name)}`.trim();
	return { name: name || textOf(row.email) || textOf(row.id), value: textOf(row.id), description: textOf(row.email) || undefined };
};
