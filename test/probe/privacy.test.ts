import type { PendingAnswer } from '../../sandbox';
import { markdownOf } from '../../scripts/probe/report/markdown';
import { tableOf } from '../../scripts/probe/report/table';
import { Contract } from '../../scripts/probe/contract/contract';
import { freshStandIn, openStandIn, probeStandIn, settingsOf } from './support';

const { sandbox } = openStandIn();

const contract = new Contract('sendoso.openapi.yaml');

/** Words of the APIs that stand in answers as values, and that a report uses, too: statuses, resources, types, keys of settings. */
const WORDS = [
	...[contract.listed('SendStatus'), contract.listed('Send', 'type'), contract.listed('Send', 'subtype')].flat(),
	...['Active', 'mail', 'string', 'number', 'boolean', 'object', 'date', 'false', 'sendoso', 'Sendoso', 'polling', 'json'],
	...['touches', 'groups', 'gifts', 'users', 'sent-gifts', 'return-addresses', 'user-custom-templates', 'touch-styles', 'event.poller.configuration'],
];

/** All texts in an answer, and the names of its members. */
function textsIn(value: unknown, found: Set<string>, names: Set<string>): void {
	if (typeof value === 'string') found.add(value);
	if (typeof value !== 'object' || value === null) return;
	for (const [name, member] of Object.entries(value)) {
		if (!Array.isArray(value)) names.add(name);
		textsIn(member, found, names);
	}
}

/** Numbers that tell records apart. */
function idsIn(value: unknown, found: Set<string>): void {
	if (typeof value !== 'object' || value === null) return;
	for (const [name, member] of Object.entries(value)) {
		if (/^id$|_id$/.test(name) && ['number', 'string'].includes(typeof member)) found.add(String(member));
		idsIn(member, found);
	}
}

/** Probes while every answer goes by, and gives all that is written and shown. */
async function writtenWhile(look: (pending: PendingAnswer) => void): Promise<string> {
	const stop = sandbox().control.beforeAnswer(look);
	const report = await probeStandIn(sandbox());
	stop();
	return `${tableOf(report)}\n${markdownOf(report)}`;
}

test('no text and no id of any answer stands in the report or on the screen', async () => {
	freshStandIn(sandbox());
	const texts = new Set<string>();
	// Metadata have the names of members as values.
	const members = new Set<string>();
	const ids = new Set<string>();
	const written = await writtenWhile(({ answer }) => {
		textsIn(answer, texts, members);
		idsIn(answer, ids);
	});
	const people = new Set([...sandbox().control.users.list(), sandbox().control.account()].flatMap(({ first_name: first, last_name: last }) => [first, last]));
	const values = [...texts, ...people].filter((text) => text.length >= 4 && !WORDS.includes(text) && !members.has(text));
	expect(values.length).toBeGreaterThan(800);
	expect(values.filter((text) => written.includes(text))).toEqual([]);
	const longIds = [...ids].filter((id) => id.length >= 4);
	expect(longIds.length).toBeGreaterThan(150);
	expect(longIds.filter((id) => written.includes(id))).toEqual([]);
});

test('no secret and no host stands in the report or on the screen', async () => {
	freshStandIn(sandbox());
	const { sendoso, openConnectors } = settingsOf(sandbox());
	const report = await probeStandIn(sandbox(), { sendoso, openConnectors });
	const written = `${tableOf(report)}\n${markdownOf(report)}`;
	const { userSecret, organizationSecret, elementToken } = openConnectors;
	const secrets = [sendoso.accessToken, sendoso.scimAccessToken ?? '', sendoso.recipient ?? '', userSecret, organizationSecret, elementToken, '127.0.0.1', new URL(sendoso.origin).port, ...sandbox().control.openConnectors.instances().map(({ token }) => token)];
	for (const secret of secrets) expect([secret, secret !== '' && written.includes(secret)]).toEqual([secret, false]);
	expect(written).toContain('Host: other.');
});

/** The answer with a mark in the place of each text, an id that is a mark, and members whose names are marks. */
function marked(value: unknown): unknown {
	if (typeof value === 'string') return /^\d{4}-/.test(value) ? value : 'Mark 4711 of a person';
	if (typeof value !== 'object' || value === null) return value;
	if (Array.isArray(value)) return value.map(marked);
	const members = Object.entries(value).map(([name, member]) => [name, name === 'id' ? 471_147_114 : marked(member)]);
	return Object.fromEntries([...members, ['mark.4711@example.org', 'Mark 4711'], ['Mark 4711 Street', { 'mark-4711': 'Mark 4711' }]]);
}

test('a server that puts people where words of the API belong does not get them into the report', async () => {
	freshStandIn(sandbox());
	const written = await writtenWhile((pending) => {
		pending.answer = marked(pending.answer);
	});
	expect(written).not.toMatch(/4711|471147114|mark-|Mark /);
	expect(written).toContain('(odd name)');
	expect(written).toContain('differs');
});

test('a server that answers with errors in its own words does not get them into the report', async () => {
	freshStandIn(sandbox());
	const written = await writtenWhile((pending) => {
		// The first questions decide whether anything is asked at all.
		if (/\/(me|ping)$/.test(pending.request.path)) return;
		pending.status = 500;
		pending.answer = { message: 'Mark 4711', 'mark.4711@example.org': true };
	});
	expect(written).not.toMatch(/4711/);
	expect(written).toContain('status 500');
});
