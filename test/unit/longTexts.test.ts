import type { IDataObject } from 'n8n-workflow';
import { resources } from '../../nodes/Sendoso/resources';
import { resources as connectorResources } from '../../nodes/SendosoOpenConnectors/resources';
import { readLiteral } from '../../nodes/SendosoOpenConnectors/ocnql/literals';
import { mayMatch } from '../../nodes/SendosoOpenConnectors/ocnql/matching';
import { interpretConnectorAnswer } from '../../nodes/SendosoOpenConnectors/meaning';
import { apiMessage } from '../../nodes/shared/errors/apiMessage';
import { readParameters } from '../../nodes/shared/parameters/readParameters';
import { readCampaign } from '../../nodes/shared/spending/campaign';
import { isSameGift } from '../../nodes/shared/spending/listedSend';
import { readHost } from '../../nodes/shared/transport/host';
import { Secrets } from '../../nodes/shared/transport/secrets/secrets';
import { askedWait } from '../../nodes/shared/transport/retryDelay';
import { cleanEmail, emailKey, isEmail, looksMistyped } from '../../nodes/shared/values/emails';
import { createdAt, readInstant, timestampOf } from '../../nodes/shared/values/instants';
import { cost } from '../support/cost';

/** Length of a text, in characters. */
const LENGTH = 100_000;

/** Most that the reading of one text may cost, in milliseconds of the processor. */
const MOST_MS = 80;

/** Most that the reading of all fields of an operation may cost: a list is compared with every choice, for each of its entries. */
const MOST_OF_ALL_MS = 600;

const repeated = (unit: string) => unit.repeat(LENGTH / unit.length);
const texts: Array<[name: string, text: string]> = ['a', '0', ' ', '@', '.', "'", '"', '(', '{', '%', '\n', 'é', '\u200b', 'a@', 'a@b.c ', 'a.', '0.', '1,', '%40', 'a\n', 'resource ', '{a', '[object ', '/ '].map((unit) => [
	`${JSON.stringify(unit)} again and again, and what fits nowhere`,
	`${repeated(unit)}\n!`,
]);
const beginnings = ['', 'https://', 'mailto:ana@', '2026-01-01T', '+', '7'];

const secrets = ['sample-secret-1', 'sample+secret/2=', 'aaaaaaaaaaaaaaaaaaab'];
const known = new Secrets();
known.learn(secrets, { visible: secrets[1], chosen: 'birthday' });
const answered = (status: number, body: unknown) => ({ kind: 'answered' as const, status, headers: {}, body });

const readers: Record<string, (text: string) => unknown> = {
	'the words of an answer': (text) => [{ message: text }, { errors: { [text]: [text] } }, { errors: [text, { message: text, field: text }] }, [text]].map((body) => apiMessage(body)),
	'the meaning of an answer over SAP': (text) => [400, 429, 502].map((status) => interpretConnectorAnswer(answered(status, { message: text, providerMessage: text }), 'reads')),
	'secrets in a text': (text) => [known.hide(text), known.hide(`${secrets[2]}${text}`), known.hideIn({ [text]: [text, secrets[0]] }), known.hideIn([text, secrets[0]], true)],
	'an address': (text) => [isEmail(text), cleanEmail(text), emailKey(text), looksMistyped(text), looksMistyped(`a@${text}`)],
	'a host': (text) => readHost(text),
	'a moment': (text) => [readInstant(text, 'Europe/Berlin'), timestampOf(text), createdAt({ created_at: text })],
	'a wait': (text) => askedWait({ 'retry-after': text, 'x-rate-limit-reset': text }, 0),
	'a campaign and a listed send': (text) => [
		readCampaign({ touch: { id: text, name: text, start_date: text, end_date: text, delivery_type: text, status: text } }, text),
		isSameGift({ id: '', touchId: text, touchName: '', email: text, status: text, createdAt: text, row: {} }, `${text}0`, `${text}0`),
	],
	'a value of a condition': (text) => ['auto', 'number', 'date', 'boolean'].map((type) => readLiteral(text, type, undefined, 'UTC')),
	'a row that is compared': (text) =>
		(['text', 'number', 'date', 'boolean'] as const).map((type) => mayMatch({ name: text }, { field: 'name', operator: type === 'text' ? 'like' : '<', literals: [{ type, value: type === 'text' ? `%${text.slice(0, 50)}%` : '1' }] } as never)),
};

describe.each(Object.entries(readers))('%s', (_name, read) => {
	test('is read at once, whatever it is', () => {
		const slow = texts.flatMap(([name, text]) => beginnings.filter((beginning) => cost(() => read(beginning + text), MOST_MS) > MOST_MS).map((beginning) => `${beginning} ${name}`));
		expect(slow).toEqual([]);
	}, 60_000);
});

const operations = [...resources, ...connectorResources].flatMap(({ option: { value: resource }, operations: all }) =>
	all.map((operation) => [`${String(resource)}.${String(operation.option.value)}`, operation] as const),
);

test.each(operations)('the parameters of %s are read at once, whatever they are', (_name, { fields, checks }) => {
	const slow = texts.filter(([, text]) => {
		// Such a text in every field, and in each member of what has members.
		const raw = Object.fromEntries(fields.map(({ name, type, options = [] }) => [name, type === 'collection' ? Object.fromEntries(options.map((option) => [option.name, text])) : type === 'resourceLocator' ? { __rl: true, mode: 'id', value: text } : text]));
		const values = Object.fromEntries(fields.map(({ name, holds, type }) => [name, holds === 'emails' || holds === 'list' ? [text] : type === 'collection' ? raw[name] : text]));
		return cost(() => [readParameters(fields, raw, raw as IDataObject, 'UTC'), checks.map((check) => check(values, { timezone: 'UTC' }))], MOST_OF_ALL_MS) > MOST_OF_ALL_MS;
	});
	expect(slow.map(([name]) => name)).toEqual([]);
}, 60_000);
