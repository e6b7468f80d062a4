/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-dangerous-functions -- the campaign runs on a desk, never inside n8n */
import { type ChildProcess, fork } from 'node:child_process';
import { join } from 'node:path';
import type { StoredCredential } from '../../support/engine';
import type { Order, Place, Running } from '../order';
import { keepPrinted } from '../output';
import { type Answer, type ClockStep, READY } from './messages';

type Waiting = (answer: Answer) => void;

/** Another process in which executions take place, as after a restart of n8n or beside it. */
export class RunnerProcess implements Place {
	private readonly child: ChildProcess;
	private readonly waiting = new Map<number, Waiting>();
	private readonly ready: Promise<void>;
	private asked = 0;

	constructor() {
		let announce: () => void = () => undefined;
		this.ready = new Promise((resolve) => {
			announce = resolve;
		});
		this.child = fork(join(__dirname, 'runner.ts'), { stdio: ['ignore', 'pipe', 'pipe', 'ipc'], serialization: 'advanced' });
		for (const stream of [this.child.stdout, this.child.stderr]) stream?.on('data', keepPrinted);
		this.child.on('message', (answer: Answer | typeof READY) => {
			if (answer === READY) return announce();
			this.waiting.get(answer.number)?.(answer);
			this.waiting.delete(answer.number);
		});
		this.child.on('exit', (code) => {
			for (const [number, end] of this.waiting) end({ number, failure: `The process ended with ${code}` });
			this.waiting.clear();
			announce();
		});
	}

	/** Resolves when n8n is loaded there. */
	async isReady() {
		await this.ready;
	}

	carryOut(order: Order, credential: StoredCredential): Running {
		const number = ++this.asked;
		const answered = new Promise<Answer>((resolve) => this.waiting.set(number, resolve));
		this.child.send({ number, order });
		const finished = answered.then((answer) => {
			if ('failure' in answer) throw new Error(answer.failure);
			credential.data = answer.credential;
			return answer.outcome;
		});
		return { finished, cancel: () => this.stop() };
	}

	/** Whether nothing can be asked of it any more. */
	get isOver(): boolean {
		return this.child.killed || this.child.exitCode !== null;
	}

	/** Sets its clock, by so many milliseconds. */
	stepClock(stepMs: number) {
		const step: ClockStep = { stepMs };
		this.child.send(step);
	}

	/** Ends the process. */
	stop() {
		this.child.kill();
	}
}

/** Starts processes ahead of time, because loading n8n takes some seconds. */
export class RunnerProcesses {
	private spare = new RunnerProcess();
	private readonly started = new Set([this.spare]);

	/** A process in which nothing took place yet. */
	fresh(): RunnerProcess {
		const taken = this.spare;
		this.spare = new RunnerProcess();
		this.started.add(this.spare);
		return taken;
	}

	/** Ends a process that nobody needs any more. */
	end(process: RunnerProcess) {
		process.stop();
		this.started.delete(process);
	}

	/** Ends all of them. */
	stop() {
		for (const process of this.started) process.stop();
	}
}
