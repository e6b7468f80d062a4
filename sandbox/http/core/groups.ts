import { Router } from 'express';
import type { SandboxContext } from '../../context';
import { viewOfGroup, viewOfMember } from '../../store/views';
import { oddRows } from '../odd/oddRecords';
import { cutPage, pageRequest } from '../paging';

/** Team groups and their members. */
export function groupRoutes(context: SandboxContext): Router {
	const { store } = context;
	const router = Router();

	router.get('/api/v3/groups', (request, response) => {
		const active = oddRows(context.settings.lists.records, 'groups', store.groups.all().filter((group) => group.active));
		const page = pageRequest(context, request, active.length);
		response.json({
			current_page: page.page,
			per_page: page.perPage,
			total_groups: active.length,
			groups: cutPage(active, page).map(viewOfGroup),
		});
	});

	router.get('/api/v3/groups/:team_group_id/members', (request, response) => {
		const group = store.groups.get(request.params.team_group_id);
		if (group?.active !== true) {
			response.status(404).json({ message: 'Group not found!' });
			return;
		}
		response.json(store.membersOf(group.id).map((user) => viewOfMember(user, group)));
	});

	return router;
}
