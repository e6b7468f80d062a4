import { isRecord } from '../../../scripts/demo/json';

/** One thing that somebody asked for, and what came back. */
interface Entry {
	who: string;
	asked: string;
	got: string;
}

/** Longest answer that is shown whole. */
const SHOWN = 700;
/** Longest line. */
const WIDTH = 110;

/** What clients asked tools for, and what they were told, part by part. */
export class Transcript {
	private readonly parts: Array<{ title: string; entries: Entry[] }> = [];

	/** @param secrets are replaced by a word wherever they stand */
	constructor(private readonly secrets: string[]) {}

	/** What follows belongs under a title. */
	begin(title: string): void {
		this.parts.push({ title, entries: [] });
	}

	add(who: string, asked: string, got: string): void {
		if (this.parts.length === 0) this.begin('Calls');
		this.parts.at(-1)?.entries.push({ who, asked, got });
	}

	/** Whether anything that was said holds a secret, which would be a leak. */
	leaks(): string[] {
		const said = this.parts.flatMap(({ entries }) => entries.map(({ asked, got }) => `${asked}\n${got}`)).join('\n');
		return this.secrets.filter((secret) => said.includes(secret)).map((_secret, place) => `secret ${place + 1}`);
	}

	/** The whole as text, with long answers cut. */
	get text(): string {
		return this.parts
			.filter(({ entries }) => entries.length > 0)
			.map(({ title, entries }) => [`# ${title}`, ...entries.map(({ who, asked, got }) => `${who}: ${asked}\n${indented(cut(got))}`)].join('\n'))
			.map((part) => this.withoutSecrets(part))
			.join('\n\n');
	}

	private withoutSecrets(text: string): string {
		return this.secrets.reduce((left, secret) => left.replaceAll(secret, '(secret)'), text);
	}
}

/** A value in one line, with the members of records in their order. */
export function told(value: unknown): string {
	if (typeof value === 'string') return value;
	return isRecord(value) && Object.keys(value).length === 0 ? '' : JSON.stringify(value);
}

const cut = (text: string): string => (text.length <= SHOWN ? text : `${text.slice(0, SHOWN)} … (${text.length} characters)`);
const indented = (text: string): string => text.split('\n').filter((line) => line.trim() !== '').flatMap(folded).map((line) => `    ${line}`).join('\n');

/** A long line in several, each broken where a word or a member ends. */
function folded(line: string): string[] {
	const lines: string[] = [];
	let rest = line;
	while (rest.length > WIDTH) {
		const place = Math.max(rest.lastIndexOf(' ', WIDTH), rest.lastIndexOf(',', WIDTH - 1)) + 1;
		const end = place > WIDTH / 2 ? place : WIDTH;
		lines.push(rest.slice(0, end).trimEnd());
		rest = rest.slice(end);
	}
	return [...lines, rest];
}
