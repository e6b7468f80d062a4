import type { INodeProperties } from 'n8n-workflow';
import { groupLocator, touchLocator } from '../../shared/operations/locators';

/** The campaign; its dates and groups are managed over this connection, too. */
export const touchId = touchLocator;

/** The team group. */
export const groupId = groupLocator;

/** A locator over one of the connector's lists. */
const locator = (displayName: string, name: string, searchListMethod: string, description: string): INodeProperties => ({
	displayName,
	name,
	type: 'resourceLocator',
	default: { mode: 'list', value: '' },
	required: true,
	description,
	modes: [
		{ displayName: 'From List', name: 'list', type: 'list', typeOptions: { searchListMethod, searchable: true } },
		{ displayName: 'By ID', name: 'id', type: 'string' },
	],
});

/** A user. */
export const userId = locator('User', 'userId', 'searchUsers', 'A user of the organization');
/** A message template. */
export const templateId = locator('Template', 'templateId', 'searchTemplates', 'A message template');
/** A style of campaigns. */
export const touchStyleId = locator('Touch Style', 'touchStyleId', 'searchTouchStyles', 'A style of campaigns');
/** An object of the instance. */
export const objectName = locator('Object', 'objectName', 'searchObjects', 'An object of the instance, by the name in its address');
/** An instance of the connector. */
export const connectorInstanceId = locator('Instance', 'connectorInstanceId', 'searchInstances', 'An instance of the Sendoso connector');
