import type { ILoadOptionsFunctions, INodeListSearchResult } from 'n8n-workflow';
import { CONNECTOR, searchConnector } from '../SendosoOpenConnectors/listSearch';
import { toNodeError } from '../shared/errors/nodeErrors';
import { toNamed, toTouch } from '../shared/listSearch/entries';
import { type SearchableList, searchRecords } from '../shared/listSearch/searchList';
import { openConnection } from './connection';

/** Lists over Sendoso's own API. */
const DIRECT: Record<string, SearchableList> = {
	searchTouches: { name: 'touch.getAll', path: '/api/v3/touches', list: { rows: 'touches', total: 'total_posts' }, toEntry: toTouch },
	searchGroups: { name: 'group.getAll', path: '/api/v3/groups', list: { rows: 'groups', total: 'total_groups' }, toEntry: toNamed },
};

type Search = (this: ILoadOptionsFunctions, filter?: string, paginationToken?: string) => Promise<INodeListSearchResult>;

/** A list under the name that its field uses, on whichever connection the node has. */
const search = (method: string): Search =>
	async function (filter, paginationToken) {
		const connection = await openConnection(this, this.getCurrentNodeParameter('authentication'));
		if ('problem' in connection) throw toNodeError(this.getNode(), { message: connection.problem, description: 'Change the credential of the node.' });
		const [direct, connector] = [DIRECT[method], CONNECTOR[method]];
		if (connection.kind === 'openConnectors' && connector) return await searchConnector(this, connection, connector, filter, paginationToken);
		return direct ? await searchRecords(this, connection, direct, filter, paginationToken) : { results: [] };
	};

/** Lists of the resource locators, under the names that their fields use. */
export const listSearch = {
	searchTouches: search('searchTouches'),
	searchGroups: search('searchGroups'),
	searchUsers: search('searchUsers'),
	searchTemplates: search('searchTemplates'),
	searchTouchStyles: search('searchTouchStyles'),
	searchObjects: search('searchObjects'),
	searchInstances: search('searchInstances'),
};
