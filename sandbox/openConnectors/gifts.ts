import { type Request, Router } from 'express';
import { reportSend } from '../http/exchange';
import type { SendKind, SendRecord } from '../store/records';
import { viewOfSend } from '../store/views';
import { Refusal } from './errors';
import type { Tenant } from './tenant';

interface SendBody {
	touch_id: number | string;
	email?: string;
	amount?: number | string;
	via_from?: string;
	number_of_gifts?: number;
	recipient_users?: Array<{ email: string; first_name?: string }>;
}

/** Sending gifts. Nothing is ever deduplicated (fact 36). */
export function giftRoutes(tenant: Tenant): Router {
	const { context } = tenant;
	const router = Router();

	const send = (request: Request, body: SendBody, kind: SendKind, recipientEmail: string | null): SendRecord => {
		const touch = context.store.openTouch(body.touch_id);
		if (touch === null) throw new Refusal(404, 'Failed to send the gift', 'Touch not found');
		const cost = body.amount === undefined ? undefined : Number(body.amount);
		const made = context.store.createSend({ kind, touch, recipientEmail, sentVia: body.via_from ?? 'Open Connectors', cost, createdByRequest: true });
		reportSend(context, request, made);
		return made;
	};

	router.post('/gifts', (request, response) => {
		const { send: body }: { send: SendBody } = request.body;
		const touch = context.store.openTouch(body.touch_id);
		const made = send(request, body, touch?.delivery_type === 'mail' ? 'physical' : 'egift', body.email ?? null);
		response.json({ success: true, message: 'Gift send Successfully', tracking_code: made.trackingCode });
	});

	router.post('/bulk-gifts', (request, response) => {
		const { send: body }: { send: SendBody } = request.body;
		const made = (body.recipient_users ?? []).map(({ email }) => send(request, body, 'egift', email));
		response.json({ success: true, message: `${made.length} gifts sent`, tracking_codes: made.map(({ trackingCode }) => trackingCode) });
	});

	router.post('/egift-links', (request, response) => {
		const { send: body }: { send: SendBody } = request.body;
		const made = Array.from({ length: Number(body.number_of_gifts) }, () => send(request, body, 'egiftLink', null));
		response.json({ success: true, egift_links: made.map(({ trackingCode }) => `https://app.sendoso.example/g/${trackingCode.slice(0, 12)}`) });
	});

	router.get('/sent-gifts/:trackingCode/status', (request, response) => {
		const made = findSend(tenant, request.params.trackingCode);
		if (made === undefined) throw new Refusal(404, 'Failed to read the status', 'Gift not found');
		response.json({ tracking_code: made.trackingCode, status: viewOfSend(made).status });
	});

	router.get('/gift-preview', (_request, response) => {
		response.json({ preview: '<p>A gift for you</p>' });
	});

	return router;
}

function findSend({ context: { store } }: Tenant, trackingCode: string): SendRecord | undefined {
	return store.sends.page(0, store.sends.size).find((made) => made.trackingCode === trackingCode);
}

/** Refuses methods and resources that this instance does not have (fact 27). */
export function refuseMissing(tenant: Tenant, request: Request): void {
	const [, name = '', id] = request.path.split('/');
	const { missing, refusedMethods } = tenant.behaviour;
	if (missing.has(name)) throw new Refusal(404, `The resource ${name} was not found for this element instance`);
	const isRecord = id !== undefined && request.path.split('/').length === 3;
	if (refusedMethods.has(`${request.method} ${name}${isRecord && request.method === 'GET' ? '/id' : ''}`)) {
		throw new Refusal(405, `The method ${request.method} is not supported for ${request.path}`);
	}
}
