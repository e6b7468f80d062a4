import type { FaultAction } from '../../sandbox';
import type { Random } from '../../sandbox/random';
import { CANARY_DOMAIN, CANARY_PAGE } from './canaries';
import type { ItemFault } from './types';

/** Sendoso may name a recipient in its refusal; n8n logs the messages of errors. */
const CANARY_ADDRESS = `blocked@${CANARY_DOMAIN}`;
const PAGE = `<html><body>${CANARY_PAGE}</body></html>`;

interface Weighted extends Omit<ItemFault, 'times'> {
	weight: number;
	times?: number;
}

/** Everything that can happen to the request of an item, with how often it is chosen. */
function menu(elsewhere: string): Weighted[] {
	const after = (action: FaultAction) => ({ ...action, stage: 'after' }) as FaultAction;
	const tooMany = (header?: 'Retry-After' | 'X-Rate-Limit-Reset'): FaultAction => ({
		kind: 'tooManyRequests',
		...(header === undefined ? {} : { header: { name: header, value: '1' } }),
		blockMilliseconds: 200,
	});
	return [
		{ name: '500 page before', weight: 4, action: { kind: 'status', status: 500, body: PAGE } },
		{ name: '503 before', weight: 3, action: { kind: 'status', status: 503, body: { message: 'busy' } } },
		{ name: '500 page after', weight: 5, action: after({ kind: 'status', status: 500, body: PAGE }) },
		{ name: '502 empty after', weight: 4, action: after({ kind: 'status', status: 502 }) },
		{ name: '504 after', weight: 3, action: after({ kind: 'status', status: 504, body: { message: 'gateway' } }) },
		{ name: '408 after', weight: 2, action: after({ kind: 'status', status: 408 }) },
		{ name: '200 page before', weight: 3, action: { kind: 'status', status: 200, body: PAGE } },
		{ name: '200 page after', weight: 3, action: after({ kind: 'status', status: 200, body: PAGE }) },
		{ name: '200 empty after', weight: 2, action: after({ kind: 'status', status: 200 }) },
		{ name: 'drop before', weight: 6, action: { kind: 'drop' } },
		{ name: 'drop after', weight: 6, action: { kind: 'drop', stage: 'after' } },
		{ name: 'stall before', weight: 3, action: { kind: 'stall' }, needsTimeout: true },
		{ name: 'stall after', weight: 4, action: { kind: 'stall', stage: 'after' }, needsTimeout: true },
		{ name: 'late work', weight: 2, action: { kind: 'delay', milliseconds: 2_000 }, needsTimeout: true },
		{ name: 'much too late work', weight: 1, action: { kind: 'delay', milliseconds: 9_000 }, needsTimeout: true, actsTooLate: true },
		{ name: 'late answer', weight: 2, action: { kind: 'delay', milliseconds: 2_000, stage: 'after' }, needsTimeout: true },
		{ name: 'cut body', weight: 4, action: { kind: 'cutBody' } },
		{ name: 'malformed body', weight: 4, action: { kind: 'malformedBody' } },
		{ name: 'nested answer', weight: 2, action: { kind: 'nested', levels: 20_000 } },
		{ name: '200 with success false', weight: 3, action: { kind: 'unsuccessful', message: 'Not possible' } },
		{ name: '302 before', weight: 2, action: { kind: 'redirect', status: 302, location: elsewhere } },
		{ name: '307 before', weight: 2, action: { kind: 'redirect', status: 307, location: elsewhere } },
		{ name: '307 after', weight: 2, action: after({ kind: 'redirect', status: 307, location: elsewhere }) },
		{ name: '308 after', weight: 2, action: after({ kind: 'redirect', status: 308, location: elsewhere }) },
		{ name: '400', weight: 2, action: { kind: 'status', status: 400, body: { success: false, message: 'Not this one' } } },
		{ name: '404', weight: 2, action: { kind: 'status', status: 404, body: { success: false, message: 'Touch not found' } } },
		{ name: '422', weight: 3, action: { kind: 'status', status: 422, body: { success: false, message: `${CANARY_ADDRESS} is blocked` } } },
		{ name: '401 once', weight: 2, action: { kind: 'status', status: 401, body: { success: false, message: 'Invalid Access Token' } } },
		{ name: '429 with Retry-After', weight: 2, action: tooMany('Retry-After') },
		{ name: '429 with X-Rate-Limit-Reset', weight: 1, action: tooMany('X-Rate-Limit-Reset'), times: 2 },
		{ name: '429 without header', weight: 2, action: tooMany() },
	];
}

/** Refusals of the whole account, after which nothing more goes out: rare, or nothing else would be seen. */
function accountWide(): Weighted[] {
	return [
		{ name: '403', weight: 1, action: { kind: 'status', status: 403, body: { success: false, message: 'No right' } } },
		{ name: '401 for good', weight: 1, times: 3, action: { kind: 'status', status: 401, body: { success: false, message: 'Invalid Access Token' } } },
		{ name: '429 for good', weight: 1, times: 4, action: { kind: 'tooManyRequests', header: { name: 'Retry-After', value: '1' } } },
	];
}

/**
 * Chooses what happens to an item.
 *
 * @param elsewhere address on another host, for redirects
 */
export function chooseFault(random: Random, elsewhere: string): ItemFault {
	const choices = random.chance(0.01) ? accountWide() : menu(elsewhere);
	let left = random.next() * choices.reduce((sum, { weight }) => sum + weight, 0);
	const chosen = choices.find(({ weight }) => (left -= weight) < 0) ?? choices[0];
	if (chosen === undefined) throw new Error('There is no fault to choose from');
	const { name, action, times = 1, needsTimeout, actsTooLate } = chosen;
	return { name, action, times, needsTimeout, actsTooLate };
}
