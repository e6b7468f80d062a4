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

const FORMAT = "yyyy-MM-dd'T'HH:mm";

test('a local time that exists is the moment at which clocks in the zone show it', () => {
	fc.assert(
		fc.property(zone, moment, fc.constantFrom('T', ' '), (timeZone, time, separator) => {
			const shown = DateTime.fromMillis(time, { zone: timeZone }).toFormat(FORMAT);
			const read = readInstant(shown.replace('T', separator), timeZone);
			// An hour that clocks show twice may be read as either.
			expect(DateTime.fromMillis(read, { zone: timeZone }).toFormat(FORMAT)).toBe(shown);
		}),
		{ numRuns: 1000 },
	);
});

test('a local time that clocks jump over is read as a moment nearby', () => {
	fc.assert(
		fc.property(zone, moment, (timeZone, time) => {
			const typed = DateTime.fromMillis(time, { zone: 'UTC' }).toFormat(FORMAT);
			const expected = DateTime.fromISO(typed, { zone: timeZone }).toMillis();
			const distance = Math.abs(readInstant(typed, timeZone) - expected);
			expect(distance).toBeLessThanOrEqual(timeZone === 'Pacific/Apia' ? 86_400_000 : 3_600_000);
		}),
		{ numRuns: 600 },
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

test('a day stands for its beginning, or as an end for its last millisecond', () => {
	fc.assert(
		fc.property(zone, moment, (timeZone, time) => {
			const day = DateTime.fromMillis(time, { zone: timeZone });
			const typed = day.toFormat('yyyy-MM-dd');
			// Where midnight does not exist, a moment nearby will do.
			if (day.startOf('day').hour === 0) expect(readInstant(typed, timeZone)).toBe(day.startOf('day').toMillis());
			expect(DateTime.fromMillis(readInstant(typed, timeZone, 'end'), { zone: timeZone }).toFormat('yyyy-MM-dd HH:mm:ss.SSS')).toBe(`${typed} 23:59:59.999`);
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
