/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-dangerous-functions -- benchmarks run on a desk, never inside n8n */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { Installation } from './installation';

/** A process that measures, one call after the other. */
export interface MeasuredProcess<Payload, Figures> {
	/**
	 * Measures once.
	 *
	 * @throws Error when the measured run was broken, or the process ended
	 */
	measure(payload: Payload): Promise<Figures>;
	/** What the process printed since the last time that it was asked. */
	takeOutput(): string;
	stop(): Promise<void>;
}

/** What a measured process answers with. */
export type Answer = { figures: unknown } | { error: string };

/**
 * Starts a process under n8n's Node in which our nodes are those of the packed package and the engine is n8n's own.
 *
 * @param module whole path of a module that exports `measure(payload)`
 * @param flags flags for Node, such as `--trace-gc`
 */
export function startMeasured<Payload, Figures>({ node, n8nModules, packageFolder }: Installation, module: string, flags: string[] = []): MeasuredProcess<Payload, Figures> {
	const preloaded = [require.resolve('tsx/cjs'), join(__dirname, 'resolve.cjs')].flatMap((path) => ['--require', path]);
	const child = fork(join(__dirname, 'measuredEntry.ts'), [module], {
		execPath: node,
		execArgv: ['--expose-gc', ...flags, ...preloaded],
		env: { ...process.env, BENCH_PACKAGE: packageFolder, BENCH_N8N: n8nModules },
		serialization: 'advanced',
		stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
	});
	let output = '';
	child.stdout?.on('data', (chunk: Buffer) => {
		output += chunk.toString();
	});
	const ended = once(child, 'exit');
	return {
		measure: async (payload) => {
			child.send(payload as object);
			const [answer] = (await Promise.race([once(child, 'message'), ended.then(() => [{ error: `The measured process of ${module} ended` }])])) as [Answer];
			if ('error' in answer) throw new Error(answer.error);
			return answer.figures as Figures;
		},
		takeOutput: () => {
			const taken = output;
			output = '';
			return taken;
		},
		stop: async () => {
			if (child.connected) child.disconnect();
			await ended;
		},
	};
}
