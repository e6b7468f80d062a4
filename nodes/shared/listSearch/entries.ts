import type { IDataObject } from 'n8n-workflow';
import { textOf } from '../values/json';

export const toTouch = (row: IDataObject) => ({
	name: `${textOf(row.name)} (${row.delivery_type === 'email' ? 'eGift' : 'physical'})`,
	value: textOf(row.id),
	description: textOf(row.description) || undefined,
});
export const toNamed = (row: IDataObject) => ({ name: textOf(row.name) || textOf(row.id), value: textOf(row.id) });

export const toPerson = (row: IDataObject) => {
	const name = `${textOf(row.first_name)} ${textOf(row.last_name)}`.trim();
	return { name: name || textOf(row.email) || textOf(row.id), value: textOf(row.id), description: textOf(row.email) || undefined };
};
