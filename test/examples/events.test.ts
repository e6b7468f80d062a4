import { createHmac } from 'node:crypto';
import type { IDataObject } from 'n8n-workflow';
import { Example } from './support';

const example = new Example('receive-open-connectors-events');
const KEY = 'sign-events-with-this';
const signatureOf = (body: string, key = KEY) => createHmac('sha256', key).update(body).digest('base64');

/** What the workflow makes of a body that came with a header: its first Code node sees what n8n's own node signed. */
function check(body: string, header: string | undefined, signed = signatureOf(body)): IDataObject {
	const headers = { ...(header === undefined ? {} : { 'elements-webhook-signature': header }) };
	return example.code('Check the signature', [], { $json: { signature: signed, headers, body: JSON.parse(body) as unknown } })[0] ?? {};
}

const body = JSON.stringify({ message: { eventId: '1', events: [{ objectType: 'touches', objectId: 5, eventType: 'UPDATED', date: 'd' }] } });

const event = { objectType: 'touches', objectId: 220_145, eventType: 'UPDATED', date: '2026-03-04T10:00:00Z' };
const right = (told: string) => `sha256=${signatureOf(told)}`;

test.each<[string, object, string]>([
	['message', { message: { eventId: 'a', instanceId: 1, events: [event], raw: { events: [event, event] } } }, '1 a'],
	['bare', { objectType: 'touches', eventId: 'b', instance_id: '2', events: [event, null], touches: [{}] }, '2 b'],
	['response', { eventId: 'c', instanceId: 3, notificationId: 'n', response: { events: [event] } }, '3 n'],
	['without IDs', { events: [event] }, ''],
])('what is signed with the key is taken, in the shape %s', (_shape, told, notification) => {
	const text = JSON.stringify(told);
	expect(check(text, right(text))).toEqual({ isSigned: true, notification, events: [event] });
	// A body that came as text is read, too.
	const asText = JSON.stringify(text);
	expect(check(asText, right(asText))).toEqual({ isSigned: true, notification, events: [event] });
});

test.each([undefined, '', 'sha256=', right(body).slice(7), right(body).slice(0, -1), `${right(body)}=`, `${right(body)} `, right(body).toUpperCase(), `sha256=${signatureOf(body, 'another')}`, right(`${body} `), 'sha256=undefined', 'sha256=null'])(
	'the signature %j is refused, and nothing of the body goes on',
	(header) => {
		expect(check(body, header)).toEqual({ isSigned: false, events: [] });
	},
);

test('without a signature of its own the workflow takes nothing', () => {
	expect(check(body, 'sha256=', '')).toEqual({ isSigned: false, events: [] });
});

test.each(['{}', '[]', 'null', '{"message":{}}', '{"events":"none"}', '"text"'])('%s is signed and holds no events: that is said, and SAP gets no 200', (text) => {
	expect(() => check(text, right(text))).toThrow(text === '"text"' ? /JSON|token/ : /is signed, but its events were not found/);
});

const DAY = 86_400_000;
type Memory = { told?: Record<string, number> };

/** The items of a notification, with what the workflow remembers. */
function itemsOf(events: object[], notification = '1 a', memory: Memory = {}, now = 0, execution = '77'): IDataObject[] {
	return example.code('One item per event', [], { $json: { notification, events }, $execution: { id: execution }, $getWorkflowStaticData: () => memory, Date: { now: () => now } });
}

test('an event comes out once, in one notification and in several', () => {
	const memory: Memory = {};
	expect(itemsOf([event, event], '1 a', memory)).toEqual([{ ...event, id: `1 a touches 220145 UPDATED ${event.date}` }]);
	expect(itemsOf([event], '1 a', memory, 6 * DAY)).toEqual([]);
	expect(itemsOf([event], '2 a', memory, 6 * DAY)).toHaveLength(1);
	expect(itemsOf([event], '1 a', memory, 7 * DAY + 1)).toHaveLength(1);
});

test('without any ID and date no event is taken for another', () => {
	const memory: Memory = {};
	const undated = { objectType: 'touches', objectId: 5, eventType: 'UPDATED' };
	expect(itemsOf([undated, undated], '', memory)).toHaveLength(2);
	expect(itemsOf([undated], '', memory, 1, '78')).toHaveLength(1);
	expect(itemsOf([event], '', memory)).toHaveLength(1);
	expect(itemsOf([event], '', memory, 1, '79')).toEqual([]);
});

test('it remembers no more than it has to, and never stops', () => {
	const memory: Memory = {};
	for (let notification = 0; notification < 1_500; notification++) {
		const events = Array.from({ length: 10 }, (_, place) => ({ ...event, objectId: notification * 10 + place }));
		expect(itemsOf(events, `1 ${notification}`, memory, notification)).toHaveLength(10);
	}
	expect(Object.keys(memory.told ?? {}).length).toBeLessThanOrEqual(5_010);
});

test('the body is signed as it came, and nothing goes on but behind the check', () => {
	expect(example.node('Events come in').parameters.options).toEqual({ rawBody: true });
	expect(example.node('Sign the body').parameters).toMatchObject({ action: 'hmac', binaryData: true, binaryPropertyName: 'data', type: 'SHA256', encoding: 'base64', dataPropertyName: 'signature' });
	expect(example.into('Accept')).toEqual(['Is it signed? 0']);
	expect(example.into('One item per event')).toEqual(['Accept 0']);
	expect(example.into('Refuse')).toEqual(['Is it signed? 1']);
	expect(example.node('Refuse').parameters.options).toEqual({ responseCode: 401 });
	expect(example.node('Read the campaign')).toMatchObject({ retryOnFail: true, onError: 'continueErrorOutput' });
});
