/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals -- tests read files on a desk, never inside n8n */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { cost, within } from '../support/cost';
import type { Tree } from '../support/imports';
import { hostileTexts, madePatterns, type Pattern, patternsOf, type Scalable } from '../support/patterns';

const root = join(__dirname, '..', '..');

/** Length of the texts that count, in characters. */
const LENGTH = 100_000;

/** Length of those that only tell which ones to try in full. */
const SHORT = 2_500;

/** Most that a pattern may cost, in milliseconds of the processor. */
const MOST_MS = 20;

/** A pattern without backtracking needs a hundredth of it for a short text. */
const SUSPICIOUS_MS = 0.5;

function readTree(...folders: string[]): Tree {
	const paths = folders.flatMap((folder) => (readdirSync(join(root, folder), { recursive: true }) as string[]).map((path) => `${folder}/${path.replaceAll('\\', '/')}`));
	return new Map(paths.filter((path) => path.endsWith('.ts')).map((path) => [path, readFileSync(join(root, path), 'utf8')]));
}

/** A text on which a pattern costs too much, in its first and last characters; all matches are looked for. */
function slowTexts({ expression }: Pattern, patienceMs = 10_000): string[] {
	const everywhere = new RegExp(expression.source, expression.flags.includes('g') ? expression.flags : `${expression.flags}g`);
	const texts = hostileTexts(expression);
	const suspects = within(patienceMs, () => texts.filter((textOf) => millisecondsOf(() => textOf(SHORT).replace(everywhere, '')) > SUSPICIOUS_MS));
	if (suspects === undefined) return ['even a short text'];
	// Those of the usual characters alone are tried in any case; one slow text is enough.
	const costOf = (text: string, enough: number) => cost(() => text.replace(everywhere, ''), enough);
	// A machine that is busy with other things makes all of it slower, but no more so for a long text than for a shorter one.
	const isSlow = (textOf: Scalable) => {
		const whole = costOf(textOf(LENGTH), MOST_MS);
		return whole === Infinity || (whole > MOST_MS && whole > 8 * costOf(textOf(LENGTH / 4), 0));
	};
	// What is slow is so each time; a pause of the machine is not.
	const slow = [...texts.slice(0, 40), ...suspects.slice(0, 40)].find((textOf) => [1, 2, 3].every(() => isSlow(textOf)))?.(LENGTH);
	return slow === undefined ? [] : [JSON.stringify(`${slow.slice(0, 30)}…${slow.slice(-5)}`)];
}

function millisecondsOf(work: () => unknown): number {
	const started = performance.now();
	work();
	return performance.now() - started;
}

const shipped = readTree('nodes', 'credentials');
const patterns = patternsOf(shipped);

test('every pattern of the shipped code can be read in its sources', () => {
	expect(madePatterns(shipped)).toEqual([]);
	expect(patterns.length).toBeGreaterThan(60);
	expect(patterns.filter(({ where }) => where.startsWith('credentials/SendosoOAuth2Api')).length).toBeGreaterThanOrEqual(4);
});

test.each(patterns.map((pattern) => [pattern.where, String(pattern.expression), pattern] as const))('%s %s is quick on any text', (_where, _source, pattern) => {
	expect(slowTexts(pattern)).toEqual([]);
}, 120_000);

describe('a slow pattern is found', () => {
	test.each([
		['const pattern = /[^@]+@[^@]+/g;', 1],
		["const pattern = text.split(/\\s+$/);", 1],
		['const pattern = /^https?:\\/\\/[^\\s/]+\\S*$/i;', 1],
		['const pattern = /^(?:a+)+$/;', 1],
		['const pattern = /resource .*(?:not found|missing)/i;', 1],
		['const pattern = /\\.?0+$/;', 1],
		["const pattern = \"={{ $self['baseUrl'].replace(/[0-9]+$/, '') }}\";", 1],
		['// only a comment: /a+a+$/', 0],
	])('%s', (code, count) => {
		const found = patternsOf(new Map([['nodes/a.ts', code]]));
		expect(found).toHaveLength(count);
		for (const pattern of found) expect(slowTexts(pattern, 1_000)).toHaveLength(1);
	});

	test.each(['new RegExp(`${a}+`)', "RegExp('a')", "text.match('a+')", 'text.search(`${a}`)'])('and one that can not be read: %s', (code) => {
		expect(madePatterns(new Map([['nodes/a.ts', `const pattern = ${code};`]]))).toEqual(['nodes/a.ts:1']);
	});
});
