import type { Request, Response } from 'express';
import type { SandboxContext } from '../context';
import type { CatalogueProduct } from '../store/catalogue';
import { reportSend } from './exchange';

/** What both ways to send from the catalogue have in common. */
export interface CatalogueSendBody {
	recipient_email: string;
	recipient_first_name: string;
	recipient_last_name: string;
	require_approval?: boolean;
}

/** Creates a send of one variant and answers with its own kind of id. */
export function sendVariant(
	context: SandboxContext,
	request: Request,
	response: Response,
	choice: { product: CatalogueProduct; variantId: string },
	body: CatalogueSendBody,
): void {
	const send = context.store.createSend({
		kind: 'catalogue',
		touch: null,
		recipientEmail: body.recipient_email,
		recipientName: `${body.recipient_first_name} ${body.recipient_last_name}`,
		sentVia: 'Marketplace API',
		cost: choice.product.price,
		status: body.require_approval === true ? 'pending' : undefined,
		createdByRequest: true,
	});
	reportSend(context, request, send);
	// The id of this answer is another number than the id in the send list.
	response.json({ products: [{ variant_id: choice.variantId }], send: { id: String(send.id + 60_000) } });
}
