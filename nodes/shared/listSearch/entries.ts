import type { IDataObject, INodeListSearchItems } from 'n8n-workflow';
import { isRow, member, textOf } from '../values/json';
import { plainText } from '../values/text';

/** A campaign, with the way its gift travels. */
export const toTouch = (row: IDataObject): INodeListSearchItems => ({
	name: `${textOf(row.name)} (${row.delivery_type === 'email' ? 'eGift' : 'physical'})`,
	value: textOf(row.id),
	description: textOf(row.description) || undefined,
});

/** The variants of a product, each with its price: variants have no name of their own, so their ID tells them apart. */
export const toVariants = ({ name, description, variants }: IDataObject): INodeListSearchItems[] => {
	const rows = (Array.isArray(variants) ? variants : []).filter((variant) => isRow(variant) && plain(variant.id) !== '') as IDataObject[];
	return rows.map(({ id, estimated_total_price: price }) => {
		const cost = [member(price, 'price_per_unit'), member(price, 'currency')].map(plain).join(' ').trim();
		const label = [textOf(name) || textOf(id), ...(rows.length > 1 ? [textOf(id)] : []), ...(cost === '' ? [] : [cost])].join(' · ');
		return { name: label, value: textOf(id), description: textOf(description) || undefined };
	});
};

/** A user of SCIM, with the name at sign-in, and whether the user is active. */
export const toScimUser = ({ id, userName, name, active }: IDataObject): INodeListSearchItems => {
	const label = ['givenName', 'familyName'].map((part) => textOf(member(name, part))).join(' ').trim();
	return { name: `${label || textOf(userName) || textOf(id)}${active === false ? ' (inactive)' : ''}`, value: textOf(id), description: textOf(userName) || undefined };
};

/** A record with a name. */
export const toNamed = (row: IDataObject): INodeListSearchItems => ({ name: textOf(row.name) || textOf(row.id), value: textOf(row.id) });

/** A person, with the address that tells namesakes apart. */
export const toPerson = (row: IDataObject): INodeListSearchItems => {
	const name = `${textOf(row.first_name)} ${textOf(row.last_name)}`.trim();
	return { name: name || textOf(row.email) || textOf(row.id), value: textOf(row.id), description: textOf(row.email) || undefined };
};

/** The text of a value that has one of its own. */
function plain(value: unknown): string {
	return plainText(value)?.trim() ?? '';
}
