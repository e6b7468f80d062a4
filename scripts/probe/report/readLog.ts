import { kindOfError } from '../../demo/failure';
import type { AnswerSchema } from '../contract/contract';
import { differences } from '../contract/differences';
import { unnamedMembers } from '../contract/unnamedMembers';
import { isAnswer, type Reading } from '../http/reader';
import { shapeOf } from '../values/shape';
import { type Fact, type Finding, judged, notAsked, notSeen } from './fact';

/** What was seen of one path. */
interface Seen {
	readings: Reading[];
	differences: Set<string>;
	/** By the key: the path, where it may be told. */
	unnamed: Map<string, string | undefined>;
	shapes: Set<string>;
}

/** Members of a path that the contract does not name. */
export interface Unnamed {
	path: string;
	members: string[];
	/** How many stand in too few rows to be told by name. */
	rare: number;
}

const MOST_TOLD = 6;

/** Every read that was made or left out, compared with the contract. */
export class ReadLog {
	private readonly paths = new Map<string, Seen>();

	private readonly leftOut = new Map<string, string>();

	/** Notes a reading of a path, as the contract writes it. */
	note(path: string, reading: Reading, schema: AnswerSchema | undefined): void {
		const seen: Seen = this.paths.get(path) ?? { readings: [], differences: new Set(), unnamed: new Map(), shapes: new Set() };
		this.paths.set(path, seen);
		seen.readings.push(reading);
		if (!isAnswer(reading) || reading.status >= 300) return;
		seen.shapes.add(shapeOf(reading.body));
		if (schema === undefined) return;
		try {
			for (const line of differences(schema, reading.body)) seen.differences.add(line);
			for (const { key, path: told } of unnamedMembers(schema.schema, reading.body)) seen.unnamed.set(key, told ?? seen.unnamed.get(key));
		} catch (error) {
			// Whatever the validator can't take is a fact about this path alone.
			seen.differences.add(`could not be compared: ${kindOfError(error)}`);
		}
	}

	/** Notes why a path was not read. */
	leaveOut(path: string, why: string): void {
		this.leftOut.set(path, why);
	}

	/** Paths that answered with this status. */
	refusedWith(status: number): string[] {
		return [...this.paths].flatMap(([path, { readings }]) => (readings.some((reading) => isAnswer(reading) && reading.status === status) ? [path] : []));
	}

	/** One line for each path. */
	facts(): Fact[] {
		const lines = [...this.paths].map(([path, seen]) => [path, findingOf(seen)] as const);
		const left = [...this.leftOut].filter(([path]) => !this.paths.has(path)).map(([path, why]) => [path, notAsked(why)] as const);
		return [...lines, ...left].map(([path, finding]) => ({ id: `GET ${path}`, number: '', name: `GET ${path}`, expected: 'an answer as in the contract', ...finding }));
	}

	/** Members that the contract does not name, by path. */
	unnamed(): Unnamed[] {
		return [...this.paths].flatMap(([path, { unnamed }]) => {
			const told = [...unnamed.values()].filter((member) => member !== undefined);
			return unnamed.size === 0 ? [] : [{ path, members: [...new Set(told)].sort(), rare: unnamed.size - told.length }];
		});
	}
}

function findingOf({ readings, differences: told, unnamed, shapes }: Seen): Finding {
	const statuses = [...new Set(readings.flatMap((reading) => (isAnswer(reading) ? [reading.status] : [])))];
	if (statuses.length === 0) return notSeen(readings.flatMap((reading) => (isAnswer(reading) ? [] : [reading.missing]))[0] ?? 'no answer');
	const refusals = statuses.filter((status) => status >= 300);
	if (refusals.length === statuses.length && refusals.every((status) => status === 403)) return notSeen('403: the scope, the role or the plan does not allow it');
	if (refusals.includes(401) || refusals.includes(429)) return notSeen(`status ${refusals.join(', ')}`);
	if (refusals.length > 0) return judged(false, `status ${refusals.join(', ')}`);
	const lines = [...told];
	const more = lines.length > MOST_TOLD ? [`and ${lines.length - MOST_TOLD} more`] : [];
	const extra = unnamed.size === 0 ? '' : `; members that the contract does not name: ${unnamed.size}`;
	if (lines.length > 0) return judged(false, `${[...lines.slice(0, MOST_TOLD), ...more].join('; ')}${extra}`);
	return judged(true, `${[...shapes].join(', ')}${extra}`);
}
