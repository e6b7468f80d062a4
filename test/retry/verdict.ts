import { errorOf, type Execution, itemsOf } from '../../scripts/demo/execution';
import { dig } from '../../scripts/demo/json';
import type { Json } from '../../scripts/demo/json';
import type { Sandbox } from '../../sandbox';
import { END } from '../realN8n/giftWorkflow';
import type { Play } from './play';
import { FAILING } from './variants';

type Sends = ReturnType<Sandbox['control']['sends']['list']>;

/** What a variant came to. */
export interface Verdict {
	name: string;
	/** Gifts that the server holds. */
	gifts: number;
	/** Everything that is not as it must be; empty when the variant holds. */
	wrong: string[];
}

/** Compares the output of the last retry with what the server holds: nobody twice, nobody left out, nobody told wrongly. */
export function judge({ sandbox: { control } }: { sandbox: Sandbox }, play: Play, last: Execution): Verdict {
	const { variant, touchId, people, problems } = play;
	const sendsTo = people.map((email) => control.sends.list({ touchId, email }));
	const all = control.sends.list({ touchId });
	const items = itemsOf(last, END);
	const told = people.map((email) => items.filter((item) => dig(item, 'sendoso', 'recipientEmail') === email));
	const wrong = [
		...problems,
		...(last.status === 'success' ? [] : [`the retry ended with ${last.status}: ${errorOf(last) ?? ''}`]),
		...places('sent twice', people, (index) => (sendsTo[index]?.length ?? 0) > 1),
		...places('left out', people, (index) => sendsTo[index]?.length === 0),
		...(items.length === people.length ? [] : [`${items.length} items came out`]),
		...places('not told once', people, (index) => told[index]?.length !== 1),
		...places('told wrongly', people, (index) => !isToldRightly(told[index]?.[0], sendsTo[index] ?? [], variant.mayBeFound.includes(index))),
		...(all.length === sendsTo.flat().length ? [] : ['gifts to strangers']),
	];
	return { name: variant.name, gifts: all.length, wrong };
}

/** Whether an item says what the server holds: the code of a gift that it sent, or the gift that it found. */
function isToldRightly(item: Json | undefined, [send]: Sends, mayBeFound: boolean): boolean {
	const outcome = dig(item, 'sendoso', 'outcome');
	if (outcome === 'sent') return dig(item, 'tracking_code') === send?.tracking_code;
	if (!mayBeFound || (outcome !== 'reconciled' && outcome !== 'skipped')) return false;
	return dig(item, 'sendoso', 'matchedSend', 'send_gid') === send?.send_gid;
}

/** Names the gifts of which something is true, counted from 1 as people do. */
function places(what: string, people: string[], isTrue: (index: number) => boolean): string[] {
	const found = people.flatMap((_, index) => (isTrue(index) ? [index] : []));
	if (found.length === 0) return [];
	return [`${found.length} ${what} (gift ${found.map((index) => `${index + 1}${index === FAILING ? ', the one that failed' : ''}`).join(', ')})`];
}
