import { accelerate, passTime } from './acceleratedTime';
import { executions, toolCalls } from './gifts';
import { heapMegabytes } from './heap';
import { polls } from './polls';
import type { MemoryFigures, MemoryPayload } from './way';

/** Longer than anything is remembered, in milliseconds. */
const FORGETTING_MS = 15 * 86_400_000;

/** Uses after that time, with which what is out of date is met. */
const LATE_USES = 20;

/** Uses the node in one way for a long time, and looks at the heap after each part of it. */
export async function measure({ way, uses, spanMs, parts, server }: MemoryPayload): Promise<MemoryFigures> {
	accelerate();
	const use = await { polls, executions, toolCalls }[way](server);
	const [stepMs, megabytes] = [spanMs / uses, [] as number[]];
	for (let part = 1; part <= parts; part++) {
		await use(Math.round((uses * part) / parts) - Math.round((uses * (part - 1)) / parts), stepMs);
		megabytes.push(await heapMegabytes());
	}
	await passTime(server.controlUrl, FORGETTING_MS);
	await use(LATE_USES, stepMs);
	return { megabytes, forgotten: await heapMegabytes() };
}
