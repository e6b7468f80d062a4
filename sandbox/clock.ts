/* eslint-disable @n8n/community-nodes/no-restricted-imports -- the stand-in server runs on a desk, never inside n8n */
import { performance } from 'node:perf_hooks';

/** Wall-clock time that can be moved, beside monotonic time that cannot. */
export class VirtualClock {
	private offset = 0;

	private readonly origin = performance.now();

	/** Virtual time, milliseconds since the epoch. */
	now(): number {
		return Date.now() + this.offset;
	}

	/** Moves virtual time; a negative number moves it back. */
	advance(milliseconds: number): number {
		this.offset += milliseconds;
		return this.now();
	}

	/** Puts virtual time back on real time. */
	reset(): void {
		this.offset = 0;
	}

	/** Real milliseconds since the server started, untouched by `advance`. */
	monotonic(): number {
		return performance.now() - this.origin;
	}
}

/** How one timestamp is printed: the API mixes offsets, with and without milliseconds. */
export interface TimestampStyle {
	offsetMinutes: number;
	milliseconds: boolean;
}

/** ISO 8601 text with a numeric offset. */
export function printTimestamp(time: number, style: TimestampStyle): string {
	const local = new Date(time + style.offsetMinutes * 60_000).toISOString();
	const sign = style.offsetMinutes < 0 ? '-' : '+';
	const minutes = Math.abs(style.offsetMinutes);
	const hoursText = String(Math.floor(minutes / 60)).padStart(2, '0');
	const minutesText = String(minutes % 60).padStart(2, '0');
	return `${local.slice(0, style.milliseconds ? 23 : 19)}${sign}${hoursText}:${minutesText}`;
}

/** The offsets that occur, Pacific time first as in the public samples. */
export const timestampStyles: readonly TimestampStyle[] = [
	{ offsetMinutes: -480, milliseconds: true },
	{ offsetMinutes: -480, milliseconds: false },
	{ offsetMinutes: 0, milliseconds: true },
	{ offsetMinutes: 60, milliseconds: false },
	{ offsetMinutes: 330, milliseconds: true },
	{ offsetMinutes: 540, milliseconds: false },
];

/** A style chosen by number, so that one record always prints the same way. */
export function styleFor(number: number): TimestampStyle {
	return timestampStyles[Math.abs(number) % timestampStyles.length] ?? { offsetMinutes: 0, milliseconds: false };
}
