/* eslint-disable @n8n/community-nodes/no-restricted-globals -- benchmarks run on a desk, never inside n8n */
import { benchLists } from './lists';

/** Runs every benchmark, one after the other, and ends with 1 when a result was wrong. */
async function main() {
	const isRight = await benchLists();
	process.exit(isRight ? 0 : 1);
}

void main();
