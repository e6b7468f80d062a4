import { occurredAt, type TriggerEvent } from '../../../shared/polling/events';
import { sendId } from '../../sendList/sendId';
import type { FollowedSends } from './statuses/followedSends';
import { givesNewestFirst } from './statuses/history';
import type { KnownSends } from './knownSends';
import type { SeenSend, SendPages } from './reading/sendPages';
import type { SendReading } from './reading/sendReading';
import type { SendState } from './state';
import type { WatchedSends } from './watchedSends';

/** What a poll has read, and what is known. */
interface Work {
	pages: SendPages;
	reading: SendReading;
	known: KnownSends;
	followed: FollowedSends | undefined;
	/** Whether this is the trigger's first poll. */
	isFirst: boolean;
	existing: SendState['existing'];
	standingOf(seen: SeenSend): 'new' | 'known' | 'revealed';
}

/** The events of a poll, and what came with them. */
export interface Taken {
	events: TriggerEvent[];
	/** New sends. */
	count: number;
	/** Sends that were listed for the first time, and are too old to be new. */
	revealed: number;
	/** Whether sends that were there before were met for the first time. */
	hasDiscovered: boolean;
	existing: SendState['existing'];
}

/** Compares the sends that were read with what is known, and takes note of them. */
export function takeSends({ pages, reading, known, followed, isFirst, existing, standingOf }: Work, watched: WatchedSends): Taken {
	const events: TriggerEvent[] = [];
	const fresh = new Set<string>();
	let revealed = 0;
	let hasDiscovered = false;
	let left = existing?.left ?? 0;
	const seen = pages.sightings.map((send) => ({ send, standing: standingOf(send) }));
	// Of what was there before, the newest come out.
	const old = seen.filter(({ send, standing }) => standing === 'new' && existing !== undefined && !(send.at >= existing.before));
	const late = new Set([...new Map(old.map(({ send }) => [send.key, send])).values()].sort((one, other) => other.at - one.at || 0).slice(left).map(({ key }) => key));
	const compared = seen.map(({ send, standing }) => {
		const isNew = standing === 'new' && !known.has(send.key) && !late.has(send.key);
		if (standing === 'revealed' && !known.has(send.key)) revealed += 1;
		hasDiscovered ||= known.isDiscovery(send, pages.serverTime);
		known.add(send);
		if (isNew) {
			fresh.add(send.key);
			if (existing !== undefined && !(send.at >= existing.before)) left -= 1;
			if (watched.events.has('created') && watched.accepts(send.row)) events.push(createdEvent(send));
		}
		return { send, isNew, isBaseline: isFirst && send.page === pages.firstRead, rank: reading.rankOf(send.page, send.index) };
	});
	const wanted = compared.filter(({ send }) => watched.accepts(send.row));
	const changes = followed?.compare(wanted, reading.absent, () => givesNewestFirst(pages.sightings.map(({ row }) => row))) ?? [];
	const told = changes.filter(({ status = '' }) => watched.statuses.size === 0 || watched.statuses.has(status));
	return { events: [...events, ...told], count: fresh.size, revealed, hasDiscovered, existing: existing && { ...existing, left } };
}

function createdEvent({ row }: SeenSend): TriggerEvent {
	return { id: `send:${sendId(row)}:created`, type: 'created', record: row, ...occurredAt(row.created_at) };
}
