import { median, medianAbsoluteDeviation } from 'simple-statistics';
import type { Goal, Series, Unit } from '../harness/scenario';

/** A number as people read it: three digits that count, more only before the point. */
export function numberText(value: number): string {
	const digits = Math.abs(value) >= 100 || Number.isInteger(value) ? 0 : Math.abs(value) >= 10 ? 1 : 2;
	return value.toLocaleString('en-US', { minimumFractionDigits: digits, maximumFractionDigits: digits });
}

/** A number with its unit; a ratio has none. */
export function withUnit(value: number, unit: Unit | undefined): string {
	if (unit === undefined) return numberText(value);
	return unit === '%' ? `${numberText(value)} %` : `${numberText(value)} ${unit}`;
}

/** The middle of the samples. */
export function middleOf({ samples }: Series): number {
	return median(samples);
}

/** The middle of the samples, and by how much one of them usually differs from it. */
export function seriesText(series: Series): string {
	const spread = series.samples.length > 2 ? medianAbsoluteDeviation(series.samples) : 0;
	const text = withUnit(middleOf(series), series.unit);
	return spread === 0 ? text : `${text} (±${numberText(spread)})`;
}

/** What a goal allows. */
export function limitText({ most, least, unit }: Goal): string {
	const parts = [least === undefined ? '' : `at least ${withUnit(least, unit)}`, most === undefined ? '' : `at most ${withUnit(most, unit)}`];
	return parts.filter((part) => part !== '').join(', ');
}
