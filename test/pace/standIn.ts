/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-dangerous-functions -- the measurement runs on a desk, never inside n8n */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { Count, Opened, Question } from './messages';

/** A stand-in server in another process. */
export interface StandIn extends Opened {
	count(): Promise<Count>;
	stop(): void;
}

/** Starts it for these client applications. */
export async function startStandIn(question: Question): Promise<StandIn> {
	const child = fork(join(__dirname, 'server.ts'));
	child.send(question);
	const [opened] = (await once(child, 'message')) as [Opened];
	const count = async () => {
		child.send('count');
		const [counted] = (await once(child, 'message')) as [Count];
		return counted;
	};
	return { ...opened, count, stop: () => child.disconnect() };
}
