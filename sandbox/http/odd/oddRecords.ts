/** What is odd about records in lists, of either API; records are named by their list and id, as in `touches 12`. */
export interface RecordManners {
	/** Records that stand twice. */
	twice: Set<string>;
	/** Records that the list does not hold, although they are active and can be read. */
	leftOut: Set<string>;
	/** Each answer spells values in another way: offsets of times, zeros behind a decimal point, the order of members. */
	respells: boolean;
	/** Answers so far. */
	turn: number;
}

export const politeRecords = (): RecordManners => ({ twice: new Set(), leftOut: new Set(), respells: false, turn: 0 });

/** The rows of a list as they stand in it. */
export function oddRows<T extends { id?: unknown }>({ twice, leftOut }: RecordManners, list: string, rows: readonly T[]): T[] {
	if (twice.size + leftOut.size === 0) return [...rows];
	return rows.filter(({ id }) => !leftOut.has(`${list} ${String(id)}`)).flatMap((row) => (twice.has(`${list} ${String(row.id)}`) ? [row, row] : [row]));
}

/** Rows in another spelling than that of the answer before. */
export function respellAll<T>(records: RecordManners, rows: T[]): T[] {
	if (!records.respells) return rows;
	records.turn += 1;
	return rows.map((row) => respell(row, records.turn) as T);
}

function respell(value: unknown, turn: number): unknown {
	if (typeof value === 'string') return respellText(value, turn);
	if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
	const members = Object.entries(value).map(([name, member]) => [name, respell(member, turn)] as const);
	return Object.fromEntries(turn % 2 === 0 ? members : members.reverse());
}

function respellText(text: string, turn: number): string {
	if (/^-?\d+\.\d+$/.test(text)) return text + '0'.repeat(turn % 3);
	const time = /^\d{4}-\d{2}-\d{2}T.*(Z|[+-]\d{2}:\d{2})$/.test(text) ? Date.parse(text) : NaN;
	if (Number.isNaN(time)) return text;
	const hours = turn % 4;
	const local = new Date(Math.floor(time / 1_000) * 1_000 + hours * 3_600_000).toISOString();
	return hours === 0 ? local : `${local.slice(0, 19)}+0${hours}:00`;
}
