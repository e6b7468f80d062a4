import type { ResourceDesk } from '../resources/resourceDesk';
import type { Row } from '../row';

/** Fields of an object: those it is known to have, and those of its first row. Whether they can be filtered on is told only where it is known (fact 44). */
export function metadataOf({ fields = {}, rows }: ResourceDesk, filterable: string[] | undefined): { fields: Row[] } {
	const [sample = {}] = rows();
	const types = { ...Object.fromEntries(Object.entries(sample).map(([name, value]) => [name, typeOf(value)])), ...fields };
	return {
		fields: Object.entries(types).map(([vendorPath, type]) => ({
			vendorPath,
			type,
			vendorReadOnly: vendorPath === 'id',
			...(filterable === undefined ? {} : { filterable: filterable.includes(vendorPath) }),
		})),
	};
}

function typeOf(value: unknown): string {
	if (typeof value === 'number' || typeof value === 'boolean') return typeof value;
	if (typeof value === 'object' && value !== null) return Array.isArray(value) ? 'array' : 'object';
	return /^\d{4}-\d{2}-\d{2}T/.test(String(value)) ? 'date' : 'string';
}
