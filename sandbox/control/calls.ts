import { callByName } from './callByName';
import type { SandboxControl } from './control';

/** What the control API offers: the methods of `SandboxControl` that need no function as argument. */
export const callableNames: readonly string[] = [
	'overview',
	'requests',
	'clearRequests',
	'peakInFlight',
	'peakPerSecond',
	'clients',
	'tooManyRequests',
	'violations',
	'account',
	'invitations',
	'tokenStatistics',
	'issueToken',
	'expireTokens',
	'revokeAccessTokens',
	'endTokensAfter',
	'revokeTokens',
	'refuseRefresh',
	'setOrder',
	'setThrottle',
	'block',
	'setDateOffset',
	'setLatency',
	'setMaxPerPage',
	'setCatalogue',
	'setScim',
	'ignorePageNumbers',
	'hideCounters',
	'offsetCounters',
	'shortenPages',
	'answerBehindEnd',
	'listTwice',
	'leaveOut',
	'respell',
	'spoil',
	'oddities',
	'setOddity',
	'fault',
	'reset',
	'clock.now',
	'clock.advance',
	'faults.add',
	'faults.list',
	'faults.remove',
	'faults.clear',
	'members.list',
	'members.add',
	'members.remove',
	'sends.list',
	'sends.count',
	'sends.get',
	'sends.add',
	'sends.addMany',
	'sends.update',
	'sends.remove',
	'sends.advance',
	'sends.misplace',
	'sends.listTwice',
	'sends.spoil',
	'sends.work',
	...[
		'setObject',
		'setMissing',
		'setMethodNotAllowed',
		'setFilterable',
		'ignoreFilters',
		'setPaging',
		'setPageLimit',
		'refusePagesAbove',
		'setTotalCount',
		'offsetTotalCount',
		'warnAlways',
		'losePointers',
		'endPointers',
		'setShapes',
		'setBulk',
		'stepBulkJob',
		'failBulkJob',
		'instances',
		'createInstance',
		'disableInstance',
		'enableInstance',
		'endGrant',
		'deleteInstance',
		'issueCode',
		'setThrottle',
		'tooManyRequests',
	].map((name) => `openConnectors.${name}`),
	...['touches', 'groups', 'users'].flatMap((records) =>
		['list', 'get', 'add', 'update', 'remove'].map((name) => `${records}.${name}`),
	),
];

const readings = new Set(['overview', 'requests', 'peakInFlight', 'peakPerSecond', 'clients', 'tooManyRequests', 'violations', 'account', 'invitations', 'tokenStatistics', 'now', 'list', 'get', 'count', 'instances', 'oddities']);

/** Whether a call changes nothing. */
export function isReading(name: string): boolean {
	return readings.has(name.split('.').at(-1) ?? '');
}

/** Calls one method that the control API offers. */
export function callControl(control: SandboxControl, name: string, values: readonly unknown[]): unknown {
	if (!callableNames.includes(name)) throw new Error(`The control API has no ${name}`);
	return callByName(control, name, values);
}
