import { type Request, Router } from 'express';
import { reportSend } from '../../http/exchange';
import { linkCodeOf } from '../../store/createSend';
import type { SendKind, SendRecord } from '../../store/records';
import { viewOfSend } from '../../store/views';
import { Refusal } from '../errors';
import { numberIn } from '../lists/members';
import type { Tenant } from '../tenant';

interface SendBody {
	touch_id: number | string;
	email?: string;
	name?: string;
	amount?: number | string;
	via_from?: string;
	message_from?: string;
	number_of_gifts?: number;
	recipient_users?: Array<{ email: string; first_name?: string }>;
}

interface Recipient {
	email: string | null;
	name?: string;
}

/** Sending gifts. Nothing is ever deduplicated (fact 36). */
export function giftRoutes(tenant: Tenant): Router {
	const { context } = tenant;
	const router = Router();

	/** Sends to everybody or, when the touch or the amount doesn't fit, to nobody. */
	const send = (request: Request, body: SendBody, recipients: Recipient[], kind?: SendKind): SendRecord[] => {
		const touch = context.store.openTouch(body.touch_id);
		if (touch === null) throw new Refusal(404, 'Failed to send the gift', 'Touch not found');
		const cost = body.amount === undefined ? undefined : numberIn({ ...body }, 'amount');
		const { starting_egift_price: least, ending_egift_price: most } = touch;
		if (cost !== undefined && (cost < (least ?? 0) || cost > (most ?? Infinity))) {
			throw new Refusal(400, 'Failed to send the gift', 'Amount is outside the range of this touch');
		}
		return recipients.map(({ email, name }) => {
			const made = context.store.createSend({
				kind: kind ?? (touch.delivery_type === 'mail' ? 'physical' : 'egift'),
				touch,
				recipientEmail: email,
				recipientName: name ?? null,
				sentVia: body.via_from ?? body.message_from ?? 'Open Connectors',
				cost,
				createdByRequest: true,
			});
			reportSend(context, request, made);
			return made;
		});
	};

	router.post('/gifts', (request, response) => {
		const { send: body }: { send: SendBody } = request.body;
		const [made] = send(request, body, [{ email: body.email ?? null, name: body.name }]);
		response.json({ success: true, message: 'Gift send Successfully', tracking_code: made?.trackingCode });
	});

	router.post('/bulk-gifts', (request, response) => {
		const { send: body }: { send: SendBody } = request.body;
		const recipients = (body.recipient_users ?? []).map(({ email, first_name: name }) => ({ email, name }));
		const made = send(request, body, recipients);
		response.json({ success: true, message: `${made.length} gifts sent`, tracking_codes: made.map(({ trackingCode }) => trackingCode) });
	});

	router.post('/egift-links', (request, response) => {
		const { send: body }: { send: SendBody } = request.body;
		const made = send(request, body, Array.from({ length: body.number_of_gifts ?? 0 }, () => ({ email: null })), 'egiftLink');
		response.json({ success: true, egift_links: made.map((link) => `https://app.sendoso.example/g/${linkCodeOf(link).slice(0, 12)}`) });
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
	const found = store.sends.find(trackingCode);
	// The store knows sends by other numbers, too.
	return found?.trackingCode === trackingCode ? found : undefined;
}
