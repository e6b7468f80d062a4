import fc from 'fast-check';
import { DateTime } from 'luxon';
import { readInstant } from '../../nodes/shared/values/instants';

const zones = [
	'UTC', 'America/Los_Angeles', 'America/New_York', 'America/St_Johns', 'America/Sao_Paulo', 'Europe/London', 'Europe/Paris', 'Europe/Dublin', 'Africa/Casablanca',
	'Asia/Kolkata', 'Asia/Kathmandu', 'Asia/Tokyo', 'Asia/Tehran', 'Australia/Lord_Howe', 'Australia/Sydney', 'Pacific/Chatham', 'Pacific/Kiritimati', 'Pacific/Apia',
];
const zone = fc.constantFrom(...zones);
const anyMoment = fc.integer({ min: Date.UTC(1995, 0, 1), max: Date.UTC(2037, 0, 1) });
/** Moments around changes of clocks, where mistakes are made. */
const changes = [Date.UTC(2026, 2, 8, 10), Date.UTC(2026, 10, 1, 9), Date.UTC(2026, 2, 29, 1), Date.UTC(2026, 9, 25, 1), Date.UTC(2026, 3, 4, 15), Date.UTC(2026, 9, 3, 15), Date.UTC(2011, 11, 30, 10)];
const nearChange = fc.tuple(fc.constantFrom(...changes), fc.integer({ min: -86_400_000, max: 86_400_000 })).map(([change, offset]) => change + offset);
const moment = fc.oneof(anyMoment, nearChange).map((time) => Math.floor(time / 60_000) * 60_000);

/** Zones whose clocks are, or were, set at midnight, and others. */
const midnightZones = [
	'America/Santiago', 'America/Havana', 'America/Asuncion', 'America/Sao_Paulo', 'America/St_Johns', 'America/Scoresbysund', 'Asia/Beirut', 'Asia/Tehran', 'Asia/Amman', 'Asia/Gaza',
	'Africa/Cairo', 'Atlantic/Azores', 'Pacific/Apia', 'Australia/Lord_Howe', 'Europe/Berlin',
];
const years = [2010, 2011, 2018, 2026];
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** What clocks in a zone show, minute by minute: an oracle that knows nothing of offsets. */
class Clocks {
	private readonly format: Intl.DateTimeFormat;

