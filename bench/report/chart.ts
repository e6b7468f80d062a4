import { type Goal, isMet } from '../harness/scenario';
import { limitText, withUnit } from './figures';
import type { Result } from './result';

/** Part of its limit that a goal takes up: 1 is the limit itself, less is better. */
function shareOf({ value, most, least }: Goal): number {
	if (most !== undefined) return most === 0 ? value + (value === 0 ? 0 : 1) : value / most;
	return value === 0 ? 2 : (least ?? 0) / value;
}

/** Where bars end that go far beyond the limit. */
const LARGEST_SHARE = 2;

/** A chart of all goals beside their limits, as SVG. */
export async function chartOf({ scenarios, day, n8n }: Result): Promise<string> {
	const [{ compile }, { parse, View }] = [await import('vega-lite'), await import('vega')];
	const values = scenarios.flatMap(({ title, outcome }) =>
		(outcome?.goals ?? []).map((goal) => ({
			part: title,
			goal: `${goal.text} (${limitText(goal)})`,
			share: Math.min(LARGEST_SHARE, shareOf(goal)),
			value: withUnit(goal.value, goal.unit),
			met: isMet(goal) ? 'met' : 'missed',
		})),
	);
	const y = { field: 'goal', type: 'nominal' as const, sort: values.map(({ goal }) => goal), title: null };
	const bars = {
		data: { values },
		width: 420,
		layer: [
			{ mark: { type: 'bar' as const, height: 11 }, encoding: { y, x: { field: 'share', type: 'quantitative' as const, scale: { domain: [0, LARGEST_SHARE] }, title: 'part of the limit; left of the line is met' }, color: { field: 'met', type: 'nominal' as const, scale: { domain: ['met', 'missed'], range: ['#2a8f6d', '#d9542b'] }, legend: null } } },
			{ mark: { type: 'text' as const, align: 'left' as const, dx: 4 }, encoding: { y, x: { field: 'share', type: 'quantitative' as const }, text: { field: 'value' } } },
			{ mark: { type: 'rule' as const, strokeDash: [4, 3] }, encoding: { x: { datum: 1 } } },
		],
	};
	const { spec } = compile({
		background: 'white',
		padding: 12,
		title: { text: `Goals of n8n-nodes-sendoso, ${day}, n8n ${n8n}`, anchor: 'start' },
		config: { font: 'sans-serif', axis: { grid: false }, axisY: { labelLimit: 1_200 } },
		...bars,
	});
	return await new View(parse(spec), { renderer: 'none' }).toSVG();
}
