import type { IContextObject, IDataObject, INodeParameters } from 'n8n-workflow';
import { locator, openDesk, openTouch } from '../operations/support';
import { people, posts } from './support';

const desk = openDesk({ seed: 'empty' });

const egift = (touchId: unknown): INodeParameters => ({ resource: 'send', operation: 'createEgift', touchId: locator(touchId), recipientEmail: '={{ $json.email }}' });
const factsOf = (items: Array<{ json: IDataObject }>) => items.map(({ json }) => json.sendoso as IDataObject);

test.each<[string, unknown]>([
	['no items', { items: [] }],
	['an item that is none', { items: [null] }],
	['half an entry', { executionId: 'failed' }],
	['a text', 'sent'],
	['a text for what is unknown', { unknown: 'text' }],
	['nothing of what is unknown', { unknown: {} }],
	['half of what was asked for', { unknown: { message: 'lost', asked: { touchId: '1' } } }],
])('an entry that can not be read leaves its row unknown: %s', async (_name, entry) => {
	const touch = openTouch(desk, 'email');
	const nodeContext: IContextObject = { sendosoRows: { 'send.createEgift run 0 item 0': entry } as IDataObject };
	const { error } = await desk.run(egift(touch.id), { items: people(1), mode: 'retry', execution: { id: 'retried', nodeContext } });
	expect(error?.message).toMatch(/^Outcome unknown: \S.*Do not make this call again/);
	expect(posts(desk)).toEqual([]);
});

test.each([['text'], [7], [null], [[]]])('a ledger that is none is begun anew: %j', async (ledger) => {
	const touch = openTouch(desk, 'email');
	const nodeContext = { sendosoRows: ledger } as unknown as IContextObject;
	const { items } = await desk.run(egift(touch.id), { items: people(1), mode: 'retry', execution: { id: 'retried', nodeContext } });
	expect(factsOf(items)[0]?.outcome).toBe('sent');
});
