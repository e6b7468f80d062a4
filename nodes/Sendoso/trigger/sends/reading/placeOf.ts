import type { SeenSend, SendPages } from './sendPages';

/**
 * When a send without a time may have been created, by the sends around it: not later than the older of its neighbours. One
 * that stands at the newest end, in front of a known one, was created just now.
 *
 * @param isKnown whether a send was met by an earlier poll
 * @returns milliseconds since the epoch; NaN in a list without order, or without a send that has a time
 */
export function placeOf({ at, page, index }: SeenSend, pages: SendPages, isKnown: (key: string) => boolean): number {
	const sends = pages.get(page)?.sends;
	if (!Number.isNaN(at) || pages.order === 'none' || sends === undefined) return at;
	const [before, behind] = [sends.filter((send) => send.index < index), sends.filter((send) => send.index > index)];
	const [newer, older] = pages.isReversed ? [behind, before] : [before, behind];
	const step = pages.stepOf(page);
	// Alone on its page, it stands in front of the next one.
	const next = older.length > 0 ? older : pages.get(pages.pageAt(step + 1))?.sends;
	if (step === 0 && next?.some(({ key }) => isKnown(key)) === true) return pages.serverTime;
	const nearestNewer = (pages.isReversed ? newer : [...newer].reverse()).find((send) => !Number.isNaN(send.at));
	const nearestOlder = (pages.isReversed ? [...older].reverse() : older).find((send) => !Number.isNaN(send.at));
	const times = [nearestNewer, nearestOlder].flatMap((send) => (send === undefined ? [] : [send.at]));
	return times.length === 0 ? NaN : Math.min(...times);
}
