/* eslint-disable @n8n/community-nodes/no-restricted-imports -- benchmarks run on a desk, never inside n8n */
import { performance } from 'node:perf_hooks';
import { installN8n } from '../../scripts/demo/installN8n';
import { freePorts } from '../../scripts/demo/ports';
import { step } from '../../scripts/demo/progress';
import { makeRunFolder, removeFolder } from '../../scripts/demo/runFolder';
import { startN8n } from '../../scripts/demo/startN8n';

/** Starts n8n once, stops it again, and gives the milliseconds from its start until its REST interface answered. */
export type TimeStart = () => Promise<number>;

/**
 * Lets `work` time starts of an n8n of its own, which has no community package.
 *
 * Its database is set up before: that takes as long as a start itself, and an n8n does it once.
 */
export async function withStartsOfN8n<Result>(work: (timeStart: TimeStart) => Promise<Result>): Promise<Result> {
	const installation = await installN8n();
	const userFolder = await makeRunFolder();
	const timeStart = async () => {
		const [port = 0] = await freePorts(1);
		const started = performance.now();
		const n8n = await startN8n({ installation, userFolder, port });
		const milliseconds = performance.now() - started;
		await n8n.stop();
		return milliseconds;
	};
	try {
		await step('Setting up the database of an n8n', timeStart);
		return await work(timeStart);
	} finally {
		await removeFolder(userFolder);
	}
}
