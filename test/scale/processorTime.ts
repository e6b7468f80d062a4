/* eslint-disable @n8n/community-nodes/no-restricted-imports -- runs on a desk, never inside n8n */
import { readFile } from 'node:fs/promises';

/** Linux counts processor time in hundredths of a second for whoever reads it. */
const TICKS_PER_SECOND = 100;

/** Processor time of a process since it began, in seconds; 0 when there is none. */
export async function processorSeconds(pid: number | undefined): Promise<number> {
	const text = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
	// Behind the name in brackets, which may hold anything: user time is the 14th field of all, system time the 15th.
	const [user = '0', system = '0'] = text.slice(text.lastIndexOf(')') + 2).split(' ').slice(11, 13);
	return (Number(user) + Number(system)) / TICKS_PER_SECOND;
}
