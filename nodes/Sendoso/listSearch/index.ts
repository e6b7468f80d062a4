import type { IDataObject, ILoadOptionsFunctions, INodeListSearchResult } from 'n8n-workflow';
import { toNodeError } from '../errors/nodeErrors';
import { textOf } from '../resources/shared/checks';
import { openConnection } from '../transport/connection';
import { isRow } from '../transport/readList';
import { type ConnectorList, searchConnector } from './searchConnector';
import { type SearchableList, searchRecords } from './searchRecords';

const toTouch = (row: IDataObject) => ({
	name: `${textOf(row.name)} (${row.delivery_type === 'email' ? 'eGift' : 'physical'})`,
	value: textOf(row.id),
	description: textOf(row.description) || undefined,
});
const toNamed = (row: IDataObject) => ({ name: textOf(row.name) || textOf(row.id), value: textOf(row.id) });
const toPerson = (row: IDataObject) => {
	const name = `${textOf(row.first_name)} ${textOf(row.last_name)}`.trim();
	return { name: name || textOf(row.email) || textOf(row.id), value: textOf(row.id), description: textOf(row.email) || undefined };
};

/** Lists over Sendoso's own API. */
const DIRECT: Record<string, SearchableList> = {
	searchTouches: { name: 'touch.getAll', path: '/api/v3/touches', list: { rows: 'touches', total: 'total_posts' }, toEntry: toTouch },
	searchGroups: { name: 'group.getAll', path: '/api/v3/groups', list: { rows: 'groups', total: 'total_groups' }, toEntry: toNamed },
};

/** Objects that SAP's page names and that metadata may not list (fact 26). */
const DOUBTFUL = ['journals', 'payments', 'purchase-orders', 'tax-rates'];

/** Lists over SAP Open Connectors. */
const CONNECTOR: Record<string, ConnectorList> = {
	searchTouches: { name: 'touch.getAll', path: '/touches', singular: 'touch', toEntry: toTouchOfConnector },
	searchGroups: { name: 'group.getAll', path: '/groups', singular: 'group', toEntry: toNamed },
	searchUsers: { name: 'user.getAll', path: '/users', singular: 'user', toEntry: toPerson },
	searchTemplates: { name: 'template.getAll', path: '/user-custom-templates', singular: 'custom_template', toEntry: toNamed },
	searchTouchStyles: { name: 'touchStyle.getAll', path: '/touch-styles', singular: 'touch_style', toEntry: toNamed },
	searchObjects: {
		name: 'object.getAll',
		path: '/objects',
		isWhole: true,
		always: DOUBTFUL,
		toEntry: (row) => ({ name: textOf(row.name), value: textOf(row.name) }),
	},
	searchInstances: {
		name: 'connectorInstance.getAll',
		path: '/instances',
		isWhole: true,
		isPlatform: true,
		toEntry: (row, { connectorKey }) =>
			isRow(row.element) && row.element.key === connectorKey ? { name: `${textOf(row.name)} (${textOf(row.id)})`, value: textOf(row.id) } : undefined,
	},
};

/** The connector does not always say how a gift travels. */
function toTouchOfConnector(row: IDataObject) {
	return row.delivery_type === undefined ? toNamed(row) : toTouch(row);
}

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
