/* eslint-disable @n8n/community-nodes/no-restricted-imports -- mutants are tried on a desk, never inside n8n */
import { existsSync, readFileSync } from 'node:fs';

/** What Stryker writes of a mutant, as far as it is read here. */
interface ReportedMutant {
	mutatorName: string;
	replacement?: string;
	location: { start: Position; end: Position };
	status: 'Killed' | 'Timeout' | 'Survived' | 'NoCoverage' | 'Ignored' | 'CompileError' | 'RuntimeError' | 'Pending';
}

/** A place in a file, counted from 1. */
interface Position {
	line: number;
	column: number;
}

/** Stryker's report, as far as it is read here. */
export interface Report {
	files: Record<string, { source: string; mutants: ReportedMutant[] }>;
}

/** A change of the code that no test notices. Lines move, so it is known by the code itself. */
export interface Survivor {
	file: string;
	mutator: string;
	/** The code that was replaced, on one line. */
	code: string;
	replacement: string;
	/** How many times the same change of the same code survives in the file; once unless it says otherwise. */
	times?: number;
}

/** A survivor that somebody looked at. */
export interface ExplainedSurvivor extends Survivor {
	/** Why no test can notice it, or need not. */
	why: string;
}

/** Longest code that is told whole. */
const MOST_SHOWN = 240;

/** Reads a JSON file, if it is there. */
export function readJson<T>(path: string): T | undefined {
	return existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as T) : undefined;
}

/** Share of the mutants that the tests noticed, in percent; one that no test reaches is unnoticed too. */
export function scoreOf({ files }: Report): { noticed: number; all: number; percent: number } {
	const mutants = Object.values(files).flatMap((file) => file.mutants);
	const noticed = mutants.filter(({ status }) => status === 'Killed' || status === 'Timeout').length;
	const all = noticed + mutants.filter(isUnnoticed).length;
	return { noticed, all, percent: all === 0 ? 0 : (100 * noticed) / all };
}

/** The survivors of a report, and where each one is. */
export function survivorsOf({ files }: Report): Array<Survivor & { lines: number[] }> {
	const survivors = new Map<string, Survivor & { lines: number[] }>();
	for (const [file, { source, mutants }] of Object.entries(files)) {
		for (const mutant of mutants.filter(isUnnoticed)) {
			const { mutatorName: mutator, replacement = '', location } = mutant;
			const survivor = { file, mutator, code: onOneLine(cut(source, location.start, location.end)), replacement: onOneLine(replacement) };
			const known = survivors.get(keyOf(survivor)) ?? { ...survivor, lines: [] };
			known.lines.push(location.start.line);
			survivors.set(keyOf(survivor), known.lines.length === 1 ? known : { ...known, times: known.lines.length });
		}
	}
	return [...survivors.values()];
}

/** Holds the survivors of a run against the explained ones. */
export function compare<T extends Survivor>(found: T[], explained: ExplainedSurvivor[]): { unexplained: T[]; gone: ExplainedSurvivor[] } {
	const timesOf = (list: Survivor[]) => new Map(list.map((survivor) => [keyOf(survivor), survivor.times ?? 1]));
	const [here, there] = [timesOf(found), timesOf(explained)];
	return {
		unexplained: found.filter((survivor) => (here.get(keyOf(survivor)) ?? 0) > (there.get(keyOf(survivor)) ?? 0)),
		gone: explained.filter((survivor) => (there.get(keyOf(survivor)) ?? 0) > (here.get(keyOf(survivor)) ?? 0)),
	};
}

/** Whether no test noticed a mutant. */
export function isUnnoticed({ status }: ReportedMutant): boolean {
	return status === 'Survived' || status === 'NoCoverage';
}

function keyOf({ file, mutator, code, replacement }: Survivor): string {
	return JSON.stringify([file, mutator, code, replacement]);
}

function cut(source: string, start: Position, end: Position): string {
	const lines = source.split('\n').slice(start.line - 1, end.line);
	const last = lines.pop() ?? '';
	// Cut from the end first, as both may be on one line.
	const [first = '', ...others] = [...lines, last.slice(0, end.column - 1)];
	return [first.slice(start.column - 1), ...others].join('\n');
}

function onOneLine(code: string): string {
	const text = code.replace(/\s+/g, ' ').trim();
	return text.length > MOST_SHOWN ? `${text.slice(0, MOST_SHOWN)}…` : text;
}