	constructor(readonly timeZone: string) {
		this.format = new Intl.DateTimeFormat('sv-SE', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit' });
	}

	/** As `2026-03-04 10:00`. */
	at(moment: number): string {
		return this.format.format(moment);
	}

	/** The minutes around a day in UTC, with what the clocks show. */
	around(day: string): Array<[moment: number, shown: string]> {
		const noon = Date.parse(`${day}T12:00Z`);
		return Array.from({ length: 108 * 60 }, (_, minute) => noon + (minute - 60 * 60) * MINUTE).map((moment) => [moment, this.at(moment)]);
	}

	/** Days in UTC on which clocks were set. */
	changes(year: number): string[] {
		const ahead = (moment: number) => Date.parse(`${this.at(moment).replace(' ', 'T')}Z`) - moment;
		const days = Array.from({ length: 366 }, (_, day) => Date.UTC(year, 0, 1 + day));
		return days.filter((day) => ahead(day) !== ahead(day + 24 * HOUR)).map((day) => new Date(day).toISOString().slice(0, 10));
	}
}

const dayAfter = (day: string, days: number) => new Date(Date.parse(`${day}T00:00Z`) + days * 24 * HOUR).toISOString().slice(0, 10);

describe.each(midnightZones)('around the days on which clocks in %s were set', (timeZone) => {
	const clocks = new Clocks(timeZone);
	const changes = years.flatMap((year) => clocks.changes(year)).map((day) => ({ day, minutes: clocks.around(day) }));

	test('a day is from its first moment to its last one', () => {
		expect(changes.length).toBeGreaterThan(0);
		for (const { day: change, minutes } of changes) {
			for (const day of [-1, 0, 1].map((days) => dayAfter(change, days))) {
				const own = minutes.filter(([, shown]) => shown.startsWith(day));
				const [first, last] = [own.at(0)?.[0], own.at(-1)?.[0]];
				// Samoa had no 30 December 2011: such a day begins behind its end.
				if (first === undefined || last === undefined) expect(readInstant(day, timeZone, 'start')).toBe(readInstant(day, timeZone, 'end') + 1);
				else expect([day, readInstant(day, timeZone, 'start'), readInstant(day, timeZone, 'end')]).toEqual([day, first, last + MINUTE - 1]);
			}
		}
	});

	test('a time is the first or the last moment at which clocks show it, and what they jump over is the jump', () => {
		for (const { day, minutes } of changes) {
			for (const [hour, minute] of [-26, -25, -24, -2, -1, 0, 1, 2, 3, 4, 22, 23, 24, 25].flatMap((hour) => [0, 1, 30, 59].map((minute) => [hour, minute] as const))) {
				const typed = new Date(Date.parse(`${day}T00:00Z`) + hour * HOUR + minute * MINUTE).toISOString().slice(0, 16).replace('T', ' ');
				const moments = minutes.filter(([, shown]) => shown === typed).map(([moment]) => moment);
				const jump = minutes.find(([, shown]) => shown > typed)?.[0] ?? NaN;
				const expected = moments.length > 0 ? [moments.at(0), moments.at(-1)] : [jump, jump - 1];
				expect([typed, readInstant(typed, timeZone, 'start'), readInstant(typed, timeZone, 'end')]).toEqual([typed, ...expected]);
			}
		}
	});
});

test.each([
	// Clocks go from 24:00 on Saturday to 1:00 on Sunday, and in autumn back to 23:00.
	['America/Santiago', '2026-09-06', '2026-09-06T04:00:00.000Z', '2026-09-07T02:59:59.999Z'],
	['America/Santiago', '2026-09-05', '2026-09-05T04:00:00.000Z', '2026-09-06T03:59:59.999Z'],
	['America/Santiago', '2026-04-04', '2026-04-04T03:00:00.000Z', '2026-04-05T03:59:59.999Z'],
	['America/Santiago', '2026-04-05', '2026-04-05T04:00:00.000Z', '2026-04-06T03:59:59.999Z'],
	// From 0:00 to 1:00, and from 1:00 to 0:00.
	['America/Havana', '2026-03-08', '2026-03-08T05:00:00.000Z', '2026-03-09T03:59:59.999Z'],
	['America/Havana', '2026-11-01', '2026-11-01T04:00:00.000Z', '2026-11-02T04:59:59.999Z'],
	['Asia/Beirut', '2026-03-29', '2026-03-28T22:00:00.000Z', '2026-03-29T20:59:59.999Z'],
	['Asia/Beirut', '2026-10-24', '2026-10-23T21:00:00.000Z', '2026-10-24T21:59:59.999Z'],
	['Africa/Cairo', '2026-04-24', '2026-04-23T22:00:00.000Z', '2026-04-24T20:59:59.999Z'],
	['Africa/Cairo', '2026-10-29', '2026-10-28T21:00:00.000Z', '2026-10-29T21:59:59.999Z'],
])('in %s the day %s is from %s to %s', (timeZone, day, start, end) => {
	expect([readInstant(day, timeZone, 'start'), readInstant(day, timeZone, 'end')].map((time) => new Date(time).toISOString())).toEqual([start, end]);
	expect(readInstant(day, timeZone)).toBe(Date.parse(start));
});

const FORMAT = "yyyy-MM-dd'T'HH:mm";

test('a local time that exists is the moment at which clocks in the zone show it', () => {
	fc.assert(
		fc.property(zone, moment, fc.constantFrom('T', ' '), (timeZone, time, separator) => {
			const shown = DateTime.fromMillis(time, { zone: timeZone }).toFormat(FORMAT);
			const read = readInstant(shown.replace('T', separator), timeZone);
			// An hour that clocks show twice is looked at below.
			expect(DateTime.fromMillis(read, { zone: timeZone }).toFormat(FORMAT)).toBe(shown);
		}),
		{ numRuns: 1000 },
	);
});

test('a day is whole in every zone: it begins where the one before ends', () => {
	fc.assert(
		fc.property(zone, moment, (timeZone, time) => {
			const day = DateTime.fromMillis(time, { zone: timeZone }).toFormat('yyyy-MM-dd');
			const [start, end] = [readInstant(day, timeZone, 'start'), readInstant(day, timeZone, 'end')];
			expect(DateTime.fromMillis(start, { zone: timeZone }).toFormat('yyyy-MM-dd')).toBe(day);
			expect(DateTime.fromMillis(end, { zone: timeZone }).toFormat('yyyy-MM-dd')).toBe(day);
			expect(start).toBeLessThanOrEqual(time);
			expect(end).toBeGreaterThanOrEqual(time);
			if (timeZone !== 'Pacific/Apia') expect(readInstant(dayAfter(day, 1), timeZone, 'start')).toBe(end + 1);
		}),
		{ numRuns: 500 },
	);
});

test('a text with an offset is itself in every zone', () => {
	fc.assert(
		fc.property(zone, zone, moment, fc.boolean(), (written, workflow, time, milliseconds) => {
			const text = DateTime.fromMillis(time, { zone: written }).toISO({ suppressMilliseconds: !milliseconds });
			expect(readInstant(text, workflow)).toBe(time);
		}),
	);
});

test('dates of either library are taken as they are', () => {
	fc.assert(
		fc.property(zone, anyMoment, (timeZone, time) => {
			expect(readInstant(new Date(time), timeZone)).toBe(time);
			expect(readInstant(DateTime.fromMillis(time), timeZone)).toBe(time);
		}),
	);
});

test.each([
	[' 2026-03-04 ', 'start', Date.UTC(2026, 2, 4)],
	[' 2026-03-04T10:00Z\n', 'start', Date.UTC(2026, 2, 4, 10)],
	['2026-03-04', 'end', Date.UTC(2026, 2, 5) - 1],
	['2026-03-04 10:00', 'end', Date.UTC(2026, 2, 4, 10)],
	['2026-03-04T10:00:05', 'end', Date.UTC(2026, 2, 4, 10, 0, 5)],
	['2026-03-04T10:00:05.5', 'start', Date.UTC(2026, 2, 4, 10, 0, 5, 500)],
	['2026-03-04T10:00:05.123', 'start', Date.UTC(2026, 2, 4, 10, 0, 5, 123)],
	[{ toMillis: 5 }, 'start', NaN],
	['2026-03-04X10:00', 'start', NaN],
	['x2026-03-04', 'start', NaN],
	['2026-03-04T10:00:05.1234', 'start', NaN],
	['2026-03-04T1:00', 'start', NaN],
] as const)('in UTC %j is, as %s, %d', (value, edge, expected) => {
	expect(readInstant(value, 'UTC', edge)).toBe(expected);
});

test('nothing else is a date', () => {
	fc.assert(fc.property(fc.oneof(fc.string(), fc.integer(), fc.double(), fc.boolean(), fc.constant(null), fc.constant(undefined), fc.object()), zone, (value, timeZone) => {
		const read = readInstant(value, timeZone);
		expect(Number.isNaN(read) || (typeof value === 'string' && /^\s*\d{4}-\d{2}-\d{2}/.test(value))).toBe(true);
	}));
	for (const text of ['', '2026', '2026-3-4', '2026-02-29', '2026-04-31', '2026-00-10', '2026-03-04T24:30', '2026-03-04T10', '10:00', 'now', '2026-03-04T10:00:00+25:00', '2026-02-30T00:00:00Z']) {
		expect([text, readInstant(text, 'UTC')]).toEqual([text, NaN]);
	}
	expect(readInstant('2024-02-29', 'UTC')).toBe(Date.UTC(2024, 1, 29));
});
