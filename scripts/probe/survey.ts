import { kindOfError } from '../demo/failure';
import type { Contract } from './contract/contract';
import { type Answer, isAnswer, type Reader, type Reading } from './http/reader';
import type { Progress } from './progress';
import type { Fact, Finding, Question } from './report/fact';
import { ReadLog } from './report/readLog';

type Query = Record<string, string | number | boolean>;

/** How a read is made. */
export interface ReadOptions {
	/** Parts of the path, by their names in the contract. */
	parts?: Record<string, string | number>;
	query?: Query;
	headers?: Record<string, string>;
	/** Asked to see what happens, such as a page behind the last one: any answer is fine. */
	isTrial?: boolean;
	/** Tells a 429 that is about the size of the answer, not about the pace. */
	isAboutSize?: (answer: Answer) => boolean;
	/** The answer is a file, whose content the contract leaves open. */
	isFile?: boolean;
}

/** How fast a probe goes, and where it shows how far it is. */
export interface Course {
	/** How many times faster than the documented pace. */
	hurry: number;
	progress: Progress;
}

/** Reads one API and collects what was found. */
export class Survey {
	readonly log = new ReadLog();

	readonly facts: Fact[] = [];

	/** What ended the survey early; undefined when nothing did. */
	failure: string | undefined;

	constructor(
		readonly reader: Reader,
		readonly contract: Contract,
		private readonly name: string,
	) {}

	/** Does a part of the work. A value that nobody foresaw ends it, and what was found before stays. */
	async attempt(work: () => Promise<void> | void): Promise<void> {
		try {
			await work();
		} catch (error) {
			this.failure ??= `${this.name}: stopped after ${this.reader.asked} requests: ${kindOfError(error)}`;
		}
	}

	/** Reads a path of the contract, and compares the answer with it. */
	async read(path: string, { parts = {}, query, headers, isTrial = false, isFile = false, isAboutSize }: ReadOptions = {}): Promise<Reading> {
		const values = Object.values(parts).map(String);
		if (!values.every(isEncodable)) return { missing: 'an id fits no address' };
		const address = path.replace(/\{(\w+)\}/g, (_whole, name: string) => encodeURIComponent(String(parts[name] ?? '')));
		const reading = await this.reader.get(address, query, headers, isAboutSize);
		const isFine = isAnswer(reading) && reading.status < 300;
		if (!isTrial || isFine) this.log.note(path, reading, isFile ? undefined : this.contract.answer(path, 200));
		return reading;
	}

	/** The body of an answer that is no refusal; undefined otherwise. */
	async body(path: string, options: ReadOptions = {}): Promise<unknown> {
		const reading = await this.read(path, options);
		return isAnswer(reading) && reading.status < 300 ? reading.body : undefined;
	}

	/** Notes what was found about a fact. */
	add(question: Question, finding: Finding): void {
		this.facts.push({ ...question, ...finding });
	}

	/** Headers of all answers whose names fit. */
	headersLike(pattern: RegExp): Array<[name: string, value: string]> {
		return this.reader.answers.flatMap(({ headers }: Answer) => Object.entries(headers).filter(([name]) => pattern.test(name)));
	}
}

/** Half of a pair of surrogates has no form in an address. */
function isEncodable(text: string): boolean {
	return !/[\ud800-\udfff]/u.test(text);
}
