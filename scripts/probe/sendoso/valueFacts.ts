import { dig } from '../../demo/json';
import { judged, noted, notSeen, type Question } from '../report/fact';
import type { Survey } from '../survey';
import { orderOf, type Row, textOf } from '../values/rows';
import { kindsOf } from '../values/shape';

/** Records of all kinds that were read. */
export interface Records {
	me: unknown;
	users: Row[];
	groups: Row[];
	members: Row[];
	touches: Row[];
	sends: Row[];
}

/** How ids, money and times are written. */
export function addValueFacts(survey: Survey, { me, users, groups, members, touches, sends }: Records): void {
	const account = dig(me, 'id') === undefined ? [] : [{ id: dig(me, 'id'), balance: dig(me, 'balance') }];
	const add = (question: Question, values: unknown[], isFine: (kinds: string) => boolean) => {
		survey.add(question, values.length === 0 ? notSeen('no records') : judged(isFine(kindsOf(values)), kindsOf(values)));
	};
	const ids: Array<[string, Row[], boolean]> = [['users', users, true], ['groups', groups, true], ['members', members, true], ['touches', touches, false], ['sends', sends, false], ['me', account, false]];
	for (const [name, rows, mayBeText] of ids) {
		const question = { id: `ids-${name}`, number: '28', name: `ids of ${name}`, expected: mayBeText ? 'integer, or integer as text' : 'integer' };
		add(question, rows.map(({ id }) => id), (kinds) => (mayBeText ? /^integer( as text| and integer as text)?$/.test(kinds) : kinds === 'integer'));
	}
	const money: Array<[string, Row[], string]> = [['me', account, 'balance'], ['members', members, 'balance'], ['groups', groups, 'monthly_budget'], ['sends', sends, 'current_total_cost']];
	for (const [name, rows, member] of money) {
		const question = { id: `money-${name}`, number: '29', name: `${member} of ${name}`, expected: 'decimal text, or integer as text' };
		add(question, rows.map((row) => row[member]), (kinds) => /^(decimal text|integer as text)( and integer as text)?$/.test(kinds));
	}
	const times: Array<[string, Row[]]> = [['groups', groups], ['touches', touches], ['sends', sends]];
	for (const [name, rows] of times) {
		add({ id: `times-${name}`, number: '35', name: `created_at of ${name}`, expected: 'date with offset' }, rows.map(({ created_at: time }) => time), (kinds) => /^date (with offset( and date in UTC)?|in UTC)( and date with offset)?$/.test(kinds));
	}
	add({ id: 'member-key', number: '30', name: 'key of a member', expected: 'integer, or text' }, members.map(({ key }) => key), (kinds) => !/null|missing|record|list/.test(kinds));
	addCampaigns(survey, touches);
	addOrders(survey, { touches, groups });
}

function addCampaigns(survey: Survey, touches: readonly Row[]): void {
	const statuses = new Set(touches.map(({ status }) => (status === 'Active' ? 'Active' : 'others')));
	const none = notSeen('no campaigns');
	survey.add({ id: 'touch-status', number: '32', name: 'status of listed campaigns', expected: 'Active' }, touches.length === 0 ? none : judged(!statuses.has('others'), [...statuses].sort().join(' and ')));
	const countries = touches.flatMap(({ ship_to_countries: codes }) => (Array.isArray(codes) ? codes : [codes])).map((code) => /^[A-Z]{2}$/.test(textOf(code)));
	const seen = countries.every(Boolean) ? 'two letters' : 'other texts, too';
	survey.add({ id: 'touch-countries', number: 'A12', name: 'ship_to_countries', expected: 'codes of two letters' }, countries.length === 0 ? none : judged(countries.every(Boolean), seen));
}

function addOrders(survey: Survey, lists: Record<string, readonly Row[]>): void {
	for (const [name, rows] of Object.entries(lists)) {
		const order = orderOf(rows, 'created_at');
		survey.add({ id: `${name}-order`, number: '26', name: `order of ${name} by created_at`, expected: 'not documented' }, order === undefined ? notSeen('fewer than three times') : noted(order));
	}
}
