import { type INodeType, type INodeTypeDescription, type IWebhookFunctions, type IWebhookResponseData, NodeConnectionTypes } from 'n8n-workflow';
import { toProperty } from '../shared/parameters/field';
import { loadedOnce } from '../shared/values/loadedOnce';
import { webhookFields } from './fields';
import { testSigningSecrets } from './secrets';

/** n8n loads every node when it starts: what only a delivery needs waits for the first one. */
const loadReceive = loadedOnce(async () => await import('./receive'));

/** Starts workflows with the deliveries of an endpoint in Sendoso's webhooks portal. */
export class SendosoWebhookTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Sendoso Webhook Trigger',
		name: 'sendosoWebhookTrigger',
		icon: { light: 'file:../../icons/sendoso.svg', dark: 'file:../../icons/sendoso.dark.svg' },
		group: ['trigger'],
		version: [1],
		subtitle: '={{ $parameter["eventLabel"] }}',
		description: 'Start the moment Sendoso tells that a send changed, if Sendoso support enabled webhooks for your company',
		eventTriggerDescription: 'Waiting for Sendoso to deliver to the test URL',
		activationMessage: "Deliveries to the production URL now start this workflow. Paste that URL into Sendoso's webhooks portal.",
		triggerPanel: {
			header: "Pull in events from Sendoso's webhooks portal",
			executionsHelp: {
				inactive:
					"An endpoint for tests has to point at the <b>test URL</b> and has a secret of its own. Click 'Execute step' ('Listen for test event' in some versions of n8n) and send an example from the portal. Deliveries of a real endpoint go to the <b>production URL</b>, which works once the workflow is published.",
				active: "Deliveries to the <b>production URL</b> start the workflow. They show in the executions list, not in the editor. For a test, click 'Execute step' ('Listen for test event' in some versions of n8n) and send an example from the portal to the test URL.",
			},
			activationHint: "Publish the workflow, then paste the production URL into Sendoso's webhooks portal.",
		},
		defaults: { name: 'Sendoso Webhook Trigger' },
		inputs: [],
		outputs: [NodeConnectionTypes.Main],
		credentials: [
			{ name: 'sendosoWebhookApi', required: true, testedBy: 'testSigningSecrets' },
			{ name: 'sendosoOAuth2Api', required: false, displayOptions: { show: { fetchSend: [true] } } },
		],
		webhooks: [{ name: 'default', httpMethod: 'POST', responseMode: 'onReceived', responseData: 'noData', path: 'webhook' }],
		properties: webhookFields.map(toProperty),
	};

	methods = { credentialTest: { testSigningSecrets } };

	// Endpoints are made by people in Sendoso's portal. No API lists, creates or deletes them (fact 66), so there is nothing to do.
	webhookMethods = {
		default: {
			checkExists: async () => true,
			create: async () => true,
			delete: async () => true,
		},
	};

	async webhook(this: IWebhookFunctions): Promise<IWebhookResponseData> {
		const { receive } = await loadReceive();
		return await receive.call(this);
	}
}
