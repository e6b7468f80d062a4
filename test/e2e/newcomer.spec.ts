import { demoClient, demoOpenConnectors } from '../../sandbox';
import { tenantCredential } from '../../scripts/demo/standIn';
import manifest from '../../package.json';
import { chooseAll } from './support/chooseAll';
import { expect, test } from './support/newcomer';
import { offers } from './support/offers';
import { picture } from './support/pictures';

const higher = '99.0.0';
const recipient = 'ada.moreno@example.com';
const expression = `{{ 'Ada.Moreno@Example.com'.toLowerCase() }}`;

/** Each test goes on where the one before it ended. */
test.describe.configure({ mode: 'serial' });

let workflowId = '';

test('installs the package from Settings > Community nodes', async ({ editor: { page }, editor, place }) => {
	await place.registry.publish(place.tarball);
	await editor.open('/settings/community-nodes');
	await page.getByRole('button', { name: 'Install' }).first().click();
	await page.getByTestId('package-name-input').fill(manifest.name);
	await page.getByTestId('user-agreement-checkbox').click();
	await picture(page, 'install-dialog');
	await page.getByTestId('install-community-package-button').click();
	await page.getByTestId('communityPackageInstall-modal').waitFor({ state: 'hidden' });
	await expect(page.getByTestId('community-package-card')).toContainText(manifest.name);
	await expect(page.getByTestId('community-package-card')).toContainText(manifest.version);
});

for (const offer of offers) {
	test(`without any credential ${offer.name} asks for one and shows its fields`, async ({ editor, creator, panel }) => {
		await chooseAll({ editor, creator, panel }, offer, undefined, offer.entries.filter((_, index) => index % 20 === 0));
	});
}

test('connects the Sendoso credential on the consent page', async ({ editor, creator, panel, place }) => {
	const { page } = editor;
	await editor.openNewWorkflow();
	await creator.open();
	await creator.search('Sendoso');
	await creator.choose('Sendoso');
	await creator.openSections();
	await creator.pick('Create egift send');
	await panel.connect.click();
	const dialog = page.getByTestId('editCredential-modal');
	const field = (name: string) => dialog.getByTestId(`parameter-input-${name}`);
	await field('environment').click();
	await page.getByRole('option', { name: 'Custom' }).click();
	await field('baseUrl').locator('input').fill(place.standIn.url);
	await field('clientId').locator('input').fill(demoClient.id);
	await field('clientSecret').locator('input').fill(demoClient.secret);
	await picture(page, 'credential');
	const opening = page.waitForEvent('popup');
	await dialog.getByTestId('oauth-not-connected-banner').getByRole('button').click();
	const consent = await opening;
	await consent.getByRole('button', { name: 'Approve' }).waitFor();
	await picture(consent, 'consent');
	await consent.getByRole('button', { name: 'Approve' }).click();
	await consent.waitForEvent('close');
	await dialog.waitFor({ state: 'hidden' });
	await expect(panel.credential.first()).toHaveValue(/Sendoso/);
	expect(place.standIn.control.requests().map(({ path }) => path)).toContain('/oauth/token');
});

test('sends a gift: a campaign from the list, an expression, a click', async ({ editor, panel, place }) => {
	const { page } = editor;
	const campaigns = await panel.openList('touchId');
	await page.getByTestId('rlc-search').fill('egift');
	await expect(campaigns.first()).toContainText(/egift/i);
	await campaigns.first().click();
	await expect(await panel.writeExpression('recipientEmail', expression)).toContainText(recipient);
	await panel.execute();
	await expect(panel.output).toContainText('tracking_code');
	await expect(panel.output).toContainText(recipient);
	const [send] = place.standIn.control.sends.list({ createdByRequest: true });
	await expect(panel.output).toContainText(String(send?.tracking_code).slice(0, 20));
	expect(place.standIn.control.sends.list({ email: recipient, createdByRequest: true })).toHaveLength(1);
	workflowId = /workflow\/(\w+)/.exec(page.url())?.[1] ?? '';
	await picture(page, 'first-gift');
});

test('shows the gift on the console page', async ({ editor, place }) => {
	const window = await editor.page.context().newPage();
	await window.goto(place.standIn.controlUrl);
	await expect(window.locator('#sends tr').first()).toContainText(recipient);
	await window.close();
});

test('says what is wrong with an address before anything is sent', async ({ editor, panel, place }) => {
	await editor.openWorkflow(workflowId);
	await editor.node('Create egift send').dblclick();
	const asked = place.standIn.control.requests().length;
	await expect(await panel.writeExpression('recipientEmail', `{{ 'ada.moreno@' }}`)).toHaveText('ada.moreno@');
	await panel.execute();
	await expect(editor.page.getByTestId('node-error-message')).toContainText("'Recipient Email'");
	expect(place.standIn.control.requests()).toHaveLength(asked);
	await picture(editor.page, 'helpful-error');
	await expect(await panel.writeExpression('recipientEmail', expression)).toHaveText(recipient);
	await panel.close();
	// The editor saves by itself, a moment later.
	await expect.poll(async () => JSON.stringify((await place.client.getWorkflow(workflowId)).nodes)).toContain('toLowerCase');
});

test('every entry of Sendoso gives a node with its fields when there is its credential only', async ({ editor, creator, panel }) => {
	const [direct, overSap] = offers;
	if (direct) await chooseAll({ editor, creator, panel }, direct, /^Sendoso/);
	if (overSap) await chooseAll({ editor, creator, panel }, overSap, undefined, overSap.entries.filter((_, index) => index % 20 === 5));
});

test('keeps the workflows when a higher version is installed', async ({ editor, panel, place }) => {
	const { page } = editor;
	const before = await place.client.getWorkflow(workflowId);
	await place.registry.publish(place.tarball, higher);
	await editor.open('/settings/community-nodes');
	const card = page.getByTestId('community-package-card');
	await card.getByRole('button', { name: 'Update' }).click();
	await page.getByRole('dialog').getByRole('button', { name: /update/i }).last().click();
	await expect(card).toContainText(higher);
	const { nodes, connections } = await place.client.getWorkflow(workflowId);
	expect({ nodes, connections }).toEqual({ nodes: before.nodes, connections: before.connections });
	await editor.openWorkflow(workflowId);
	await editor.node('Create egift send').dblclick();
	await expect.poll(async () => await panel.choice('operation')).toBe('Create eGift');
	await panel.execute();
	// The gift of a moment ago is in Sendoso's list.
	await expect(panel.output).toContainText('skipped');
	expect(place.standIn.control.sends.list({ email: recipient, createdByRequest: true })).toHaveLength(1);
	await panel.close();
});

test('every entry over SAP gives a node with its fields when there is its credential only', async ({ editor, creator, panel, place }) => {
	const { nodes } = await place.client.getWorkflow(workflowId);
	for (const { credentials } of nodes) {
		for (const reference of Object.values(credentials ?? {})) await place.client.deleteCredential(reference);
	}
	await place.client.createCredential('SAP', 'sendosoOpenConnectorsApi', tenantCredential(place.standIn, place.url, demoOpenConnectors.elementToken));
	const [direct, overSap] = offers;
	if (overSap) await chooseAll({ editor, creator, panel }, overSap, 'SAP');
	if (direct) await chooseAll({ editor, creator, panel }, direct, undefined, direct.entries.filter((_, index) => index % 20 === 5));
});
