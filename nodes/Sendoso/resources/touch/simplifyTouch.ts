import type { IDataObject } from 'n8n-workflow';

const MEMBERS = [
	'id',
	'name',
	'description',
	'delivery_type',
	'status',
	'start_date',
	'end_date',
	'ship_to_countries',
	'currency',
	'created_at',
];

/** The ten most useful members of a touch, under the API's own names. */
export function simplifyTouch(touch: IDataObject): IDataObject {
	return Object.fromEntries(MEMBERS.filter((name) => name in touch).map((name) => [name, touch[name]]));
}
