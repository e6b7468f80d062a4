import type { INodeParameters } from 'n8n-workflow';
import { runNode, type StoredCredential } from '../support/engine';
import { PAGE } from './messages';

/** What executions work on. */
export interface Workplace {
	credential: StoredCredential;
	touchId: number;
	/** Gifts of one execution that sends, and pages of one that reads. */
	size: number;
	/** Addresses of everybody whom a gift was asked for. */
	people: string[];
}

/** One execution after the other of the same kind, until it is told that time is up. */
export type Line = (workplace: Workplace, isOver: () => boolean) => Promise<void>;

const send = (duplicateCheck: 'off' | 'skip'): Line =>
	repeated(async ({ credential, touchId, size, people }) => {
		const items = Array.from({ length: size }, (_, index) => ({ email: `person${people.length + index}@${duplicateCheck}.${credential.id}.example.com` }));
		people.push(...items.map(({ email }) => email));
		const parameters: INodeParameters = {
			resource: 'send',
			operation: 'createEgift',
			touchId: { __rl: true, mode: 'id', value: String(touchId) },
			recipientEmail: '={{ $json.email }}',
			duplicateCheck,
			options: { maximumSends: size },
		};
		await run(credential, parameters, items);
	});

const read = (resource: 'touch' | 'send'): Line =>
	repeated(async ({ credential, size }) => await run(credential, { resource, operation: 'getAll', returnAll: false, limit: size * PAGE }));

/** Sends and reads that take place at the same time. */
export const LINES: Line[] = [send('off'), send('skip'), read('touch'), read('send')];

function repeated(once: (workplace: Workplace) => Promise<void>): Line {
	return async (workplace, isOver) => {
		while (!isOver()) await once(workplace);
	};
}

async function run(credential: StoredCredential, parameters: INodeParameters, items?: Array<Record<string, unknown>>) {
	const { error } = await runNode({ credential, parameters, mode: 'trigger', ...(items === undefined ? {} : { items }) });
	if (error !== undefined) throw new Error(`An execution failed: ${error.message} ${error.description ?? ''}`);
}
