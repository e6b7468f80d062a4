import { createHmac } from 'node:crypto';
import type { IDataObject } from 'n8n-workflow';
import { Example } from './support';

const example = new Example('receive-open-connectors-events');
const KEY = 'sign-events-with-this';
const signatureOf = (body: string, key = KEY) => createHmac('sha256', key).update(body).digest('base64');

/** What the workflow makes of a body that came with a header: its first Code node sees what n8n's own node signed. */
function check(body: string, header: string | undefined, signed = signatureOf(body)): IDataObject {
	const headers = { 'elements-webhook-id': 'w-1', ...(header === undefined ? {} : { 'elements-webhook-signature': header }) };
	return example.code('Check the signature', [], { $json: { signature: signed, headers, body: JSON.parse(body) as unknown } })[0] ?? {};
}

const body = JSON.stringify({ message: { eventId: '1', events: [{ objectType: 'touches', objectId: 5, eventType: 'UPDATED', date: 'd' }] } });

test('what is signed with the key is taken', () => {
	expect(check(body, `sha256=${signatureOf(body)}`)).toEqual({ isSigned: true, body: JSON.parse(body) as unknown, webhookId: 'w-1' });
});

const right = `sha256=${signatureOf(body)}`;

test.each([undefined, '', 'sha256=', right.slice(7), right.slice(0, -1), `${right}=`, `${right} `, right.toUpperCase(), `sha256=${signatureOf(body, 'another')}`, `sha256=${signatureOf(`${body} `)}`, 'sha256=undefined', 'sha256=null'])(
	'the signature %j is refused, and nothing of the body goes on',
	(header) => {
		expect(check(body, header)).toEqual({ isSigned: false, body: {} });
	},
);

test('without a signature of its own the workflow takes nothing', () => {
	expect(check(body, 'sha256=', '')).toEqual({ isSigned: false, body: {} });
});

const event = { objectType: 'touches', objectId: 220_145, eventType: 'UPDATED', date: '2026-03-04T10:00:00Z' };

const itemsOf = (told: unknown, webhookId?: string) => example.code('One item per event', [], { $json: { body: told, webhookId }, $execution: { id: '77' } });

test.each<[string, object, string]>([
	['message', { message: { eventId: 'a', instanceId: 1, events: [event], raw: { events: [event, event] } } }, '1 a'],
	['bare', { objectType: 'touches', eventId: 'b', instance_id: '2', events: [event], touches: [{}] }, '2 b'],
	['response', { eventId: 'c', instanceId: 3, notificationId: 'n', response: { events: [event] } }, '3 n'],
])('the shape %s gives its events, each with an id of its own', (_shape, told, notification) => {
	expect(itemsOf(told)).toEqual([{ ...event, id: `${notification} touches 220145 UPDATED ${event.date}` }]);
});

test('an event without any id of a notification is told by its delivery, and one without that is never taken for another', () => {
	expect(itemsOf({ events: [event] }, 'w-1')[0]?.id).toBe(` w-1 touches 220145 UPDATED ${event.date}`);
	expect(itemsOf({ events: [event] })[0]?.id).toBe(` execution 77 touches 220145 UPDATED ${event.date}`);
});

test.each([{}, { message: {} }, { events: 'none' }, undefined])('the body %j gives no event', (told) => {
	expect(itemsOf(told)).toEqual([]);
});

test('the body is signed as it came, and nothing goes on but behind the check', () => {
	expect(example.node('Events come in').parameters.options).toEqual({ rawBody: true });
	expect(example.node('Sign the body').parameters).toMatchObject({ action: 'hmac', binaryData: true, binaryPropertyName: 'data', type: 'SHA256', encoding: 'base64', dataPropertyName: 'signature' });
	expect(example.into('Accept')).toEqual(['Is it signed? 0']);
	expect(example.into('One item per event')).toEqual(['Accept 0']);
	expect(example.into('Refuse')).toEqual(['Is it signed? 1']);
	expect(example.node('Refuse').parameters.options).toEqual({ responseCode: 401 });
	expect(example.node('Each event once').parameters).toMatchObject({ operation: 'removeItemsSeenInPreviousExecutions', dedupeValue: '={{ $json.id }}' });
});
