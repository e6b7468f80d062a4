import type { Tenant } from '../tenant';
import type { ResourceDesk } from './resourceDesk';

/** An object that the instance was given by hand: rows and nothing else. */
export function looseDesk({ objects }: Tenant, name: string): ResourceDesk {
	const rows = objects.get(name) ?? [];
	objects.set(name, rows);
	const find = (id: string) => rows.find((candidate) => String(candidate.id) === id);
	return {
		singular: name.replace(/s$/, '').replace(/-/g, '_'),
		rows: () => rows,
		create: (members) => {
			const row = { id: rows.reduce((highest, { id }) => Math.max(highest, Number(id) || 0), 0) + 1, ...members };
			rows.push(row);
			return row;
		},
		update: (id, members) => {
			const row = find(id);
			return row && Object.assign(row, members, { id: row.id });
		},
		remove: (id) => {
			const row = find(id);
			if (row !== undefined) rows.splice(rows.indexOf(row), 1);
			return row !== undefined;
		},
	};
}
