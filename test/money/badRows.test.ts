import { openDesk } from '../operations/support';
import { posts } from './support';

const desk = openDesk();

/** What can be wrong with a row, and how the error calls it. */
const FAULTS: Array<[cells: object, message: string]> = [
	[{ email: 'ana@' }, "'Recipient Email' is not an e-mail address"],
	[{ zip: 2139 }, "'ZIP' has fewer than five digits"],
	[{ country: 'GB', zip: 'SW1A 1AA' }, "'Mobile Number' is needed outside the USA"],
	[{ name: '' }, "'Recipient Name' is empty"],
];

function sheet(rows: number, bad: number) {
	return Array.from({ length: rows }, (_, row) => {
		const isBad = row % Math.floor(rows / bad) === 1 && row < bad * Math.floor(rows / bad);
		const [cells] = FAULTS[row % FAULTS.length] ?? [{}];
		return { name: 'Priya', email: `person${row}@sheet.example.com`, street: '118 Harbour Lane', city: 'Boston', state: 'MA', zip: '02139', country: 'US', ...(isBad ? cells : {}) };
	});
}

const parameters = (touchId: number) => ({
	resource: 'send',
	operation: 'createPhysical',
	touchId: { __rl: true, mode: 'id', value: String(touchId) },
	...Object.fromEntries(
		Object.entries({ recipientName: 'name', recipientEmail: 'email', address: 'street', city: 'city', state: 'state', zip: 'zip', country: 'country' }).map(([field, column]) => [field, `={{ $json.${column} }}`]),
	),
});

test('forty rows of which twelve are bad: one run names all twelve, and nothing goes out', async () => {
	const { id } = desk.control.touches.add({ delivery_type: 'mail' });
	const rows = sheet(40, 12);
	const { error } = await desk.run(parameters(id), { items: rows });
	const bad = [...(error?.description ?? '').matchAll(/item (\d+): ([^;.]+)/g)].map(([, index, message]) => [Number(index), message?.trim()]);
	expect(bad).toHaveLength(12);
	for (const [index, message] of bad) expect(message).toBe(FAULTS[Number(index) % FAULTS.length]?.[1]);
	expect(error?.message).toContain(`Not sent: 12 of 40 items can't be used, the first is item ${bad[0]?.[0]}`);
	expect(error?.context?.itemIndex).toBe(bad[0]?.[0]);
	// What to change is said once for each kind.
	for (const advice of ["Fill in 'Recipient Name'", 'such as 02139', "Fill in 'Mobile Number'", 'such as name@example.com']) expect(error?.description?.split(advice)).toHaveLength(2);
	expect(posts(desk)).toEqual([]);
	expect(error?.description).not.toMatch(/person\d+@|ana@/);
});

test('of very many bad rows the first fifty are named, and all are counted', async () => {
	const { id } = desk.control.touches.add({ delivery_type: 'mail' });
	const { error } = await desk.run(parameters(id), { items: sheet(200, 200).map((row) => ({ ...row, email: 'nobody' })) });
	expect(error?.message).toContain('Not sent: 200 of 200 items');
	expect(error?.description?.match(/item \d+: /g)).toHaveLength(50);
	expect(error?.description).toContain('and 150 more');
});

test('a row with several faults names them all', async () => {
	const { id } = desk.control.touches.add({ delivery_type: 'mail' });
	const [row] = sheet(1, 1);
	const { error } = await desk.run(parameters(id), { items: [{ ...row, email: 'nobody', name: ' ', city: ['Boston'] }] });
	expect(error?.message).toBe("Not sent: 'Recipient Name' is empty; 'Recipient Email' is not an e-mail address; 'City' is not a text");
});

test('so do the fields of a collection', async () => {
	const { id } = desk.control.touches.add({ delivery_type: 'mail' });
	const more = { additionalFields: { customMessage: '={{ ["Hi"] }}', viaFrom: '={{ ({}) }}' }, options: { dryRun: 'perhaps', maximumSends: 'many' } };
	const { error } = await desk.run({ ...parameters(id), ...more }, { items: sheet(1, 0) });
	expect(error?.message).toBe("Not sent: 'Custom Message' is not a text; 'Via From' is not a text; 'Dry Run' is neither true nor false; 'Maximum Sends' must be a whole number of at least 1");
});

test('in continue mode each bad row has its own error, and the others go out', async () => {
	const { id } = desk.control.touches.add({ delivery_type: 'mail' });
	const { outputs } = await desk.run(parameters(id), { items: sheet(8, 4), settings: { onError: 'continueErrorOutput' } });
	expect([outputs[0]?.length, outputs[1]?.length]).toEqual([4, 4]);
	for (const { json, pairedItem } of outputs[1] ?? []) expect(json.error).toBe(`Not sent: ${FAULTS[(pairedItem as { item: number }).item % FAULTS.length]?.[1]}`);
	expect(posts(desk)).toHaveLength(4);
});
