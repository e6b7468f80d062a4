import type { VirtualClock } from '../clock';
import { Refusal } from './errors';

const states = ['CREATED', 'STARTED', 'RUNNING', 'COMPLETED'] as const;
const finalStates = ['COMPLETED', 'ABORTED', 'ERROR', 'CANCELLED'];

/** A job as kept. */
export interface BulkJob {
	id: number;
	objectName: string;
	query: string;
	format: string;
	state: string;
	rows: Array<Record<string, unknown>>;
	createdDate: number;
}

/** Jobs of the bulk service; each look at a job's status moves it on. */
export class BulkJobs {
	private readonly jobs = new Map<string, BulkJob>();

	private next = 20_417;

	constructor(private readonly clock: VirtualClock) {}

	clear(): void {
		this.jobs.clear();
		this.next = 20_417;
	}

	list(): BulkJob[] {
		return [...this.jobs.values()];
	}

	get(id: unknown): BulkJob {
		const job = this.jobs.get(String(id));
		if (job === undefined) throw new Refusal(404, `No bulk job found with ID ${String(id)}`);
		return job;
	}

	create(members: Pick<BulkJob, 'objectName' | 'query' | 'format' | 'rows'>): BulkJob {
		const job = { ...members, id: this.next++, state: 'CREATED', createdDate: this.clock.now() };
		this.jobs.set(String(job.id), job);
		return job;
	}

	/** Moves a job to its next state, or to a given one. */
	step(id: unknown, state?: string): BulkJob {
		const job = this.get(id);
		const place = states.indexOf(job.state as (typeof states)[number]);
		if (state !== undefined) job.state = state;
		else if (place !== -1) job.state = states[Math.min(place + 1, states.length - 1)] ?? job.state;
		return job;
	}

	cancel(id: unknown): BulkJob {
		const job = this.get(id);
		if (finalStates.includes(job.state)) throw new Refusal(400, `The job ${job.id} is in a final state`);
		job.state = 'CANCELLED';
		return job;
	}
}
