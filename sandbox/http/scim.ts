import { Router } from 'express';
import type { Response } from 'express';
import type { SandboxContext } from '../context';
import type { TeamGroupRecord, UserRecord } from '../store/records';
import { refuseScim } from './errors';
import { exchangeOf } from './exchange';

interface UserBody {
	userName: string;
	name: { givenName: string; familyName: string };
	userType: UserRecord['role'];
	division: string;
}

type UserChanges = Partial<Omit<UserBody, 'userName' | 'name'>> & { name?: Partial<UserBody['name']>; active?: boolean };

const userUrn = 'urn:ietf:params:scim:schemas:core:2.0:User';
const listUrn = 'urn:ietf:params:scim:api:messages:2.0:ListResponse';
const largestPage = 100;

/** Provisioning; shows inactive users too. */
export function scimRoutes(context: SandboxContext): Router {
	const { store } = context;
	const router = Router();
	const groupNamed = (name: string): TeamGroupRecord | undefined =>
		store.groups.all().find((group) => group.active && group.name === name);
	const view = (user: UserRecord): Record<string, unknown> => ({
		id: String(user.id),
		userName: user.email,
		active: user.active,
		name: { givenName: user.first_name, familyName: user.last_name },
		emails: [{ value: user.email }],
		userType: user.role,
		division: store.groups.get(user.team_group_id)?.name ?? '',
	});
	const answerUser = (response: Response, status: number, user: UserRecord): void => {
		response.status(status).json({ schemas: [userUrn], ...view(user) });
	};

	router.get('/api/scim/v2/Users', (request, response) => {
		const startIndex = Math.max(1, Number(request.query.startIndex ?? 1));
		const count = Math.min(Number(request.query.count ?? largestPage), context.settings.maxPerPage ?? largestPage, largestPage);
		const resources = store.users.all().slice(startIndex - 1, startIndex - 1 + count);
		response.json({
			schemas: [context.settings.scim.namesUserSchema ? userUrn : listUrn],
			itemsPerPage: resources.length,
			startIndex,
			totalResults: store.users.size,
			Resources: resources.map(view),
		});
	});

	router.post('/api/scim/v2/Users', (request, response) => {
		const body: UserBody = request.body;
		const group = groupNamed(body.division);
		if (group === undefined) return refuseScim(response, 400, 'There is no team group with the name in division');
		const taken = store.users.all().some((user) => user.email.toLowerCase() === body.userName.toLowerCase());
		if (taken) return refuseScim(response, 409, 'A user with this userName exists');
		const user = store.users.put({
			id: store.users.nextId(48_201),
			first_name: body.name.givenName,
			last_name: body.name.familyName,
			email: body.userName,
			team_group_id: Number(group.id),
			balance: '0.0',
			sandbox: false,
			key: 0,
			role: body.userType,
			active: true,
		});
		store.addMember(group.id, user.id);
		exchangeOf(request).entry.created.push(`user:${String(user.id)}`);
		answerUser(response, 201, user);
	});

	router.get('/api/scim/v2/Users/:user_id', (request, response) => {
		if (!context.settings.scim.readsOne) return refuseScim(response, 404, 'There is no such endpoint');
		const user = store.users.get(request.params.user_id);
		if (user === undefined) return refuseScim(response, 404, 'User not found');
		answerUser(response, 200, user);
	});

	router.put('/api/scim/v2/Users/:user_id', (request, response) => {
		const user = store.users.get(request.params.user_id);
		if (user === undefined) return refuseScim(response, 404, 'User not found');
		const changes: UserChanges = request.body;
		const group = changes.division === undefined ? store.groups.get(user.team_group_id) : groupNamed(changes.division);
		if (group === undefined) return refuseScim(response, 400, 'There is no team group with the name in division');
		store.removeMember(user.team_group_id, user.id);
		store.addMember(group.id, user.id);
		store.users.update(user.id, {
			first_name: changes.name?.givenName ?? user.first_name,
			last_name: changes.name?.familyName ?? user.last_name,
			role: changes.userType ?? user.role,
			active: changes.active ?? user.active,
			team_group_id: Number(group.id),
		});
		answerUser(response, 200, user);
	});

	return router;
}
