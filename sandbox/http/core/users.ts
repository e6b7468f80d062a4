import { Router } from 'express';
import type { SandboxContext } from '../../context';
import { printTimestamp, styleFor } from '../../clock';
import { viewOfUser } from '../../store/views';
import { exchangeOf, refuse } from '../exchange';
import { oddRows } from '../odd/oddRecords';
import { cutPage, pageRequest } from '../paging';

interface InviteBody {
	user: { first_name: string; last_name: string; email: string; role: string; team_group_id: number };
}

const invitationLifetime = 7 * 24 * 3_600_000;

/** The current user, the directory and invitations. */
export function userRoutes(context: SandboxContext): Router {
	const { store, clock } = context;
	const router = Router();

	router.get('/api/v3/me', (_request, response) => {
		response.json(store.account);
	});

	router.get('/api/v3/users', (request, response) => {
		const active = oddRows(context.settings.lists.records, 'users', store.users.all().filter((user) => user.active));
		const page = pageRequest(context, request, active.length);
		response.json({
			current_page: page.page,
			per_page: page.perPage,
			total_users: active.length,
			users: cutPage(active, page).map(viewOfUser),
		});
	});

	router.post('/api/v3/users', (request, response) => {
		const { user }: InviteBody = request.body;
		const group = store.groups.get(user.team_group_id);
		if (group?.active !== true) return refuse(response, 400, 'Please enter a valid team group');
		const createdAt = clock.now();
		store.invitations.push({
			email: user.email,
			firstName: user.first_name,
			lastName: user.last_name,
			role: user.role,
			groupId: user.team_group_id,
			createdAt,
		});
		exchangeOf(request).entry.created.push(`invitation:${user.email}`);
		response.status(201).json({
			success: true,
			message: `Invitation sent to ${user.first_name} ${user.last_name}`,
			receiver_email: user.email,
			team_group_id: user.team_group_id,
			user_role: user.role,
			invitation_status: 'pending',
			expires_at: printTimestamp(createdAt + invitationLifetime, styleFor(0)),
		});
	});

	return router;
}
