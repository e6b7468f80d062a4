import type { ListShape } from './pageBody';

/** Where a list is, and where its rows sit in an answer (fact 22). */
export interface NumberedList extends ListShape {
	path: string;
}

/** Active campaigns. */
export const TOUCHES: NumberedList = { path: '/api/v3/touches', rows: 'touches', total: 'total_posts' };

/** Active team groups. */
export const GROUPS: NumberedList = { path: '/api/v3/groups', rows: 'groups', total: 'total_groups' };

/** Active users. */
export const USERS: NumberedList = { path: '/api/v3/users', rows: 'users', total: 'total_users' };

/** Sends of the organization. */
export const SENDS: NumberedList = { path: '/api/v3/send', rows: 'sends', total: 'total_count' };

/** What the marketplace offers; it has cursors and no counter (fact 24). */
export const PRODUCTS = { path: '/api/v3/marketplace/products' };

/** Provisioned users; it has places and a counter of its own (fact 25). */
export const SCIM_USERS = { path: '/api/scim/v2/Users' };
