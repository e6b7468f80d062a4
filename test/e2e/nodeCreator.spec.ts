import { chooseAll } from './support/chooseAll';
import { offers } from './support/offers';
import { expect, test } from './support/test';

const credentials = { sendosoOAuth2Api: 'Sendoso (stand-in)', sendosoOpenConnectorsApi: 'Sendoso through SAP (stand-in)', sendosoWebhookApi: 'Webhooks of Sendoso (stand-in)' };

test.describe('with credentials of both connections', () => {
	for (const offer of offers) {
		test(`every entry of ${offer.name} gives a node with its fields`, async ({ editor, creator, panel }) => {
			await chooseAll({ editor, creator, panel }, offer, credentials[offer.credential]);
		});
	}

	test('a search for other words finds the nodes, too', async ({ editor, creator }) => {
		await editor.openNewWorkflow();
		await creator.open();
		for (const word of ['gift', 'direct mail', 'swag', 'Open Connectors']) {
			await creator.search(word);
			await expect.poll(async () => await creator.offered(), word).toContain(word === 'Open Connectors' ? 'Sendoso via SAP Open Connectors' : 'Sendoso');
		}
	});
});
