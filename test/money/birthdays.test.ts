import { locator, openDesk, openTouch } from '../operations/support';

const desk = openDesk({ seed: 'empty' });

/** People with a birthday on each of the coming days, counted from the first run. */
const PEOPLE = Array.from({ length: 17 }, (_, day) => ({ email: `born${day}@example.org`, day }));

test.each(['ascending', 'descending'] as const)('birthdays of the next seven days, run daily for ten days (%s list): one gift each', async (order) => {
	desk.control.setOrder(order);
	const touch = openTouch(desk, 'email');
	const outcomes: string[] = [];
	for (let today = 0; today < 10; today++) {
		const items = PEOPLE.filter(({ day }) => day >= today && day < today + 7);
		// What this process remembers must not be what saves them.
		await desk.restart();
		const run = await desk.run({ resource: 'send', operation: 'createEgift', touchId: locator(touch.id), recipientEmail: '={{ $json.email }}' }, { items });
		expect(run.error).toBeUndefined();
		outcomes.push(...run.items.map(({ json }) => (json.sendoso as { outcome: string }).outcome));
		desk.control.clock.advance(86_400_000, { moveSends: false });
	}
	const gifts = desk.control.sends.list({ createdByRequest: true }).map(({ recipient }) => recipient.email);
	const invited = PEOPLE.filter(({ day }) => day < 16).map(({ email }) => email);
	expect([...gifts].sort()).toEqual([...invited].sort());
	expect(outcomes.filter((outcome) => outcome === 'skipped')).toHaveLength(outcomes.length - invited.length);
});
