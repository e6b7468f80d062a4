import type { IDataObject } from 'n8n-workflow';
import { fingerprint } from '../../shared/values/fingerprint';
import { textOf } from '../../shared/values/json';

/** Characters that tell two rows apart. */
const PRINT_LENGTH = 16;

/** The rows that a walk has met. */
export class MetRows {
	private readonly known = new Map<string, IDataObject>();

	/** @param sharesIds whether two rows of one page had the same ID and said different things: then IDs tell no rows apart */
	constructor(public sharesIds: boolean) {}

	/**
	 * Takes note of the rows of a page, which are never taken for one another.
	 *
	 * @returns how many of them no earlier page has brought, and how many of the others say something else than before
	 */
	add(rows: IDataObject[]): { fresh: number; differing: number } {
		this.sharesIds ||= haveSharedId(rows);
		const keys = rows.map((row) => this.keyOf(row));
		let [fresh, differing] = [0, 0];
		for (const [place, row] of rows.entries()) {
			const other = this.known.get(keys[place] ?? '');
			if (other === undefined) fresh += 1;
			else if (JSON.stringify(other) !== JSON.stringify(row)) differing += 1;
		}
		for (const [place, row] of rows.entries()) this.known.set(keys[place] ?? '', row);
		return { fresh, differing };
	}

	/** What tells a row from those of other pages. */
	private keyOf(row: IDataObject): string {
		const id = textOf(row.id);
		// No ID begins with a space.
		return id === '' || this.sharesIds ? ` ${fingerprint(JSON.stringify(row), PRINT_LENGTH)}` : id;
	}
}

/** Whether two rows are one, by their ID where they have one. */
export function isSame(row: IDataObject, other: IDataObject | undefined): boolean {
	const id = textOf(row.id);
	return id === '' ? JSON.stringify(row) === JSON.stringify(other) : id === textOf(other?.id);
}

function haveSharedId(rows: IDataObject[]): boolean {
	if (new Set(rows.map(({ id }) => textOf(id))).size === rows.length) return false;
	const known = new Map<string, IDataObject>();
	for (const row of rows) {
		const id = textOf(row.id);
		const other = id === '' ? undefined : known.get(id);
		if (other !== undefined && JSON.stringify(other) !== JSON.stringify(row)) return true;
		if (id !== '') known.set(id, row);
	}
	return false;
}
