import type { IDataObject } from 'n8n-workflow';
import { fingerprint } from '../../shared/values/fingerprint';

/** Characters that tell two rows without a name apart. */
const PRINT_LENGTH = 20;

/**
 * What tells the rows of a page from others, on whichever page they stand: their name. A row without one is told by all
 * that it says, and by how often its page said it before: twins on one page may be two records.
 *
 * @param nameOf name of a row, empty where it has none
 */
export function rowKeys(rows: IDataObject[], nameOf: (row: IDataObject) => string): string[] {
	const twins = new Map<string, number>();
	return rows.map((row) => {
		const name = nameOf(row);
		if (name !== '') return name;
		const print = fingerprint(JSON.stringify(row), PRINT_LENGTH);
		const place = twins.get(print) ?? 0;
		twins.set(print, place + 1);
		// No name begins with a space.
		return ` ${print} ${place}`;
	});
}
