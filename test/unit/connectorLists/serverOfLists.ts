import type { IDataObject } from 'n8n-workflow';
import type { Cursor, ReadConnectorPage } from '../../../nodes/SendosoOpenConnectors/lists/cursorPages';
import { EndlessList } from '../../../nodes/shared/transport/pages';

/** How a server gives its lists, within what the facts of the contract allow. */
export interface Habits {
	/** Rows of the list. */
	count: number;
	/** Most rows on a page, whatever is asked for. */
	cap: number;
	/** What is said of the number of rows. */
	total: 'right' | 'none' | 'zero' | 'oneMore' | 'oneLess';
	/** Which pages have a pointer to the next one: all with a next one, none, every second or third of them; or the last one, too. */
	pointers: 'all' | 'none' | 'some' | 'few' | 'onTheLast' | 'alwaysNew';
	/** What `page` means behind the end, or at all. */
	behindTheEnd: 'empty' | 'lastForEver' | 'firstForEver' | 'gone' | 'refused' | 'noNumbers';
	/** When a warning comes. */
	warns: 'never' | 'always' | 'whenCapped';
	/** Larger pages than this are refused, from this row on. */
	tooLargeAbove: number;
	tooLargeFrom?: number;
	/** From this row on, pages of more than `cutSize` rows lose their end, with a warning. */
	cutFrom: number;
	cutSize: number;
	rows: 'named' | 'unnamed' | 'alike' | 'twoKinds' | 'sharingIds' | 'changing';
	/** Place of a row that is listed twice. */
	twice: number | undefined;
}

export const polite: Habits = { count: 0, cap: 100, total: 'none', pointers: 'none', behindTheEnd: 'empty', warns: 'never', tooLargeAbove: Infinity, cutFrom: Infinity, cutSize: 100, rows: 'named', twice: undefined };

/** Thrown for requests that a test did not expect. */
class EndlessRequests extends Error {}

/** A server that gives one list. */
export class ServerOfLists {
	readonly rows: IDataObject[];
	requests = 0;

	constructor(private readonly habits: Habits) {
		const { count, rows, twice } = habits;
		this.rows = Array.from({ length: count }, (_, index) => rowOf(rows, index));
		const repeated = twice === undefined ? undefined : this.rows[twice];
		if (twice !== undefined && repeated !== undefined) this.rows.splice(twice, 0, { ...repeated });
	}

	async read(cursor: Cursor, pageSize: number): ReturnType<ReadConnectorPage> {
		this.requests += 1;
		if (this.requests > 5_000) throw new EndlessRequests();
		const { cap, total, behindTheEnd, warns, tooLargeAbove, tooLargeFrom = 0, cutFrom, cutSize, rows: kind } = this.habits;
		if (pageSize > tooLargeAbove && pageSize > 1 && this.startOf(cursor, Math.min(pageSize, cap)) >= tooLargeFrom) return await Promise.resolve('tooLarge');
		const size = Math.min(pageSize, cap);
		const start = this.startOf(cursor, size);
		const isBehind = start >= this.rows.length;
		if ('page' in cursor && cursor.page > 1 && (behindTheEnd === 'noNumbers' || (isBehind && ['gone', 'refused'].includes(behindTheEnd)))) {
			return { isGone: behindTheEnd === 'gone', failure: new EndlessList('No such page') };
		}
		const from = !isBehind || !behindTheEnd.endsWith('ForEver') ? start : behindTheEnd === 'firstForEver' ? 0 : Math.max(0, Math.ceil(this.rows.length / size) - 1) * size;
		const whole = this.rows.slice(from, from + size);
		const isCut = whole.length > cutSize && start + size > cutFrom;
		const page = isCut ? whole.slice(0, Math.max(1, cutSize)) : whole;
		const isWarned = warns === 'always' || (warns === 'whenCapped' && pageSize > cap) || isCut;
		const number = { right: this.rows.length, none: undefined, zero: 0, oneMore: this.rows.length + 1, oneLess: this.rows.length - 1 }[total];
		const nextPage = this.pointerTo(start + size, size);
		return {
			rows: kind === 'changing' ? page.map((row) => ({ ...row, readAt: this.requests })) : page,
			...(nextPage === undefined ? {} : { nextPage }),
			...(isWarned ? { warning: 'Rows may be missing' } : {}),
			...(number === undefined ? {} : { total: number }),
		};
	}

	private startOf(cursor: Cursor, size: number): number {
		if ('nextPage' in cursor) return Number(cursor.nextPage.split(' ')[0]);
		return this.habits.behindTheEnd === 'firstForEver' ? 0 : (cursor.page - 1) * size;
	}

	private pointerTo(start: number, size: number): string | undefined {
		const { pointers } = this.habits;
		if (pointers === 'none') return undefined;
		if (pointers === 'alwaysNew') return `${start} ${this.requests}`;
		const number = start / size;
		if (pointers === 'onTheLast') return `${start}`;
		if (start >= this.rows.length) return undefined;
		return (pointers === 'some' && number % 2 === 0) || (pointers === 'few' && number % 3 !== 0) ? undefined : `${start}`;
	}
}

function rowOf(kind: Habits['rows'], index: number): IDataObject {
	if (kind === 'alike') return { message: 'The address is invalid' };
	if (kind === 'twoKinds') return { message: (index * 7) % 5 < 2 ? 'The address is invalid' : 'No name' };
	if (kind === 'unnamed') return { name: `Row ${index}` };
	// Two lines of one order, side by side on a page.
	if (kind === 'sharingIds') return { id: Math.floor(index / 2) + 1, line: index };
	return { id: index + 1, name: `Row ${index}` };
}
