/* eslint-disable @n8n/community-nodes/no-restricted-imports -- benchmarks run on a desk, never inside n8n */
import type { Profiler } from 'node:inspector';

/** Whose code the processor ran. */
export type Owner = (typeof OWNERS)[number];

/** All owners, in the order of the report. */
export const OWNERS = ["the node's own code", "n8n's engine", 'libraries', 'Node and its connections', 'garbage collector', 'what stands for the rest of n8n, such as its store of credentials'] as const;

type Frame = Profiler.ProfileNode['callFrame'];

/** Files by whose they are; the first one that fits counts. */
const FILES: Array<[pattern: RegExp, owner: Owner]> = [
	[/\/package\/dist\/|\/n8n-nodes-base\/|\/bench\/contenders\/bareList/, "the node's own code"],
	[/\/node_modules\/(n8n-core|n8n-workflow|@n8n)\//, "n8n's engine"],
	[/\/node_modules\//, 'libraries'],
	[/^node:/, 'Node and its connections'],
	[/\/(test|bench)\//, 'what stands for the rest of n8n, such as its store of credentials'],
];

/** Whose a frame is; undefined for what belongs to its caller, and for the processor at rest. */
function ownerOf({ url, functionName }: Frame): Owner | undefined {
	if (functionName === '(garbage collector)') return 'garbage collector';
	if (functionName === '(program)') return 'Node and its connections';
	return FILES.find(([pattern]) => pattern.test(url))?.[1];
}

/**
 * Whose code took the main thread's time.
 *
 * @param profile as the profiler of V8 gives it
 * @returns milliseconds by owner; functions of the language itself, such as `JSON.parse`, count for their callers
 */
export function timesByOwner({ nodes, samples = [], timeDeltas = [] }: Profiler.Profile): Map<Owner, number> {
	const owners = new Map<number, Owner | undefined>();
	const known = new Map(nodes.map((node) => [node.id, node]));
	const parents = new Map(nodes.flatMap(({ id, children = [] }) => children.map((child) => [child, id] as const)));
	const ownerOfNode = (id: number): Owner | undefined => {
		if (owners.has(id)) return owners.get(id);
		const [node, parent] = [known.get(id), parents.get(id)];
		const owner = (node && ownerOf(node.callFrame)) ?? (parent === undefined ? undefined : ownerOfNode(parent));
		owners.set(id, owner);
		return owner;
	};
	const times = new Map<Owner, number>(OWNERS.map((owner) => [owner, 0]));
	for (const [place, id] of samples.entries()) {
		const owner = ownerOfNode(id);
		if (owner !== undefined) times.set(owner, (times.get(owner) ?? 0) + (timeDeltas[place] ?? 0) / 1_000);
	}
	return times;
}
