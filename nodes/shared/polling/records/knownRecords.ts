import { isRow } from '../../values/json';
import { PRINT_LENGTH } from './contentPrint';
import { NAME_LENGTH, type PackedNames, isPackedNames, packNames, sizeOf, unpackNames } from './names';

/** What is remembered of one record. */
export interface Known {
	/** Print of its content; undefined when the record has left the list. */
	print: string | undefined;
	/** Events of this record so far, so that each gets an id of its own. */
	revision: number;
	/** Whether the walk through the list that is under way has met it. */
	isSeen: boolean;
	/** Complete readings in succession that did not hold it, nine at the most. */
	misses: number;
	/** Its name, where it is newer than the packed one. Names are kept for `removed` events only. */
	name?: string;
	/** Its place among the packed names. */
	place?: number;
}

/** All known records as they stand in the state. */
export interface PackedRecords {
	/** `id:print` and the revision in base 36, separated by spaces; listed records first. */
	entries: string;
	/** A digit for each listed record, absent when all are 0: twice the misses, and 1 more when the walk has met it. */
	marks?: string;
	names?: PackedNames;
}

/** Largest packed records, in characters; with the rest of the state they stay under a megabyte. */
export const LARGEST_PACK = 900_000;

/** Complete readings in succession that are counted. */
export const MOST_MISSES = 9;

/** Records that left the list and whose revision is still kept, the latest ones. */
const MOST_GONE = 2_000;

/** Not prints, but as long as one: of a record that has left, and of one whose content counts as unknown. */
const GONE = '~'.repeat(PRINT_LENGTH);
export const UNKNOWN = '-'.padStart(PRINT_LENGTH, '~');

const ENTRIES = /^(?:[^ :]+:[\w~-]{6}[\da-z]*(?: (?!$)|$))*$/;

/** Whether a stored value is what {@link KnownRecords.pack} gave. */
export function isPackedRecords(value: unknown): value is PackedRecords {
	if (!isRow(value)) return false;
	const { entries, marks, names } = value;
	return typeof entries === 'string' && ENTRIES.test(entries) && (marks === undefined || typeof marks === 'string') && (names === undefined || isPackedNames(names));
}

/** Room for what is packed. */
export interface Room {
	/** Most characters that all may take. */
	largest: number;
	/** Characters beyond which names are shortened. */
	comfortable: number;
}

/** The records of a list, as far as they are known. Names are unpacked only when something changed. */
export class KnownRecords {
	/** By id; records that left the list stand at the end. */
	readonly all = new Map<string, Known>();
	private readonly packedNames: PackedNames | undefined;
	private readonly packedCount: number;
	/** Whether the packed names don't fit the listed records any more. */
	private isRenamed = false;
	private listedCount = 0;

	/** The packed form as it was read, until what is known differs from it. */
	private unchanged: string | undefined;

	constructor({ entries, marks = '', names }: PackedRecords = { entries: '' }) {
		const whole = areOf(marks, entries) ? marks : '';
		let isInOrder = true;
		let place = 0;
		let start = 0;
		while (start < entries.length) {
			const space = entries.indexOf(' ', start);
			const end = space < 0 ? entries.length : space;
			const colon = entries.indexOf(':', start);
			const behind = colon + 1 + PRINT_LENGTH;
			const print = entries.slice(colon + 1, behind);
			const revision = behind === end ? 0 : Number.parseInt(entries.slice(behind, end), 36);
			const mark = place < whole.length ? Number.parseInt(whole.charAt(place), 36) || 0 : 0;
			const isGone = print === GONE;
			isInOrder &&= isGone || this.listedCount === place;
			if (!isGone) this.listedCount += 1;
			this.all.set(readId(entries.slice(start, colon)), { print: isGone ? undefined : print, revision, isSeen: mark % 2 === 1, misses: mark >> 1, place });
			place += 1;
			start = end + 1;
		}
		this.packedNames = names;
		this.packedCount = this.listedCount;
		if (isInOrder && this.all.size === place) this.unchanged = entries;
	}

	get isEmpty(): boolean {
		return this.all.size === 0;
	}

	/** Records that are in the list, as far as known. */
	get count(): number {
		return this.listedCount;
	}

	get(id: string): Known | undefined {
		return this.all.get(id);
	}

