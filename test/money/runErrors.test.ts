import type { INodeParameters } from 'n8n-workflow';
import { locator, openDesk, openTouch } from '../operations/support';
import { LISTENING, listenToItems } from '../support/listeningNode';
import { people, posts } from './support';

const desk = openDesk({ seed: 'empty' });

let touchId = 0;
beforeEach(() => {
	touchId = openTouch(desk, 'email').id;
});

const egift = (more: INodeParameters = {}): INodeParameters => ({ resource: 'send', operation: 'createEgift', touchId: locator(touchId), recipientEmail: '={{ $json.email }}', ...more });
const refuse = (person: string | undefined) => ({ match: { method: 'POST', bodyIncludes: `"${person}"` }, action: { kind: 'status' as const, status: 422, body: { success: false, message: 'Blocked' } } });

test('the error that ends the run lists what went out, and every other one gives the number', async () => {
	const errors = listenToItems();
	const crowd = people(30);
	desk.control.fault(refuse(crowd[12]?.email));
	const { error } = await desk.run(egift(), { items: crowd, type: LISTENING });
	const sent = desk.control.sends.list({ createdByRequest: true });
	expect(sent.length).toBeGreaterThanOrEqual(12);
	expect(error?.message).toBe('Refused: Blocked');
	for (const { tracking_code: code } of sent) expect(error?.description).toContain(`(tracking code ${code})`);
	expect(errors.size).toBe(30 - sent.length);
	for (const [itemIndex, { description = '' }] of errors) {
		expect(description).toContain(`${sent.length} sends of this run went out${itemIndex === 12 ? ': item 0 (tracking code ' : `. [item ${itemIndex}]`}`);
	}
});

test('an item that ends the run in the place of a later one says why that one stopped it, and what went out meanwhile', async () => {
	const crowd = people(3);
	const [, second, third] = crowd.map(({ email }) => email);
	// Both are asked for at once. The earlier one is to come again in a second, when the later one has stopped the run.
	desk.control.fault({ match: { method: 'POST', bodyIncludes: `"${second}"`, nth: 1 }, action: { kind: 'tooManyRequests', header: { name: 'Retry-After', value: '1' } } });
	desk.control.fault(refuse(third));
	desk.control.setLatency(150);
	const { error } = await desk.run(egift(), { items: crowd });
	expect(error?.message).toMatch(/^Not sent: the run was stopped after item 2/);
	expect(error?.description).toMatch(/Item 2: Refused: Blocked\. 1 send of this run went out: item 0 \(tracking code \w+\)\. \[item 1\]$/);
	expect(posts(desk).filter(({ created }) => created.length > 0)).toHaveLength(1);
});
