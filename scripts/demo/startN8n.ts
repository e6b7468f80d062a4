import { PlainFailure } from './failure';
import type { N8nInstallation } from './installN8n';
import { n8nEnvironment } from './n8nEnvironment';
import { freePorts } from './ports';
import { startService } from './processes';
import type { Service } from './processes';
import { waitFor } from './waiting';

/** How an n8n is to be started. */
export interface N8nStart {
	installation: N8nInstallation;
	/** Start again on the same folder to go on with its data. */
	userFolder: string;
	port: number;
	/** Added to the standard environment, for instance another database. */
	environment?: Record<string, string>;
	/** The command of n8n: `start`, or `worker` with its options. */
	command?: readonly string[];
	/** Answers with 200 when the process is ready; by default that of a main process. */
	readyUrl?: string;
}

/** A running n8n. */
export interface RunningN8n {
	url: string;
	/** Number of its process. */
	pid: number | undefined;
	/** Everything it has printed, line by line. */
	log: readonly string[];
	isRunning(): boolean;
	/** Settles when it has ended, however that came. */
	ended: Promise<number | string>;
	stop(): Promise<void>;
	/** Ends it at once, like a power cut. */
	kill(): Promise<void>;
}

const startMilliseconds = 120_000;
const shownLines = 15;

/** Starts n8n and waits until its REST interface answers. */
export async function startN8n(options: N8nStart): Promise<RunningN8n> {
	const { installation, userFolder, port } = options;
	const [brokerPort = 0, runnerHealthPort = 0] = await freePorts(2);
	const environment = {
		...n8nEnvironment({ userFolder, port, brokerPort, runnerHealthPort, node: installation.node }),
		...options.environment,
	};
	const service = startService(installation.node, [installation.command, ...(options.command ?? ['start'])], {
		folder: userFolder,
		environment,
	});
	const url = `http://127.0.0.1:${port}`;
	const isReady = options.readyUrl === undefined ? async () => await mainIsReady(url) : async () => await answers(options.readyUrl ?? '');
	await waitUntilReady(service, isReady).catch(async (error: unknown) => {
		await service.kill();
		return await Promise.reject(error);
	});
	return { ...service, url };
}

async function waitUntilReady(service: Service, isReady: () => Promise<boolean>): Promise<void> {
	await waitFor('The start of n8n', startMilliseconds, async () => {
		if (!service.isRunning()) {
			const lines = service.log.slice(-shownLines).join('\n');
			throw new PlainFailure(`n8n ended while it was starting; its last words:\n${lines}`);
		}
		return (await isReady()) ? true : undefined;
	});
}

/** Readiness can come before the REST interface does, which then still answers with the page of the editor. */
async function mainIsReady(url: string): Promise<boolean> {
	if (!(await answers(`${url}/healthz/readiness`))) return false;
	const type = await fetch(`${url}/rest/settings`).then(
		(answer) => (answer.ok ? answer.headers.get('content-type') : undefined),
		() => undefined,
	);
	return type?.includes('json') === true;
}

async function answers(url: string): Promise<boolean> {
	return await fetch(url).then(({ ok }) => ok, () => false);
}
