import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { itPages } from '../listBehaviour';
import { itExplainsRefusals } from '../readErrors';
import { openDesk } from '../support';

const desk = openDesk({ seed: { groups: 3, users: 300 } });

const parameters: INodeParameters = { resource: 'user', operation: 'getAll' };
const users = () => desk.control.users.list();
const MEMBERS = ['id', 'first_name', 'last_name', 'email', 'team_group_id'] as const;
const listed = () => users().flatMap((user) => (user.active ? [Object.fromEntries(MEMBERS.map((name) => [name, user[name]])) as IDataObject] : []));

beforeEach(() => {
	desk.control.users.update(users()[0]?.id ?? 0, { active: false });
});
const showFirst = () => desk.control.users.update(users()[0]?.id ?? 0, { active: true });
const hideFirst = () => desk.control.users.update(String(listed()[0]?.id), { active: false });

itPages(desk, { parameters, path: '/api/v3/users', listed, insertFirst: showFirst, removeFirst: hideFirst });
itExplainsRefusals(desk, () => parameters);
