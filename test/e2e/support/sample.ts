/* eslint-disable @n8n/community-nodes/no-restricted-globals -- runs on a desk, never inside n8n */

const every = Number(process.env.E2E_SAMPLE ?? 1);

/** Everything, or in a sampled run each n-th, another part of it for each of several lists. */
export function sampled<Item>(items: readonly Item[], offset = 0): Item[] {
	return items.filter((_, index) => (index + offset) % every === 0);
}
