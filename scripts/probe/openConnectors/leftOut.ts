const AN_ID = 'it takes an id, which the probe has no use for';
const SETTINGS = 'it tells what an instance is set to, secrets among it';
const SAME = 'the same as the paths that are named';

/** Reads of the contract that the probe leaves out, and why. */
export const LEFT_OUT: Record<string, string> = {
	'/sent-gifts/{trackingCode}/status': 'it takes a tracking code, which the probe does not use',
	'/elements/{keyOrId}/oauth/url': "it takes the application's secret in its address",
	'/elements/{keyOrId}/docs': 'a document of the platform, not an answer of Sendoso',
	'/instances/{instanceId}/docs': 'a document of the platform, not an answer of Sendoso',
	'/objects/{objectName}/docs': 'a document of the platform, not an answer of Sendoso',
	'/instances/{instanceId}': SETTINGS,
	'/instances/{instanceId}/configuration': SETTINGS,
	'/instances/{instanceId}/events': 'its records hold whole answers of Sendoso',
	'/instances/{instanceId}/events/{eventId}': 'its records hold whole answers of Sendoso',
	'/instances/polling-disabled': 'it tells of instances that are not ours',
	'/bulk/{jobId}/errors': 'its texts may repeat records',
	'/gift-preview': 'known to be missing',
	'/gifts/{giftId}': AN_ID,
	'/touch-styles/{touchStyleId}': AN_ID,
	'/user-custom-templates/{templateId}': AN_ID,
	'/purchase-orders': 'probably missing, as /journals and /payments are',
	'/tax-rates': 'probably missing, as /journals and /payments are',
	'/{objectName}': SAME,
	'/{objectName}/{objectId}': SAME,
	'/{objectName}/{objectId}/{childObjectName}': SAME,
};
