/* eslint-disable @n8n/community-nodes/no-restricted-globals -- benchmarks run on a desk, never inside n8n */
/** Runs in a measured process: loads the module that it is given, and lets it measure whenever the parent asks. */
import type { Answer } from './measuredProcess';

type Measure = (payload: unknown) => Promise<unknown>;

// eslint-disable-next-line @typescript-eslint/no-require-imports -- the parent names the module
const { measure } = require(process.argv[2] ?? '') as { measure: Measure };

process.once('disconnect', () => process.exit());
process.on('message', (payload) => {
	measure(payload).then(
		(figures) => process.send?.({ figures } satisfies Answer),
		(error: unknown) => process.send?.({ error: error instanceof Error ? (error.stack ?? error.message) : String(error) } satisfies Answer),
	);
});
