import { Router } from 'express';
import type { Response } from 'express';
import type { SandboxContext } from '../../context';
import { linkCodeOf } from '../../store/createSend';
import type { SendRecord } from '../../store/records';
import { viewOfSend } from '../../store/views';
import { refuse, reportSend } from '../exchange';
import { pageRequest } from '../paging';
import { kindOf, reasonToRefuse } from './sendRules';
import type { SendBody } from './sendRules';

interface LinksBody {
	send: SendBody & { recipient_users: Array<{ email: string }> };
}

const linkLifetimeDays = 30;
const linkHost = 'https://app.sendoso.example';

/** Listing and creating sends; equal bodies make as many gifts as arrive. */
export function sendRoutes(context: SandboxContext): Router {
	const { store } = context;
	const router = Router();

	router.get('/api/v3/send', (request, response) => {
		const page = pageRequest(context, request, store.sends.length);
		response.json({
			current_page: page.page,
			per_page: page.perPage,
			total_count: store.sends.length,
			sends: store.sends.page(page.start, page.rows).map(viewOfSend),
		});
	});

	router.post('/api/v3/send', (request, response) => {
		const { send: body }: { send: SendBody } = request.body;
		const touch = store.openTouch(body.touch_id);
		if (touch === null) return refuse(response, 404, 'Touch not found');
		const kind = kindOf(body);
		const reason = reasonToRefuse(kind, touch, body);
		if (reason !== null) return refuse(response, 400, reason);
		const send = store.createSend({
			kind,
			touch,
			recipientEmail: body.email,
			recipientName: body.name ?? null,
			sentVia: body.via_from,
			cost: body.amount,
			expireAfterDays: body.expire_after_days,
			createdByRequest: true,
		});
		reportSend(context, request, send);
		answerCreated(response, send, body);
	});

	router.post('/api/v3/send/generate_egift_links', (request, response) => {
		const { send: body }: LinksBody = request.body;
		const touch = store.openTouch(body.touch_id);
		if (touch === null) return refuse(response, 404, 'Touch not found');
		const reason = reasonToRefuse('egiftLink', touch, body);
		if (reason !== null) return refuse(response, 400, reason);
		const links = body.recipient_users.map(({ email }) => {
			const send = store.createSend({
				kind: 'egiftLink',
				touch,
				recipientEmail: email,
				sentVia: body.via_from,
				createdByRequest: true,
			});
			reportSend(context, request, send);
			return { egift_link: `${linkHost}/g/${linkCodeOf(send).slice(0, 12)}`, recipient_email_or_phone_number: email };
		});
		response.json({
			success: true,
			message: 'EGift links generated successfully',
			// Reversed, because callers have to match links by address and not by position.
			egift_links: links.reverse(),
			expiration_days: linkLifetimeDays,
		});
	});

	return router;
}

function answerCreated(response: Response, send: SendRecord, body: SendBody): void {
	const isEgift = send.kind === 'egift';
	response.json({
		success: true,
		message: isEgift ? 'EGifts send Successfully' : 'Gift send Successfully',
		tracking_code: send.trackingCode,
		...(isEgift && { tracking_url: `${linkHost}/track/${linkCodeOf(send)}` }),
		// No page names the key of this link.
		...(body.address_confirmation_via === 'link' && { address_confirmation_link: `${linkHost}/address/${linkCodeOf(send)}` }),
	});
}