	/** Takes note of a record that is in the list now; one that was not goes to the end. */
	list(id: string, known: Known) {
		if (this.all.get(id)?.print === undefined) {
			this.all.delete(id);
			this.listedCount += 1;
		}
		this.isRenamed ||= known.name !== undefined;
		this.unchanged = undefined;
		this.all.set(id, known);
	}

	/** Takes note of a record that has left the list. */
	lose(id: string, revision: number) {
		this.all.delete(id);
		this.all.set(id, { print: undefined, revision, isSeen: false, misses: 0 });
		this.listedCount -= 1;
		this.isRenamed = true;
		this.unchanged = undefined;
	}

	/** Names of the listed records by their places among the packed ones; none when they can't be read. */
	get names(): string[] {
		this.readNames ??= (this.packedNames && unpackNames(this.packedNames, this.packedCount)) ?? [];
		return this.readNames;
	}

	private readNames: string[] | undefined;

	/** Letters that are kept of each name; 0 when no names are. */
	get nameLength(): number {
		return this.packedNames?.length ?? 0;
	}

	/** Whether the names of all listed records are remembered. */
	get hasNames(): boolean {
		return this.packedNames !== undefined && this.packedNames.isPartial !== true;
	}

	/** Takes the content of every listed record for unknown. */
	forgetContents() {
		this.unchanged = undefined;
		for (const known of this.all.values()) if (known.print !== undefined) known.print = UNKNOWN;
	}

	/** The name of a record; undefined when none is remembered. */
	nameOf({ name, place }: Known): string | undefined {
		return name ?? (place === undefined ? undefined : this.names[place]);
	}

	/**
	 * Packs the known records.
	 *
	 * @param withNames whether names are kept
	 * @returns the packed records, with the highest revision among those that are forgotten; or undefined when there are too many for the room
	 */
	pack({ largest, comfortable }: Room, withNames: boolean): { packed: PackedRecords; forgotten?: number } | undefined {
		const listed: Array<[string, Known]> = [];
		const gone: Array<[string, Known]> = [];
		for (const entry of this.all) (entry[1].print === undefined ? gone : listed).push(entry);
		const forgotten = gone.splice(0, Math.max(0, gone.length - MOST_GONE)).map(([, { revision }]) => revision);
		const entries = (forgotten.length === 0 ? this.unchanged : undefined) ?? [...listed, ...gone].map(printEntry).join(' ');
		const marks = listed.some(([, { isSeen, misses }]) => isSeen || misses > 0) ? listed.map(([, { isSeen, misses }]) => (misses * 2 + Number(isSeen)).toString(36)).join('') : undefined;
		const taken = entries.length + (marks?.length ?? 0);
		if (taken > largest) return undefined;
		const packed: PackedRecords = { entries, ...(marks === undefined ? {} : { marks }) };
		if (withNames) packed.names = this.packNames(listed, comfortable - taken, largest - taken);
		return { packed, ...(forgotten.length === 0 ? {} : { forgotten: Math.max(...forgotten) }) };
	}

	private packNames(listed: Array<[string, Known]>, comfortable: number, largest: number): PackedNames {
		const { packedNames } = this;
		if (packedNames !== undefined && !this.isRenamed && sizeOf(packedNames) <= Math.max(comfortable, 0)) return packedNames;
		const start = packedNames === undefined || packedNames.length === 0 ? NAME_LENGTH : packedNames.length;
		const names = listed.map(([, known]) => this.nameOf(known));
		const packed = packNames(
			names.map((name) => name ?? ''),
			comfortable,
			largest,
			start,
		);
		return names.includes(undefined) ? { ...packed, isPartial: true } : packed;
	}
}

/** Whether marks can be those of the packed entries: there is one for each listed record. */
function areOf(marks: string, entries: string): boolean {
	if (marks === '') return true;
	const list = entries.split(' ');
	return marks.length <= list.length && !(list[marks.length - 1] ?? '').includes(`:${GONE}`) && (list[marks.length] ?? `:${GONE}`).includes(`:${GONE}`);
}

function printEntry([id, { print = GONE, revision }]: [string, Known]): string {
	return `${printId(id)}:${print}${revision === 0 ? '' : revision.toString(36)}`;
}

/** An id without the signs that mean something in the packed form. */
function printId(id: string): string {
	return /^[\w.-]+$/.test(id) ? id : encodeURIComponent(id);
}

/** The id that {@link printId} wrote; as it stands where it was spoilt. */
function readId(text: string): string {
	if (!text.includes('%')) return text;
	try {
		return decodeURIComponent(text);
	} catch {
		return text;
	}
}
