import type { INodeParameters } from 'n8n-workflow';
import { openDesk as openConnectorsDesk } from '../openConnectors/support';
import { locator, openDesk, openTouch } from '../operations/support';
import { callNode } from '../support/callNode';
import { argument, plainFields, storedAs, type ToolOperation, toolOperations } from './support';

const desk = openDesk({ seed: 'empty' });
const connectors = openConnectorsDesk({ seed: 'empty' });
const TOOL = 'n8n-nodes-sendoso.sendosoTool';

/** Calls a tool as n8n's workers do: with whatever arguments the model gave. */
const call = async (type: string, parameters: INodeParameters, given: Record<string, string> = {}) =>
	await callNode({ credential: type === TOOL ? desk.credential() : connectors.credential(), parameters, items: [given], type });

const writes = toolOperations.filter(({ operation }) => operation.safety !== 'reads');

/** Each field that a model may be asked for, with its operation. Those that guard against a model are refused for another reason. */
const asked = writes.flatMap((one) => plainFields(one.operation).filter(({ field }) => field.name !== 'duplicateCheck' && field.isGuard !== true).map((place) => ({ ...one, ...place, label: place.field.displayName })));

test.each(asked)('$name of $type does nothing when the argument for $label is left out', async ({ type, resource, value, operation, field, collection, label }: (typeof asked)[number]) => {
	const stored = storedAs(field, argument('the_key'));
	const others = Object.fromEntries(operation.fields.filter(({ required, name }) => required === true && name !== field.name).map((other) => [other.name, storedAs(other, argument('other'))]));
	const shows: INodeParameters = collection === 'updateFields' || field.displayOptions === undefined ? {} : conditionsOf(field.displayOptions.show);
	const parameters: INodeParameters = { ...others, ...shows, resource, operation: value, ...(collection === undefined ? { [field.name]: stored } : { [collection]: { [field.name]: stored } }) };
	const { error } = await call(type, parameters, { other: '7' });
	expect(error?.message).toMatch(/^Not sent: /);
	expect(error?.message).toContain(`'${label}' is empty, because the argument the_key was left out`);
	expect([...desk.seen(), ...connectors.seen()]).toEqual([]);
});

