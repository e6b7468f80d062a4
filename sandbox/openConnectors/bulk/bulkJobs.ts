import type { VirtualClock } from '../../clock';
import { Refusal } from '../errors';
import type { Row } from '../row';

const states = ['CREATED', 'STARTED', 'RUNNING', 'COMPLETED'];
const finalStates = ['COMPLETED', 'ABORTED', 'ERROR', 'CANCELLED'];

/** How long results are kept (fact 69). */
const resultLifetime = 7 * 86_400_000;

/** A job as kept. */
export interface BulkJob {
	id: number;
	objectName: string;
	query: string;
	format: string;
	state: string;
	rows: Row[];
	/** What went wrong: records, or texts. */
	errors: unknown[];
	createdDate: number;
	completedDate: number | null;
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
		const job = { ...members, id: this.next++, state: 'CREATED', errors: [], createdDate: this.clock.now(), completedDate: null };
		this.jobs.set(String(job.id), job);
		return job;
	}

	/** Moves a job to its next state, or to a given one. */
	step(id: unknown, state?: string): BulkJob {
		const job = this.get(id);
		const place = states.indexOf(job.state);
		const next = place === -1 ? job.state : (states[place + 1] ?? job.state);
		// What is about to be cancelled is cancelled at the next look.
		job.state = state ?? (job.state === 'CANCELLATION_PENDING' ? 'CANCELLED' : next);
		if (finalStates.includes(job.state)) job.completedDate ??= this.clock.now();
		return job;
	}

	/** Ends a job with what went wrong. */
	fail(id: unknown, errors: unknown[]): BulkJob {
		return Object.assign(this.step(id, 'ERROR'), { errors });
	}

	cancel(id: unknown): BulkJob {
		const job = this.get(id);
		if (finalStates.includes(job.state)) throw new Refusal(400, `The job ${job.id} is in a final state`);
		return this.step(id, 'CANCELLED');
	}

	/** A job whose result can be had. */
	completed(id: unknown): BulkJob {
		const job = this.get(id);
		if (job.state !== 'COMPLETED') throw new Refusal(404, `The job ${job.id} has no result`);
		if (this.clock.now() - (job.completedDate ?? 0) > resultLifetime) throw new Refusal(404, `The result of the job ${job.id} was kept for seven days`);
		return job;
	}
}
