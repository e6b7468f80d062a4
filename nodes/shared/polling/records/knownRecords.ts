import { compress, decompress, type PackedText } from './lzw';

/** What is remembered of one record. */
export interface Known {
	/** Fingerprint of its content; undefined when the record has left the list. */
	fingerprint: string | undefined;
	/** Events of this record so far, so that each gets an id of its own. */
	revision: number;
	/** Only kept for `removed` events. */
	name?: string;
}

/** All known records as they stand in the state. */
export interface PackedRecords {
	/** `id:print` and the revision in base 36, separated by spaces. */
	entries: string;
	/** Names in the order of the entries, one a line. */
	names?: PackedText;
	/** Letters kept of each name; fewer than 40 when there was no room. */
	nameLength?: number;
}

/** Six bits each: a change goes unnoticed once in 69 billion. */
export const PRINT_LENGTH = 6;

/** Letters of a name that a `removed` event shows at most (interface 4). */
export const NAME_LENGTH = 40;

/** Lengths that are tried until the names fit. */
const NAME_LENGTHS = [NAME_LENGTH, 30, 20, 12, 8];

/** Length that is tried last, as long as there is any room. */
const SHORTEST_NAME = 4;

/** Largest packed records, in characters; with the rest of the state it stays under a megabyte. */
export const LARGEST_PACK = 950_000;

/** Records that left the list and whose revision is still kept, the latest ones. */
const MOST_GONE = 2_000;

/** Not a fingerprint, but as long as one. */
const GONE = '~'.repeat(PRINT_LENGTH);

/**
 * Packs the known records.
 *
 * @param largest most characters that they may take
 * @param comfortable characters beyond which names are shortened
 * @returns the packed records, or undefined when there are too many for the state
 */
export function pack(records: Map<string, Known>, largest = LARGEST_PACK, comfortable = largest): PackedRecords | undefined {
	const gone = [...records].filter(([, { fingerprint }]) => fingerprint === undefined).slice(-MOST_GONE);
	const listed = [...records].filter(([, { fingerprint }]) => fingerprint !== undefined);
	const entries = [...listed, ...gone].map(([id, { fingerprint = GONE, revision }]) => {
		return `${encodeURIComponent(id)}:${fingerprint}${revision === 0 ? '' : revision.toString(36)}`;
	});
	const packed = { entries: entries.join(' ') };
	if (packed.entries.length > largest) return undefined;
	if (!listed.some(([, { name }]) => name !== undefined)) return packed;
	for (const nameLength of [...NAME_LENGTHS, SHORTEST_NAME]) {
		const names = compress(listed.map(([, { name = '' }]) => cut(name, nameLength)).join('\n'));
		const size = packed.entries.length + names.codes.length + JSON.stringify(names.letters).length * 3;
		if (size <= (nameLength === SHORTEST_NAME ? largest : comfortable)) return { ...packed, names, nameLength };
	}
	return { ...packed, nameLength: 0 };
}

/** Reads what {@link pack} wrote. */
export function unpack({ entries, names }: PackedRecords): Map<string, Known> {
	const lines = names === undefined ? undefined : decompress(names).split('\n');
	const records = new Map<string, Known>();
	if (entries === '') return records;
	for (const [index, entry] of entries.split(' ').entries()) {
		const [id = '', rest = ''] = entry.split(':');
		const fingerprint = rest.slice(0, PRINT_LENGTH);
		const revision = Number.parseInt(rest.slice(PRINT_LENGTH) || '0', 36);
		const isGone = fingerprint === GONE;
		const name = isGone ? undefined : lines?.[index];
		records.set(decodeURIComponent(id), { fingerprint: isGone ? undefined : fingerprint, revision, ...(name === undefined ? {} : { name }) });
	}
	return records;
}

/** The first letters of a name, whole ones. */
export function cut(name: string, length: number): string {
	return [...name.replace(/\s+/g, ' ')].slice(0, length).join('');
}
