import type { IDataObject, INodeParameters } from 'n8n-workflow';
import type { ExecutionPlan, Given, Row, Turn } from './types';

/** Total time that the node waits for an answer, in milliseconds, where an answer never comes. */
const SHORT_TIMEOUT_MS = 1_000;

/** What an item writes into the send as the name of the calling application, so that the server's record names the item. */
export function markerOf({ id, repeats }: ExecutionPlan, row: number): string {
	return `${repeats ?? id}.${row}`;
}

/** What an item says of a rehearsal; undefined when it says nothing, so that it is none. */
export function dryRunOf(row: Row | undefined, turn: Turn): Given | undefined {
	return row?.dryRun ?? turn.dryRun;
}

/** Input items of a run of the node; the node beside it finds its own under `beside`. */
export function itemsOf(plan: ExecutionPlan, turn: Turn): IDataObject[] {
	const others = plan.beside === undefined ? [] : itemsOf(plan.beside, turn);
	return plan.rows.map((row, index) => ({
		email: row.emails[0],
		emails: row.emails.join(', '),
		marker: markerOf(plan, index),
		dryRun: dryRunOf(row, turn)?.value as IDataObject['dryRun'],
		findSend: (row.findSend?.value ?? plan.findSend) as IDataObject['findSend'],
		...(row.proxy === undefined ? {} : { proxy: row.proxy as IDataObject['proxy'] }),
		...(others[index] === undefined ? {} : { beside: others[index] }),
	}));
}

/**
 * Parameters of the node.
 *
 * @param item expression for the object in which its values stand
 */
export function parametersOf(plan: ExecutionPlan, touchId: number, item = '$json'): INodeParameters {
	const { operation, duplicateCheck, rows, turns, numbersAsText = false } = plan;
	const needsTimeout = [...rows, ...(plan.beside?.rows ?? [])].some(({ fault }) => fault?.needsTimeout === true);
	const hasProxies = rows.some(({ proxy }) => proxy !== undefined);
	const isRehearsedAtAll = rows.some(({ dryRun }) => dryRun !== undefined) || turns.some(({ dryRun }) => dryRun !== undefined);
	const common: INodeParameters = {
		resource: 'send',
		operation,
		touchId: { __rl: true, mode: 'id', value: String(touchId) },
		additionalFields: { viaFrom: `={{ ${item}.marker }}` },
		duplicateCheck,
		...(operation === 'createEgiftLinks' ? {} : { findSend: `={{ ${item}.findSend }}` }),
		options: {
			...(isRehearsedAtAll ? { dryRun: `={{ ${item}.dryRun }}` } : {}),
			...(numbersAsText ? { duplicateWindowDays: '14', maximumSends: ' 60 ' } : {}),
		},
		requestOptions: { ...(needsTimeout ? { timeout: SHORT_TIMEOUT_MS } : {}), ...(hasProxies ? { proxy: `={{ ${item}.proxy }}` } : {}) },
	};
	if (operation === 'createEgiftLinks') return { ...common, recipientEmails: `={{ ${item}.emails }}` };
	const person = { ...common, recipientEmail: `={{ ${item}.email }}`, recipientName: 'Sample Recipient' };
	if (operation === 'createEgift') return person;
	if (operation === 'createWithAddressCollection') return { ...person, addressConfirmationVia: 'email', expireAfterDays: numbersAsText ? '5' : 5 };
	return { ...person, address: '1 Main Street', city: 'Springfield', state: 'IL', zip: '01234', country: 'US' };
}
