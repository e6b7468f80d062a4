import { createRandom } from '../random';
import type { Random } from '../random';
import type { Fault, FaultMatch, FaultStage, FaultState } from './types';

/** The part of a request that faults look at. */
export interface FaultSubject {
	method: string;
	path: string;
	body: unknown;
}

interface PlannedFault extends FaultState {
	random: Random;
	path: RegExp | null;
}

/** The faults waiting to happen, oldest first. */
export class FaultPlan {
	private planned: PlannedFault[] = [];

	private nextId = 1;

	add(fault: Fault): number {
		const id = this.nextId++;
		this.planned.push({
			id,
			fault,
			matched: 0,
			hits: 0,
			remaining: fault.times ?? 1,
			random: createRandom(fault.seed ?? id),
			path: fault.match?.path === undefined ? null : pathPattern(fault.match.path),
		});
		return id;
	}

	/** The fault that hits this request, if any; the first one planned wins. */
	take(subject: FaultSubject): FaultState | null {
		let hit: PlannedFault | null = null;
		for (const planned of this.planned) {
			if (!matches(planned, subject)) continue;
			planned.matched += 1;
			if (hit === null && strikes(planned)) hit = planned;
		}
		if (hit === null) return null;
		hit.hits += 1;
		if (hit.remaining !== 'always') hit.remaining -= 1;
		return hit;
	}

	list(): FaultState[] {
		return this.planned.map(({ id, fault, matched, hits, remaining }) => ({ id, fault, matched, hits, remaining }));
	}

	remove(id: number): boolean {
		const before = this.planned.length;
		this.planned = this.planned.filter((planned) => planned.id !== id);
		return this.planned.length < before;
	}

	clear(): void {
		this.planned = [];
	}
}

/** When the fault acts; broken bodies need an answer to break, refusals come before the work. */
export function stageOf(fault: Fault): FaultStage {
	const { action } = fault;
	if (action.kind === 'cutBody' || action.kind === 'malformedBody' || action.kind === 'nested' || action.kind === 'wrongTypes') return 'after';
	if (action.kind === 'tooManyRequests') return 'before';
	return action.stage ?? 'before';
}

function matches(planned: PlannedFault, subject: FaultSubject): boolean {
	const match: FaultMatch = planned.fault.match ?? {};
	if (match.method !== undefined && match.method.toUpperCase() !== subject.method) return false;
	if (planned.path !== null && !planned.path.test(subject.path)) return false;
	return match.bodyIncludes === undefined || JSON.stringify(subject.body ?? null).includes(match.bodyIncludes);
}

function strikes(planned: PlannedFault): boolean {
	const { match, probability } = planned.fault;
	if (planned.remaining !== 'always' && planned.remaining <= 0) return false;
	if (match?.nth !== undefined && match.nth !== planned.matched) return false;
	return probability === undefined || planned.random.chance(probability);
}

function pathPattern(text: string): RegExp {
	if (text.length > 1 && text.startsWith('/') && text.endsWith('/')) return new RegExp(text.slice(1, -1));
	const escaped = text.replace(/[.+?^${}()|[\]\\]/g, '\\$&').replace(/\*/g, '.*');
	return new RegExp(`^${escaped}$`);
}
