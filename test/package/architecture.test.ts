/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals -- tests read files on a desk, never inside n8n */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Diagram, readDiagram } from '../support/diagram';
import { IMPORT_RULES } from '../support/importRules';

const root = join(__dirname, '..', '..');
const page = readFileSync(join(root, 'docs', 'architecture.md'), 'utf8');
const diagrams = [...page.matchAll(/^```mermaid\n([\s\S]*?)^```$/gm)].map(([, text = '']) => text);
const diagram = readDiagram(diagrams[0] ?? '');

const WINGS = ['nodes/Sendoso/', 'nodes/SendosoOpenConnectors/'];
/** A part of a wing beside it, which has no folders. */
const PARTS = ['nodes/SendosoWebhook/'];
/** The rules of what is drawn; the credentials are not. */
const rules = IMPORT_RULES.filter(({ place }) => place.startsWith('nodes/'));

/** The place of a drawn node: its label, inside the nearest box that has a path for a label. */
function placeOf({ labels, parents }: Diagram, id: string): string {
	let box = parents.get(id);
	while (box !== undefined && labels.get(box)?.trim() === '') box = parents.get(box);
	const folder = box === undefined ? '' : `${labels.get(box) ?? ''}/`;
	const label = labels.get(id) ?? '';
	if (label === 'root files') return folder;
	return label === '*.node.ts' ? `${folder}*.node` : `${folder}${label}/`;
}

/** The drawn place that a place of a rule belongs to: itself, or the folder of a single file. */
function drawnPlaceOf(place: string, drawn: string[]): string | undefined {
	return drawn.find((candidate) => candidate === place) ?? drawn.filter((candidate) => candidate.endsWith('/') && place.startsWith(candidate)).sort((left, right) => right.length - left.length)[0];
}

/** The arrows that the table of imports asks for: solid for a whole place, dotted where only single files may. */
function allowedArrows(drawn: string[]): string[] {
	const arrows = new Map<string, 'solid' | 'dotted'>();
	for (const { place, mayImport, mayImportTypesOf = [] } of rules) {
		const from = drawnPlaceOf(place, drawn);
		for (const target of [...mayImport, ...mayImportTypesOf]) {
			const to = drawnPlaceOf(target, drawn);
			if (from === to) continue;
			const key = `${from} > ${to}`;
			if (place === from) arrows.set(key, 'solid');
			else if (!arrows.has(key)) arrows.set(key, 'dotted');
		}
	}
	return [...arrows].map(([key, style]) => `${key} ${style}`).sort();
}

const drawn = diagram.leaves.map((id) => placeOf(diagram, id));

test('there is one diagram, and it draws every folder of nodes/ that the table of imports names', () => {
	expect(diagrams).toHaveLength(1);
	const folders = rules.map(({ place }) => place).filter((place) => place.endsWith('/') || place.endsWith('*.node'));
	expect([...drawn].sort()).toEqual([...folders].sort());
});

test('the arrows of the diagram are the allowed imports, all of them and no others', () => {
	const arrows = diagram.arrows.map(({ from, to, style }) => `${placeOf(diagram, from)} > ${placeOf(diagram, to)} ${style}`);
	expect(arrows.sort()).toEqual(allowedArrows(drawn));
});

test('the table of the page says what the table of imports says', () => {
	const [table = ''] = /^\| folder \|[^]*?\n\n/m.exec(page) ?? [];
	const rows = table.trim().split('\n').slice(2).map((row) => row.split('|').map((cell) => cell.trim()));
	const written = rows.map(([, folder = '', what = '', names = '']) => {
		expect(what).not.toBe('');
		return [`nodes/${folder.replaceAll('`', '')}/`, names === 'nothing' ? [] : names.split(', ').sort()];
	});
	const wanted = rules.filter(({ place }) => place.endsWith('/') && ![...WINGS, ...PARTS].includes(place)).map(({ place, mayImport }) => {
		const home = ['nodes/shared/', ...WINGS].find((folder) => place.startsWith(folder)) ?? '';
		const own = mayImport.filter((target) => target.startsWith(home) && target !== home && target.endsWith('/'));
		return [place, own.map((target) => target.slice(home.length, -1)).sort()];
	});
	const byPlace = (left: unknown[], right: unknown[]) => String(left[0]).localeCompare(String(right[0]));
	expect(written.sort(byPlace)).toEqual(wanted.sort(byPlace));
});

const prose = page.replace(/^```[\s\S]*?^```$/gm, '');
const named = [...new Set([...prose.matchAll(/`([\w./-]*(?:\/|\.ts)[\w./-]*)`/g)].map(([, path = '']) => path))];

/** Whether a path of the page is there. A bare name is a root file, which every wing has. */
function isThere(path: string): boolean {
	const isPath = (candidate: string) => existsSync(join(root, candidate));
	return path.includes('/') ? isPath(path) || isPath(`nodes/${path}`) : WINGS.every((wing) => isPath(`${wing}${path}`));
}

test('every file and folder that the page names or draws is there', () => {
	expect(named.filter((path) => path.startsWith('Sendoso/') && path.endsWith('.ts')).length).toBeGreaterThan(10);
	expect(named.filter((path) => path.startsWith('shared/') && path.endsWith('.ts')).length).toBeGreaterThan(20);
	expect([...named, ...drawn.map((place) => place.replace('*.node', ''))].filter((path) => !isThere(path))).toEqual([]);
});
