/* eslint-disable @n8n/community-nodes/no-restricted-globals -- the campaign runs on a desk, never inside n8n */

// n8n reads these when it is loaded, so this file has to be imported before it.
process.env.N8N_LOG_LEVEL = 'debug';
process.env.N8N_LOG_OUTPUT = 'console';

const captured: string[] = [];
const write = process.stdout.write.bind(process.stdout);

/** Keeps what another process printed for the search. */
export function keepPrinted(chunk: unknown): boolean {
	captured.push(String(chunk));
	return true;
}

// Everything that n8n or the node prints is kept for the search; only the campaign itself gets to the screen.
process.stdout.write = keepPrinted;
process.stderr.write = keepPrinted;

/** Shows a line. */
export function print(line: string) {
	write(`${line}\n`);
}

/** Everything that was printed by others so far. */
export function printedByOthers(): string {
	return captured.join('');
}
