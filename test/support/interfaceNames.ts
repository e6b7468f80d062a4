/** Fields that an operation shows at once, by `resource.operation`; further ones sit in its collections. */
export type OperationTable = Record<string, string[]>;

const list = ['returnAll', 'limit'];
const write = ['additionalFields', 'options'];
const filtered = [...list, 'filterBy', 'options'];
const spending = ['additionalFields', 'duplicateCheck', 'findSend', 'options'];
const catalogueRecipient = ['recipientEmail', 'recipientFirstName', 'recipientLastName'];
const spendingOnMany = ['additionalFields', 'duplicateCheck', 'options'];

/** Operations of the node Sendoso with the fields that a user meets. */
export const SENDOSO: OperationTable = {
	'touch.get': ['touchId'],
	'touch.getAll': [...list, 'simplify', 'filters'],
	'group.getAll': list,
	'group.getMembers': ['groupId', ...list, 'options'],
	'user.getCurrent': [],
	'user.getAll': list,
	'user.invite': ['firstName', 'lastName', 'email', 'role', 'groupId'],
	'product.getAll': [...list, 'filters'],
	'product.send': ['variantId', ...catalogueRecipient, ...spending],
	'recommendation.getAll': ['recipientEmail', ...list, 'filters'],
	'recommendation.send': [...catalogueRecipient, ...spending],
	'scimUser.create': ['userName', 'givenName', 'familyName', 'userType', 'division'],
	'scimUser.get': ['userId'],
	'scimUser.getAll': list,
	'scimUser.update': ['userId', 'updateFields'],
	'send.createPhysical': ['touchId', 'recipientName', 'recipientEmail', 'address', 'city', 'state', 'zip', 'country', 'mobileNumber', ...spending],
	'send.createWithAddressCollection': ['touchId', 'recipientName', 'recipientEmail', 'addressConfirmationVia', 'expireAfterDays', 'hideProductInfo', ...spending],
	'send.createEgift': ['touchId', 'recipientEmail', ...spending],
	'send.createEgiftLinks': ['touchId', 'recipientEmails', ...spendingOnMany],
	'send.get': ['sendGid'],
	'send.getAll': [...list, 'simplify', 'filters'],
	'send.getStatus': ['trackingCode'],
};

/** Operations of the node over SAP Open Connectors. */
export const OPEN_CONNECTORS: OperationTable = {
	'touch.create': write,
	'touch.get': ['touchId'],
	'touch.getAll': filtered,
	'touch.update': ['touchId', ...write],
	'touch.delete': ['touchId'],
	'group.create': write,
	'group.get': ['groupId'],
	'group.getAll': filtered,
	'group.update': ['groupId', ...write],
	'group.delete': ['groupId'],
	'group.getMembers': ['groupId', ...filtered],
	'group.addMembers': ['groupId', 'emails'],
	'group.removeMember': ['groupId', 'email'],
	'group.getMemberAccess': ['groupId'],
	'group.getTouches': ['groupId', ...filtered],
	'group.setTouches': ['groupId', 'touchIds'],
	'group.setLimits': ['groupId', ...write],
	'returnAddress.create': write,
	'returnAddress.getAll': filtered,
	'gift.getAll': filtered,
	'send.create': ['touchId', 'recipientEmail', ...spending],
	'send.createBulk': ['touchId', 'recipientEmails', ...spendingOnMany],
	'send.createEgiftLinks': ['touchId', 'numberOfGifts', 'additionalFields', 'options'],
	'send.getAll': filtered,
	'send.getStatus': ['trackingCode'],
	'send.getPreview': [],
	'user.getCurrent': [],
	'user.create': ['email', ...write],
	'user.getAll': filtered,
	'user.update': ['userId', ...write],
	'user.delete': ['userId'],
	'user.addBalance': ['userId', 'balance', 'options'],
	'template.create': write,
	'template.get': ['templateId'],
	'template.getAll': filtered,
	'template.update': ['templateId', ...write],
	'template.delete': ['templateId'],
	'touchStyle.get': ['touchStyleId'],
	'touchStyle.getAll': filtered,
	'object.getAll': ['objectName', ...filtered],
	'object.get': ['objectName', 'objectId'],
	'object.getChildren': ['objectName', 'objectId', 'childObjectName', ...filtered],
	'object.getMetadata': ['objectName'],
	'bulkJob.getAll': filtered,
	'bulkJob.getStatus': ['bulkJobId'],
	'bulkJob.getErrors': ['bulkJobId'],
	'bulkJob.getResult': ['bulkJobId', 'objectName', 'outputAs', 'options'],
	'connectorInstance.getOAuthUrl': ['additionalFields'],
	'connectorInstance.create': ['code', 'name', 'additionalFields'],
	'connectorInstance.get': ['connectorInstanceId'],
	'connectorInstance.getAll': list,
	'connectorInstance.reauthorize': ['connectorInstanceId', 'code'],
	'connectorInstance.update': ['connectorInstanceId', 'configuration'],
	'connectorInstance.delete': ['connectorInstanceId'],
};

const changes = (resource: string, words: string): Array<[string, string]> => [
	[`${resource}Created`, `On ${words} created`],
	[`${resource}Updated`, `On ${words} updated`],
	[`${resource}Removed`, `On ${words} removed`],
];

/** Events of each trigger with the text of their entry. */
export const EVENTS: Record<string, Array<[value: string, text: string]>> = {
	sendosoTrigger: [
		...changes('touch', 'campaign'),
		...changes('group', 'team group'),
		...changes('user', 'user'),
		['sendCreated', 'On send created'],
		['sendStatusChanged', 'On send status changed'],
	],
	sendosoOpenConnectorsTrigger: [...changes('touch', 'campaign'), ...changes('group', 'team group'), ...changes('returnAddress', 'return address')],
};
