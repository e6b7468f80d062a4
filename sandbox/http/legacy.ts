import { Router } from 'express';
import { printTimestamp, styleFor } from '../clock';
import type { SandboxContext } from '../context';

const newestSentGifts = 100;

/** Addresses that the current reference doesn't list and other integrations still call. */
export function legacyRoutes(context: SandboxContext): Router {
	const { store } = context;
	const router = Router();

	router.get('/api/v3/gifts/status/:tracking_code', (request, response) => {
		const send = store.sends.find(request.params.tracking_code);
		if (send?.trackingCode !== request.params.tracking_code) {
			response.status(404).json({ message: 'Gift not found' });
			return;
		}
		const style = styleFor(send.id);
		const activities = send.updates.map((update) => ({
			activity: { status: update.status, date_and_time: printTimestamp(update.at, style) },
		}));
		response.json({ activities: [activities] });
	});

	router.get('/api/v3/sent_gifts.json', (_request, response) => {
		response.json(
			store.sends
				.newest(newestSentGifts)
				.map((send) => ({ id: send.id, tracking_code: send.trackingCode, touch_name: send.touchName })),
		);
	});

	router.get('/api/v3/groups/:team_group_id/group_touches.json', (request, response) => {
		const group = store.groups.get(request.params.team_group_id);
		if (group?.active !== true) {
			response.status(404).json({ message: 'Group not found!' });
			return;
		}
		const members = new Set(store.membersOf(group.id).map((user) => Number(user.id)));
		const touches = store.touches.all().filter((touch) => touch.status === 'Active' && members.has(touch.user_id));
		response.json(touches.map(({ id, name }) => ({ id, name })));
	});

	router.get('/api/v3/user_custom_templates.json', (_request, response) => {
		response.json({ custom_template: [{ id: 77, name: 'Default note' }, { id: 78, name: 'Merci beaucoup' }] });
	});

	return router;
}
