/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-dangerous-functions -- runs on a desk, never inside n8n */
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { PlainFailure } from './failure';

/** What a command is started with. */
export interface CommandOptions {
	folder?: string;
	/** The whole environment of the command. */
	environment?: NodeJS.ProcessEnv;
}

/** How a command ended; `output` holds its last lines. */
export interface CommandResult {
	code: number;
	output: string;
}

/** A program that keeps running until it is stopped. */
export interface Service {
	/** Number of the process; undefined when it could not be started. */
	readonly pid: number | undefined;
	readonly log: string[];
	/** Settles when the program has ended, with its exit code or the signal that ended it. */
	readonly ended: Promise<number | string>;
	isRunning(): boolean;
	/** Asks the program to end and waits for it; after a while it is killed. */
	stop(): Promise<void>;
	/** Ends the program and all it started, without a chance to tidy up. */
	kill(): Promise<void>;
}

const logLimit = 5000;
const shownLines = 60;
const stopMilliseconds = 10_000;
const running = new Set<ChildProcess>();
let isClosed = false;

/** Runs a command to its end; nothing is shown, the last lines come back. */
export async function runCommand(command: string, values: readonly string[], options: CommandOptions = {}): Promise<CommandResult> {
	const child = start(command, values, options);
	const log = collectLines(child);
	const code = await endOf(child);
	return { code: typeof code === 'number' ? code : 1, output: log.slice(-shownLines).join('\n') };
}

/** Starts a program that keeps running; with Node it ends when this process does, however that ends. */
export function startService(node: string, values: readonly string[], options: CommandOptions = {}): Service {
	return serviceOf(
		start(node, ['--require', join(__dirname, 'endWithParent.cjs'), ...values], {
			...options,
			environment: { ...options.environment, END_WITH_PARENT: '1' },
		}),
	);
}

function serviceOf(child: ChildProcess): Service {
	const log = collectLines(child);
	const ended = endOf(child);
	const isRunning = (): boolean => running.has(child);
	const kill = async (): Promise<void> => {
		signalGroup(child, 'SIGKILL');
		await ended;
	};
	const stop = async (): Promise<void> => {
		if (!isRunning()) return;
		child.kill('SIGTERM');
		const timer = setTimeout(() => signalGroup(child, 'SIGKILL'), stopMilliseconds);
		await ended;
		clearTimeout(timer);
		signalGroup(child, 'SIGKILL');
	};
	return { pid: child.pid, log, ended, isRunning, stop, kill };
}

/** Starts a program other than Node that keeps running; util-linux has it end when this process does, however that ends. */
export function startProgram(command: string, values: readonly string[], options: CommandOptions & { user?: string } = {}): Service {
	const { user } = options;
	const identity = user === undefined ? [] : [`--reuid=${user}`, `--regid=${user}`, '--init-groups'];
	return serviceOf(start('setpriv', [...identity, '--pdeathsig', 'KILL', '--', command, ...values], options));
}

/** Kills everything that still runs and lets nothing more start; for the moment before this process ends. */
export function killAll(): void {
	isClosed = true;
	for (const child of running) signalGroup(child, 'SIGKILL');
}

function start(command: string, values: readonly string[], options: CommandOptions): ChildProcess {
	if (isClosed) throw new PlainFailure('Stopped.');
	const child = spawn(command, values, {
		cwd: options.folder,
		env: options.environment,
		// An open pipe tells the child that its parent lives; a group of its own lets us end its children too.
		stdio: ['pipe', 'pipe', 'pipe'],
		detached: true,
	});
	running.add(child);
	return child;
}

async function endOf(child: ChildProcess): Promise<number | string> {
	return await new Promise((resolve) => {
		const finish = (result: number | string): void => {
			running.delete(child);
			resolve(result);
		};
		child.once('error', (error) => finish(error.message));
		child.once('close', (code, signal) => finish(code ?? signal ?? 1));
	});
}

function collectLines(child: ChildProcess): string[] {
	const lines: string[] = [];
	for (const stream of [child.stdout, child.stderr]) {
		let rest = '';
		stream?.setEncoding('utf8').on('data', (text: string) => {
			const parts = (rest + text).split('\n');
			rest = parts.pop() ?? '';
			lines.push(...parts);
			if (lines.length > logLimit) lines.splice(0, lines.length - logLimit);
		});
	}
	child.once('error', (error) => lines.push(error.message));
	return lines;
}

function signalGroup(child: ChildProcess, signal: NodeJS.Signals): void {
	if (child.pid === undefined) return;
	try {
		process.kill(-child.pid, signal);
	} catch {
		// The group has already ended.
	}
}
