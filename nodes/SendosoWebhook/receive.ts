import type { IDataObject, IWebhookFunctions, IWebhookResponseData } from 'n8n-workflow';
import { toNodeError } from '../shared/errors/nodeErrors';
import { readParameters } from '../shared/parameters/readParameters';
import { systemClock } from '../shared/transport/clock';
import { readInstant } from '../shared/values/instants';
import { isRow, member } from '../shared/values/json';
import { parseJson } from '../shared/values/text';
import { type Delivery, remember, standingOf } from './deliveries';
import { type FetchedSend, fetchSend } from './fetchSend';
import { webhookFields } from './fields';
import { readKeys, SIGNING_CREDENTIAL } from './secrets';
import { type Refusal, refusalOf, verify } from './signature';

/** What a refusal says. The portal shows it beside the attempt; it must help nobody to forge one. */
const REFUSALS: Record<Refusal, string> = {
	unsigned: 'The delivery has no usable signature headers',
	forged: 'The signature does not match',
	stale: 'The timestamp is more than 300 seconds from the time of this server',
};

/**
 * Takes one delivery: verifies the bytes that came, looks the send up, and starts the workflow. n8n answers when this is
 * done, with 2xx if the execution could be started.
 *
 * @throws an error that says what to change when the credential or a parameter can't be used; n8n answers 500 then, and Svix
 *     tries again
 */
export async function receive(this: IWebhookFunctions): Promise<IWebhookResponseData> {
	// n8n's parser keeps the bytes. Where it did not, such as of a form, nothing was signed that could be checked.
	const body: unknown = member(this.getRequestObject(), 'rawBody');
	if (!Buffer.isBuffer(body)) return refuse(this, 401, 'The bytes of the body are not known, so that the signature could not be checked');
	// Before anything is read: whoever does not even look like Sendoso starts nothing, and fills no list of failed executions.
	const now = systemClock.now();
	const outside = refusalOf(this.getHeaderData(), now);
	if (outside !== undefined) return refuse(this, 401, REFUSALS[outside]);
	const keys = readKeys(await this.getCredentials(SIGNING_CREDENTIAL));
	if (!Array.isArray(keys)) throw toNodeError(this.getNode(), { ...keys, failure: { cause: 'configuration-invalid' } });
	const verdict = verify(this.getHeaderData(), body, keys, now);
	if ('refusal' in verdict) return refuse(this, 401, REFUSALS[verdict.refusal]);
	const event: unknown = parseJson(body.toString('utf8').replace(/^\uFEFF/, ''));
	const delivery = readDelivery(verdict.id, event);
	// Sendoso signed it, so it must not be lost, and it names no send, so no item can be made of it: with 422 it is repeated,
	// and stays in the portal as failed, where a person finds it.
	if (delivery === undefined) {
		this.logger.warn(`Sendoso Webhook Trigger: the signed delivery ${verdict.id} names no send and was refused`, { node: this.getNode().name });
		return refuse(this, 422, 'The delivery is signed but names no send');
	}
	return await take(this, delivery, event);
}

/** Ends the request without starting anything. */
function refuse(context: IWebhookFunctions, status: number, message: string): IWebhookResponseData {
	context.getResponseObject().status(status).json({ message });
	return { noWebhookResponse: true };
}

function readDelivery(id: string, event: unknown): Delivery | undefined {
	const sendGid = member(event, 'send_gid');
	if (!isRow(event) || typeof sendGid !== 'string' || sendGid.trim() === '') return undefined;
	return { id, sendGid: sendGid.trim(), changedAt: readInstant(event.status_changed_at, 'UTC') };
}

async function take(context: IWebhookFunctions, delivery: Delivery, event: unknown): Promise<IWebhookResponseData> {
	const { eventLabel, isFetching, dropsRepeats } = readSettings(context);
	// A test call must neither learn from the published workflow's deliveries nor add to them.
	const isTest = context.getMode() === 'manual';
	const standing = () => (isTest ? { repeat: false, outOfOrder: false } : standingOf(context, delivery, systemClock.now()));
	if (dropsRepeats && standing().repeat) return dropped();
	const found: FetchedSend = isFetching ? await fetchSend(context, delivery.sendGid) : { send: null, sendLookup: 'off' };
	if (found.warning !== undefined) context.logger.warn(`Sendoso Webhook Trigger: the send could not be looked up. ${found.warning}`, { node: context.getNode().name });
	// Others may have been taken while the send was looked up.
	const { repeat, outOfOrder } = standing();
	if (dropsRepeats && repeat) return dropped();
	// n8n answers only when this is done, so nobody waits for it here.
	if (!isTest) remember(context, delivery, systemClock.now()).catch((error: unknown) => warn(context, 'the delivery could not be remembered', error));
	const { id: webhookId, sendGid: send_gid } = delivery;
	const json: IDataObject = { send_gid, status_changed_at: (member(event, 'status_changed_at') ?? null) as IDataObject['status_changed_at'], eventLabel, webhookId, repeat, outOfOrder, ...found };
	return { workflowData: [[{ json }]] };
}

/** Tells n8n's log what nobody waits for any more: left alone, it would end n8n's process. */
function warn(context: IWebhookFunctions, what: string, error: unknown) {
	context.logger.warn(`Sendoso Webhook Trigger: ${what}. ${error instanceof Error ? error.message : ''}`, { node: context.getNode().name });
}

/** A repeat is answered with 2xx, so that it does not come again. */
function dropped(): IWebhookResponseData {
	return { webhookResponse: { message: 'This delivery was taken before' } };
}

/** Reads the parameters of the node. */
function readSettings(context: IWebhookFunctions) {
	const stored = context.getNode().parameters;
	const raw = Object.fromEntries(webhookFields.filter(({ name }) => stored[name] !== undefined).map(({ name }) => [name, context.getNodeParameter(name)]));
	const { values, problems: [problem] } = readParameters(webhookFields.filter(({ type }) => type !== 'notice'), raw, stored, context.getTimezone());
	if (problem !== undefined) throw toNodeError(context.getNode(), problem);
	// No delivery says its type (A22).
	return { eventLabel: (values.eventLabel as string).trim() || 'unknown', isFetching: values.fetchSend === true, dropsRepeats: member(values.options, 'dropRepeats') === true };
}