/** Values beside which n8n shows a field. */
function conditionsOf(show: Record<string, unknown> = {}): INodeParameters {
	return Object.fromEntries(Object.entries(show).filter(([name]) => !name.startsWith('@')).map(([name, values]) => [name.replace(/^\//, ''), (values as string[])[0] ?? '']));
}

test('an argument with a default may be left out', async () => {
	const touch = openTouch(desk, 'email');
	const more = { additionalFields: { customMessage: argument('message', ", 'Thank you'"), recipientName: argument('name', ", ''") } };
	const { items } = await call(TOOL, { resource: 'send', operation: 'createEgift', touchId: locator(argument('campaign')), recipientEmail: argument('email'), ...more }, { campaign: String(touch.id), email: 'ana@example.org' });
	expect(items[0]?.json).toMatchObject({ sendoso: { outcome: 'sent' } });
	expect(desk.seen().find(({ method }) => method === 'POST')?.body).toMatchObject({ send: { custom_message: 'Thank you' } });
});

test('an argument whose default is nothing may be left out, too', async () => {
	const touch = openTouch(desk, 'email');
	const { items } = await call(TOOL, { resource: 'send', operation: 'createEgift', touchId: locator(touch.id), recipientEmail: 'ana@example.org', additionalFields: { customMessage: argument('message', ', null') } });
	expect(items[0]?.json).toMatchObject({ sendoso: { outcome: 'sent' } });
});

test('a filter that may be left out is none then; any other empty filter is an error, as it would list everything', async () => {
	const touch = openTouch(desk, 'email');
	const filtered = async (name: string, given: Record<string, string> = {}) => await call(TOOL, { resource: 'touch', operation: 'getAll', filters: { name } }, given);
	const named = async (name: string) => (await filtered(argument('name', ", ''"), { name })).items.map(({ json }) => json.id);
	expect((await filtered(argument('name', ", ''"))).items.map(({ json }) => json.id)).toEqual([touch.id]);
	expect(await named(touch.name)).toEqual([touch.id]);
	expect(await named('no campaign is called so')).toEqual([]);
	for (const other of [argument('name'), argument('name', ", 'x'"), '={{ $json.query.nothing }}', '=']) expect((await filtered(other, { name: '' })).error?.message).toMatch(/^'.*' is empty/);
});

test('an argument that the model gave empty is empty: a message may be', async () => {
	const touch = openTouch(desk, 'email');
	const { items } = await call(TOOL, { resource: 'send', operation: 'createEgift', touchId: locator(touch.id), recipientEmail: 'ana@example.org', additionalFields: { customMessage: argument('message') } }, { message: '' });
	expect(items[0]?.json).toMatchObject({ sendoso: { outcome: 'sent' } });
});

test('an amount that the model gave empty is refused: the campaign would set another one', async () => {
	const { error } = await call(TOOL, { resource: 'send', operation: 'createEgift', touchId: locator(1), recipientEmail: 'ana@example.org', additionalFields: { amount: argument('amount') } }, { amount: '' });
	expect(error?.message).toMatch(/^Not sent: 'Amount' is empty\./);
	expect(desk.seen()).toEqual([]);
});

const guarded = writes.flatMap((one: ToolOperation) => plainFields(one.operation).filter(({ field }) => field.isGuard === true).map(({ field, collection = 'options' }) => ({ ...one, collection, guard: field.name, label: field.displayName })));

test.each(guarded)('$name of $type takes no $label from a model', async ({ type, resource, value, operation, collection, guard, label }) => {
	const others = Object.fromEntries(operation.fields.filter(({ required }) => required === true).map((other) => [other.name, storedAs(other, argument('other'))]));
	const { error } = await call(type, { ...others, resource, operation: value, [collection]: { [guard]: argument('most') } }, { other: '7', most: '1000' });
	expect(error?.message).toContain(`'${label}' must not be left to a model`);
	// In a tool this is what the model said, too.
	const byAnotherWay = await call(type, { ...others, resource, operation: value, [collection]: { [guard]: '={{ $json.most }}' } }, { other: '7', most: '1000' });
	expect(byAnotherWay.error?.message).toContain(`'${label}' must not be left to a model`);
	expect([...desk.seen(), ...connectors.seen()]).toEqual([]);
});

test('guards are the fields that a model would lift its limits with', () => {
	expect([...new Set(guarded.map(({ guard }) => guard))].sort()).toEqual(['duplicateWindowDays', 'maximumSends', 'requireApproval']);
});

test('a field that n8n does not show beside the others needs no argument', async () => {
	const touch = openTouch(desk, 'mail');
	const all = await call(TOOL, { resource: 'touch', operation: 'getAll', returnAll: '={{ true }}', limit: argument('limit') });
	expect(all.items.map(({ json }) => json.id)).toEqual([touch.id]);
	const parameters = { resource: 'send', operation: 'createWithAddressCollection', touchId: locator(touch.id), recipientName: 'Ana', recipientEmail: 'ana@example.org', addressConfirmationVia: argument('via'), additionalFields: { addressConfirmationMessage: argument('message') } };
	expect((await call(TOOL, parameters, { via: 'link' })).items[0]?.json).toMatchObject({ sendoso: { outcome: 'sent' } });
	expect((await call(TOOL, parameters, { via: 'email' })).error?.message).toContain("because the argument message was left out");
});

test('a node of a workflow is asked for nothing by a mention of arguments', async () => {
	const touch = openTouch(desk, 'email');
	const parameters = { resource: 'send', operation: 'createEgift', touchId: locator(touch.id), recipientEmail: 'ana@example.org' };
	const { items } = await desk.run({ ...parameters, options: { maximumSends: "={{ 7 /* was $fromAI('most') */ }}" } });
	expect(items[0]?.json).toMatchObject({ sendoso: { outcome: 'sent' } });
	// Outside of a tool nobody hands over arguments, and what an item says is the author's business.
	const { error } = await desk.run({ ...parameters, recipientEmail: 'cem@example.org', additionalFields: { customMessage: argument('message') }, options: { maximumSends: '={{ $json.most }}' } }, { items: [{ most: 1 }] });
	expect(error?.message).toBeUndefined();
	const more = await call(TOOL, { ...parameters, recipientEmail: 'ben@example.org', options: { maximumSends: "={{ 7 /* was $fromAI('most') */ }}" } });
	expect(more.items[0]?.json).toMatchObject({ sendoso: { outcome: 'sent' } });
});
