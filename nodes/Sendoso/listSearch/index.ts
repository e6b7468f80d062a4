import type { ILoadOptionsFunctions, INodeListSearchResult } from 'n8n-workflow';
import { textOf } from '../resources/shared/checks';
import { type SearchableList, searchRecords } from './searchRecords';

const touches: SearchableList = {
	name: 'touch.getAll',
	path: '/api/v3/touches',
	list: { rows: 'touches', total: 'total_posts' },
	toEntry: (row) => ({
		name: `${textOf(row.name)} (${row.delivery_type === 'email' ? 'eGift' : 'physical'})`,
		value: textOf(row.id),
		description: textOf(row.description) || undefined,
	}),
};

const groups: SearchableList = {
	name: 'group.getAll',
	path: '/api/v3/groups',
	list: { rows: 'groups', total: 'total_groups' },
	toEntry: (row) => ({ name: textOf(row.name), value: textOf(row.id) }),
};

/** Lists of the resource locators, under the names that their fields use. */
export const listSearch = {
	async searchTouches(this: ILoadOptionsFunctions, filter?: string, paginationToken?: string): Promise<INodeListSearchResult> {
		return await searchRecords(this, touches, filter, paginationToken);
	},
	async searchGroups(this: ILoadOptionsFunctions, filter?: string, paginationToken?: string): Promise<INodeListSearchResult> {
		return await searchRecords(this, groups, filter, paginationToken);
	},
};
