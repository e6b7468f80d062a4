import { Router } from 'express';
import type { SandboxContext } from '../../context';
import { oddRows } from '../odd/oddRecords';
import { cutPage, pageRequest } from '../paging';

/** Campaigns, called touches on the wire. */
export function touchRoutes(context: SandboxContext): Router {
	const { store } = context;
	const router = Router();

	router.get('/api/v3/touches', (request, response) => {
		const deliveryType = request.query.delivery_type;
		const active = store.touches.all().filter((touch) => touch.status === 'Active' && (deliveryType === undefined || touch.delivery_type === deliveryType));
		const listed = oddRows(context.settings.lists.records, 'touches', active);
		const page = pageRequest(context, request, listed.length);
		response.json({
			current_page: page.page,
			per_page: page.perPage,
			total_posts: listed.length,
			touches: cutPage(listed, page),
		});
	});

	router.get('/api/v3/touches/:touch_id', (request, response) => {
		const touch = store.touches.get(request.params.touch_id);
		if (touch?.status === 'Active') response.json({ success: true, touch });
		else response.status(404).json({ message: 'Touch not found!' });
	});

	return router;
}
