import { fingerprint } from '../../../../shared/values/fingerprint';
import { packNumber, unpackNumber } from '../sendCodec';

/** Statuses that have a code of one character. */
const SHORT_CODES = 62;

/** Precedes a code of two characters. */
const LONG = '.';
const MOST_NAMES = 4_000;
const LONGEST_NAME = 60;

/** One known entry of a send's history. */
export interface KnownEntry {
	/** Stands for the status. */
	code: string;
	/** Stands for the moment: it tells entries of the same status apart. Long histories have shorter ones. */
	mark: string;
}

/** Statuses by short codes, which the state holds with the names that they stand for. */
export class StatusCodes {
	private readonly codes: Map<string, string>;

	/** @param names statuses in the order of their codes; new ones are added */
	constructor(readonly names: string[]) {
		this.codes = new Map(names.map((name, place) => [name, codeOf(place)]));
	}

	/** The code of a status. */
	of(status: string): string {
		const name = status.length > LONGEST_NAME ? fingerprint(status, 20) : status;
		const known = this.codes.get(name);
		if (known !== undefined) return known;
		const code = codeOf(Math.min(this.names.length, MOST_NAMES));
		if (this.names.length <= MOST_NAMES) this.names.push(name);
		this.codes.set(name, code);
		return code;
	}

	/** The status that a code stands for. */
	nameOf(code: string): string | undefined {
		return this.names[unpackNumber(code.replace(LONG, ''))];
	}
}

function codeOf(place: number): string {
	return place < SHORT_CODES ? packNumber(place, 1) : LONG + packNumber(place, 2);
}

/** Characters of a mark as it is made. */
export const LONGEST_MARK = 4;

/** Characters that ten entries take, so that 20,000 open sends fit into a megabyte. */
const ROOM = 20;

/** Packs the known entries of a history; what is long gets shorter marks. */
export function packEntries(entries: KnownEntry[]): { known: string; markLength: number } {
	const shortest = Math.min(LONGEST_MARK, ...entries.map(({ mark }) => mark.length));
	const markLength = Math.max(1, Math.min(shortest, Math.floor(ROOM / Math.max(1, entries.length)) - 1));
	return { known: entries.map(({ code, mark }) => code + mark.slice(0, markLength)).join(''), markLength };
}

/** Reads what {@link packEntries} wrote. */
export function unpackEntries({ known: packed, markLength }: { known: string; markLength: number }): KnownEntry[] {
	const entries: KnownEntry[] = [];
	for (let at = 0; at < packed.length; ) {
		const length = packed[at] === LONG ? 3 : 1;
		entries.push({ code: packed.slice(at, at + length), mark: packed.slice(at + length, at + length + markLength) });
		at += length + markLength;
	}
	return entries;
}
