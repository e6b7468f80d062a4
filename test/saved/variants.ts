import type { INodeParameters, INodeTypeDescription, NodeParameterValueType } from 'n8n-workflow';
import { placesOf } from './known';
import { COLLECTED, FURTHER, OWN, OWN_FULL, VALUES } from './values';

type Values = Record<string, NodeParameterValueType | undefined>;

/** Parameters of each variant of an operation or event that is saved. */
export function variantsOf(description: INodeTypeDescription, subject: string): Record<string, INodeParameters> {
	if (subject === 'delivery') return deliveries();
	if (description.group.includes('trigger')) return events(description, subject);
	const [resource = '', operation = ''] = subject.split('.');
	const selectors = { resource, operation };
	const places = placesOf(description, subject).filter(({ path }) => !(path in selectors));
	const names = [...new Set(places.map(({ path }) => path.split('.')[0] ?? ''))];
	const required = places.filter(({ path, property }) => property.required === true && !path.includes('.'));
	const own = OWN[subject] ?? {};
	const ownFull = { ...own, ...(OWN_FULL[`${description.name} ${subject}`] ?? OWN_FULL[subject]) };
	const has = (name: string) => names.includes(name);
	const minimal = pick([...new Set([...required.map(({ path }) => path), ...Object.keys(own)])], { ...VALUES, ...own });
	const full = { ...pick(names, { ...VALUES, ...ownFull }), ...collections(description, places.map(({ path }) => path), ownFull) };
	const hasDryRun = places.some(({ path }) => path === 'options.dryRun');
	return {
		minimal: { ...selectors, ...minimal },
		...(JSON.stringify(full) !== JSON.stringify(minimal) ? { full: { ...selectors, ...full } } : {}),
		...(has('returnAll') ? { all: { ...selectors, ...minimal, returnAll: true, ...(has('where') ? ocnql(full) : {}) } } : {}),
		...(hasDryRun ? { dryRun: { ...selectors, ...minimal, options: { dryRun: true } } } : {}),
		...Object.fromEntries(Object.entries(FURTHER[subject] ?? {}).map(([name, values]) => [name, { ...selectors, ...minimal, ...values } as INodeParameters])),
	};
}

function pick(names: string[], values: Values): INodeParameters {
	return Object.fromEntries(names.filter((name) => values[name] !== undefined).map((name) => [name, values[name]])) as INodeParameters;
}

/** Every collection with every field in it. */
function collections({ name }: INodeTypeDescription, paths: string[], own: Values): INodeParameters {
	const filled: Record<string, INodeParameters> = {};
	for (const path of paths) {
		const [collection = '', member = '', ...deeper] = path.split('.');
		if (member === '' || deeper.length > 0) continue;
		const value = own[path] ?? (own[collection] as INodeParameters | undefined)?.[member] ?? COLLECTED[member] ?? VALUES[member];
		if (value === undefined) throw new Error(`There is no value for ${path} of ${name}`);
		filled[collection] = { ...filled[collection], [member]: value };
	}
	return filled;
}

/** The condition of a list in the words of the connector. */
function ocnql({ conditions }: INodeParameters): INodeParameters {
	const [first] = (conditions as { values: Array<{ field: string; value: string }> }).values;
	return { filterBy: 'ocnql', where: `${first?.field ?? ''} like '${first?.value ?? ''}'` };
}

function events(description: INodeTypeDescription, event: string): Record<string, INodeParameters> {
	const chosen = { events: [event] };
	const paths = placesOf(description, event).map(({ path }) => path);
	const own = { 'filters.recipientEmail': 'sam@example.org' };
	const everything = collections(description, paths, own);
	const options = { ...(everything.options as INodeParameters) };
	delete options.startFrom;
	const pollTimes = { item: [{ mode: 'everyX', value: 15, unit: 'minutes' }] };
	return {
		minimal: chosen,
		full: { ...chosen, pollTimes, ...everything, options },
		// What was there before comes out at once, so that it stands alone.
		startFrom: { ...chosen, options: { startFrom: COLLECTED.startFrom } },
	};
}

function deliveries(): Record<string, INodeParameters> {
	return {
		minimal: {},
		full: { eventLabel: VALUES.eventLabel, options: { dropRepeats: true } },
		withoutSend: { fetchSend: false },
	};
}

