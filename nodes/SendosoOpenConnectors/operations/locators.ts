import type { Field } from '../../shared/parameters/field';
import { groupLocator, locator, touchLocator } from '../../shared/operations/locators';

/** The campaign; its dates and groups are managed over this connection, too. */
export const touchId = touchLocator;

/** The team group. */
export const groupId = groupLocator;

/** A user. */
export const userId = locator('User', 'userId', 'searchUsers', { description: 'A user of the organization', records: 'users' });
/** A message template. */
export const templateId = locator('Template', 'templateId', 'searchTemplates', { description: 'A message template', records: 'templates' });
/** A style of campaigns. */
export const touchStyleId = locator('Touch Style', 'touchStyleId', 'searchTouchStyles', { description: 'A style of campaigns', records: 'touch styles' });
/** An object of the instance. */
export const objectName = locator('Object', 'objectName', 'searchObjects', { description: 'An object of the instance, by the name in its address' });
/** An instance of the connector. Its ID is a number, and never a word that means something else in its place, such as `enabled`. */
export const connectorInstanceId: Field = { ...locator('Instance', 'connectorInstanceId', 'searchInstances', { description: 'An instance of the Sendoso connector', records: 'connector instances' }), holds: 'wholeNumber' };
