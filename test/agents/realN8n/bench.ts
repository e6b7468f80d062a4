import { randomUUID } from 'node:crypto';
import type { Touch } from '../../../sandbox';
import { type Checks, expectSame } from '../../../scripts/demo/checks';
import { dig } from '../../../scripts/demo/json';
import type { Place } from './place';
import { type ToolAnswer, ToolClient } from './toolClient';
import { toolServer } from './toolNodes';
import type { Transcript } from './transcript';

/** Everything that the checks of the tools work with. */
export interface Bench {
	place: Place;
	checks: Checks;
	transcript: Transcript;
	/** A client that stays connected. */
	client: ToolClient;
	/** Connects one more client, or tries to with another token. */
	connect(name: string, token?: string): Promise<ToolClient>;
	/** Whether what takes a minute is left out. */
	isSample: boolean;
}

/** Publishes the tools in n8n, and connects a client to them. */
export async function setUpBench(place: Place, checks: Checks, transcript: Transcript, isSample: boolean): Promise<Bench> {
	const path = `sendoso-${randomUUID()}`;
	await place.client.publish(await place.client.createWorkflow(toolServer(place, path)));
	const connect = async (name: string, token = place.bearerToken) => await ToolClient.connect(name, `${place.url}/mcp/${path}`, token, transcript);
	return { place, checks, transcript, client: await connect('client'), connect, isSample };
}

/** A campaign of its own, from which eGifts of 5 to 50 dollars go out. */
export function addCampaign({ sandbox }: Place, name: string): Touch {
	return sandbox.control.touches.add({ delivery_type: 'email', name, starting_egift_price: 5, ending_egift_price: 50, currency: 'USD' });
}

/** The sends that the stand-in server has of an address, whoever asked for them. */
export const sendsTo = ({ sandbox }: Place, email: string) => sandbox.control.sends.list({ email });

/** What became of each item of an answer. */
export const outcomesOf = ({ items }: ToolAnswer): unknown[] => items.map((item) => dig(item, 'sendoso', 'outcome'));

/** Expects items with these outcomes, and shows the error otherwise. */
export function expectOutcomes(answer: ToolAnswer, outcomes: string[]): void {
	expectSame(answer.isError ? `outcomes (${answer.text})` : 'outcomes', outcomesOf(answer), outcomes);
}

/** Expects an error whose text has all of these in it. */
export function expectError(answer: ToolAnswer, ...parts: Array<RegExp | string>): void {
	expectSame(`is an error: ${answer.text}`, answer.isError, true);
	const missing = parts.filter((part) => (typeof part === 'string' ? !answer.text.includes(part) : !part.test(answer.text)));
	expectSame(`what the error does not say: ${answer.text}`, missing.map(String), []);
}
