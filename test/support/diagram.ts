/** An arrow between two nodes of a diagram that hold no others. */
interface Arrow {
	from: string;
	to: string;
	style: 'solid' | 'dotted';
}

/** What a Mermaid flowchart draws. */
export interface Diagram {
	/** Texts of nodes and boxes by their ids. */
	labels: Map<string, string>;
	/** The box that a node or box is in. */
	parents: Map<string, string>;
	/** Ids of the nodes, without boxes. */
	leaves: string[];
	/** Arrows between nodes: one from or to a box counts for everything inside. */
	arrows: Arrow[];
}

const BOX = /^subgraph (\w+)\["(.*)"\]$/;
const NODE = /^(\w+)\["(.+)"\]$/;
const ARROW = /^(\w+) (-->|-\.->) (\w+(?: & \w+)*)$/;

/**
 * Reads the part of Mermaid's flowcharts that the project's pages use.
 *
 * @throws at a line, an id or a second arrow that it can't make sense of
 */
export function readDiagram(text: string): Diagram {
	const labels = new Map<string, string>();
	const parents = new Map<string, string>();
	const boxes = new Set<string>();
	const open: string[] = [];
	const drawn: Arrow[] = [];
	for (const line of text.split('\n').map((part) => part.trim()).filter((part) => part !== '').slice(1)) {
		const [, id, label = ''] = BOX.exec(line) ?? NODE.exec(line) ?? [];
		const [, from = '', sign, heads = ''] = ARROW.exec(line) ?? [];
		if (id !== undefined) {
			const parent = open.at(-1);
			labels.set(id, label);
			if (parent !== undefined) parents.set(id, parent);
			if (!BOX.test(line)) continue;
			boxes.add(id);
			open.push(id);
		} else if (line === 'end') open.pop();
		else if (sign !== undefined) drawn.push(...heads.split(' & ').map((to): Arrow => ({ from, to, style: sign === '-->' ? 'solid' : 'dotted' })));
		else throw new Error(`The diagram has a line that is not understood: ${line}`);
	}
	const leaves = [...labels.keys()].filter((id) => !boxes.has(id));
	const inside = (id: string) => {
		const found = leaves.filter((leaf) => isIn(parents, leaf, id));
		if (found.length === 0) throw new Error(`The diagram has an arrow to or from ${id}, which it does not draw`);
		return found;
	};
	const arrows = drawn.flatMap(({ from, to, style }) => inside(from).flatMap((tail) => inside(to).map((head): Arrow => ({ from: tail, to: head, style }))));
	return { labels, parents, leaves, arrows };
}

function isIn(parents: Map<string, string>, id: string, box: string): boolean {
	for (let place: string | undefined = id; place !== undefined; place = parents.get(place)) if (place === box) return true;
	return false;
}
