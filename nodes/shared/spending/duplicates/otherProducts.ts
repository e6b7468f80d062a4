import { createdAt, type ListedSend } from '../listedSend';
import type { Reservation } from './reservations';

/** Between which moments of the API's clock a send was created, in milliseconds since the epoch. */
type FlightOf = (reservation: Reservation) => [from: number, to: number];

/**
 * Leaves out those listed sends that this process made of something else: a list that does not tell products apart would
 * make a duplicate of each of them. Each send of this process stands for one row at the most, so that a row that somebody
 * else made at the same moment stays.
 *
 * @param rows sends without a campaign to one address
 * @param others sends of other products to that address that certainly went out
 */
export function withoutOtherProducts(rows: readonly ListedSend[], others: Reservation[], flightOf: FlightOf): ListedSend[] {
	const left = others.map((reservation) => flightOf(reservation)).sort(([, leftEnd], [, rightEnd]) => leftEnd - rightEnd);
	const explained = new Set<ListedSend>();
	for (const row of [...rows].sort((one, other) => createdAt(one) - createdAt(other))) {
		const place = left.findIndex(([from, to]) => createdAt(row) >= from && createdAt(row) <= to);
		if (place === -1) continue;
		left.splice(place, 1);
		explained.add(row);
	}
	return rows.filter((row) => !explained.has(row));
}
