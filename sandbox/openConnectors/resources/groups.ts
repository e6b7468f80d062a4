import { Router } from 'express';
import { viewOfUser } from '../../store/views';
import { Refusal } from '../errors';
import { answerList } from '../lists/lists';
import { groupMembers, numberIn } from '../lists/members';
import type { Row } from '../row';
import type { Tenant } from '../tenant';
import type { ResourceDesk } from './resourceDesk';

/** What belongs to one team group: members, campaigns and limits; and the balance of a user. */
export function groupRoutes(tenant: Tenant, desks: Map<string, ResourceDesk>): Router {
	const { store } = tenant.context;
	const router = Router();
	const touchesOf = tenant.touchesOfGroups;
	const touchRows = desks.get('touches')?.rows ?? (() => []);

	const groupOf = (id: string) => {
		const group = store.groups.get(id);
		if (group?.active !== true) throw new Refusal(404, 'Failed to read the group', `Group ${id} not found`);
		return group;
	};

	router.put('/groups/:id/group-limits', (request, response) => {
		const { id } = groupOf(request.params.id);
		const { group: limits }: { group: Row } = request.body;
		const { monthly_budget, one_time_budget, rollover } = tenant.records.groups.update(id, groupMembers(limits));
		response.json({ id, monthly_budget: Number(monthly_budget), one_time_budget, rollover });
	});

	router.get('/groups/:id/touches', (request, response) => {
		groupOf(request.params.id);
		const ids = touchesOf.get(request.params.id) ?? [];
		answerList(tenant, request, response, 'touches', touchRows().filter(({ id }) => ids.includes(String(id))), 'touch');
	});

	router.put('/groups/:id/touches', (request, response) => {
		groupOf(request.params.id);
		const given: Array<{ id: unknown }> = [request.body].flat();
		touchesOf.set(request.params.id, given.map(({ id }) => String(id)));
		response.json({ success: true });
	});

	router.get('/groups/:id/members/access', (request, response) => {
		groupOf(request.params.id);
		response.json(store.membersOf(request.params.id).map(({ email, role }) => ({ email, can_send: true, can_manage: role !== 'sender' })));
	});

	router.get('/groups/:id/members', (request, response) => {
		groupOf(request.params.id);
		answerList(tenant, request, response, 'members', store.membersOf(request.params.id).map((user) => ({ ...viewOfUser(user) })), 'member');
	});

	router.put('/groups/:id/members', (request, response) => {
		groupOf(request.params.id);
		const given: Array<{ email: string }> = [request.body].flat();
		for (const { email } of given) {
			const user = store.users.all().find((known) => known.email.toLowerCase() === email.toLowerCase()) ?? tenant.records.users.add({ email, team_group_id: Number(request.params.id) });
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
		user.balance = String(Math.round((Number(user.balance) + numberIn(request.body, 'balance')) * 100) / 100);
		response.json({ success: true, balance: user.balance });
	});

	router.get('/me', (_request, response) => {
		const { id, first_name, last_name, email, role } = store.account;
		response.json({ id, first_name, last_name, email, role });
	});

	return router;
}
