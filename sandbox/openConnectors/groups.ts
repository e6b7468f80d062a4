import { Router } from 'express';
import { viewOfGroup, viewOfUser } from '../store/views';
import { userControl } from '../control/recordControl';
import { Refusal } from './errors';
import { answerList } from './lists';
import type { Tenant } from './tenant';

/** What belongs to one team group: members, campaigns and limits; and the balance of a user. */
export function groupRoutes(tenant: Tenant): Router {
	const { store } = tenant.context;
	const router = Router();
	/** Ids of the campaigns that a group was given. */
	const touchesOf = new Map<string, string[]>();

	const groupOf = (id: string) => {
		const group = store.groups.get(id);
		if (group === undefined) throw new Refusal(404, 'Failed to read the group', `Group ${id} not found`);
		return group;
	};

	router.put('/groups/:id/group-limits', (request, response) => {
		const group = groupOf(request.params.id);
		const { group: limits }: { group: Record<string, unknown> } = request.body;
		Object.assign(group, limits, limits.monthly_budget === undefined ? {} : { monthly_budget: String(limits.monthly_budget) });
		response.json({ ...viewOfGroup(group) });
	});

	router.get('/groups/:id/touches', (request, response) => {
		groupOf(request.params.id);
		const ids = touchesOf.get(request.params.id) ?? [];
		const rows = store.touches.all().filter(({ id, status }) => status === 'Active' && ids.includes(String(id)));
		answerList(tenant, request, response, 'touches', rows.map((touch) => tenant.stamped('touch', { ...touch })), 'touch');
	});

	router.put('/groups/:id/touches', (request, response) => {
		groupOf(request.params.id);
		const given: Array<{ id: unknown }> = [request.body].flat();
		touchesOf.set(request.params.id, given.map(({ id }) => String(id)));
		response.json({ success: true });
	});

	router.get('/groups/:id/members/access', (request, response) => {
		groupOf(request.params.id);
		response.json({ can_send: true, can_manage: false });
	});

	router.get('/groups/:id/members', (request, response) => {
		groupOf(request.params.id);
		answerList(tenant, request, response, 'users', store.membersOf(request.params.id).map((user) => ({ ...viewOfUser(user) })), 'member');
	});

	router.put('/groups/:id/members', (request, response) => {
		groupOf(request.params.id);
		const given: Array<{ email: string }> = [request.body].flat();
		for (const { email } of given) {
			const user = store.users.all().find((known) => known.email === email) ?? userControl(tenant.context).add({ email, team_group_id: Number(request.params.id) });
			store.addMember(request.params.id, user.id);
		}
		response.json({ success: true });
	});

	router.delete('/groups/:id/members', (request, response) => {
		groupOf(request.params.id);
		const user = store.users.all().find(({ email }) => email === request.query.email);
		if (user === undefined || !store.removeMember(request.params.id, user.id)) throw new Refusal(404, 'Failed to remove the member', 'Member not found');
		response.send('');
	});

	router.post('/users/:id/add-balance', (request, response) => {
		const user = store.users.get(request.params.id);
		if (user === undefined) throw new Refusal(404, 'Failed to add the balance', 'User not found');
		user.balance = String(Number(user.balance) + Number(request.body.balance));
		response.json({ success: true, balance: user.balance });
	});

	router.get('/me', (_request, response) => {
		const { id, first_name, last_name, email, role } = store.account;
		response.json({ id, first_name, last_name, email, role });
	});

	return router;
}
