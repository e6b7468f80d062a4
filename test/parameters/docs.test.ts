/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals -- tests read files on a desk, never inside n8n */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readParameters } from '../../nodes/shared/parameters/readParameters';
import { places } from './definitions';

const page = readFileSync(join(__dirname, '..', '..', 'docs', 'values.md'), 'utf8');
const rows = [...page.matchAll(/^\| ([A-Z][^|`]+) \| `(.+?)` \| (?:`(.+?)`|refused) \|$/gm)].map(([, label = '', value = '', expected]): [string, string, string | undefined] => [label, value, expected]);

test('the page has examples', () => expect(rows.length).toBeGreaterThan(30));

test.each(rows)('%s of %s is read as the page says: %s', (label, value, expected) => {
	const shown = places.filter(({ node, field }) => node === 'sendoso' && field.displayName === label);
	expect(shown.length).toBeGreaterThan(0);
	for (const place of shown) {
		const given = place.parametersWith(JSON.parse(value));
		const { values, problems } = readParameters(place.fields, given, {}, 'UTC');
		const isRefused = problems.some(({ message }) => message.includes(`'${label}'`));
		// A campaign that is only read may have any ID.
		if (label === 'Campaign (Touch)' && place.field.holds !== 'wholeNumber') continue;
		expect([place.name, isRefused]).toEqual([place.name, expected === undefined]);
		if (expected !== undefined) expect(place.valueIn(values)).toEqual(JSON.parse(expected));
	}
});
