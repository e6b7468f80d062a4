import { selectors } from 'playwright-core';
import type { Locator, Page } from 'playwright-core';
import type { Owner } from './n8nClient';

const slowMilliseconds = 60_000;

selectors.setTestIdAttribute('data-test-id');

/** What a person does in n8n's editor, by the names n8n gives its elements for tests. */
export class Editor {
	constructor(
		private readonly page: Page,
		private readonly url: string,
	) {
		page.setDefaultTimeout(slowMilliseconds);
	}

	async signIn({ email, password }: Owner): Promise<void> {
		await this.page.goto(`${this.url}/signin`);
		await this.page.locator('input[autocomplete="email"]').fill(email);
		await this.page.locator('input[type="password"]').fill(password);
		await this.page.getByTestId('form-submit-button').click();
		await this.page.waitForURL('**/home/workflows');
	}

	/** Opens a workflow, or one of its executions when an id is given. */
	async openWorkflow(id: string, executionId?: string): Promise<void> {
		const execution = executionId === undefined ? '' : `/executions/${executionId}`;
		await this.page.goto(`${this.url}/workflow/${id}${execution}`);
		await this.page.getByTestId('canvas-node').first().waitFor();
	}

	/** Opens the node creator of a new workflow and searches it. */
	async searchNodes(text: string): Promise<void> {
		await this.page.goto(`${this.url}/workflow/new`);
		await this.page.getByTestId('canvas-add-button').click();
		await this.page.getByTestId('node-creator-search-bar').fill(text);
		await this.page.getByTestId('node-creator-action-item').first().waitFor();
	}

	/** Clicks "Execute workflow" and waits for the mark of success on the given node. */
	async executeWorkflow(lastNode: string): Promise<void> {
		await this.page.getByTestId('execute-workflow-button').click();
		await this.node(lastNode).getByTestId('canvas-node-status-success').waitFor();
	}

	/** Opens a node and waits for its panel. */
	async openNode(name: string): Promise<void> {
		await this.node(name).dblclick();
		await this.page.getByTestId('ndv').waitFor();
	}

	/** Opens the list of the only resource locator of the open node. */
	async openList(): Promise<Locator> {
		await this.page.getByTestId('rlc-mode-selector').click();
		await this.page.getByTestId('mode-list').click();
		await this.page.getByTestId('rlc-input').click();
		const items = this.page.getByTestId('rlc-item');
		await items.first().waitFor();
		return items;
	}

	private node(name: string): Locator {
		return this.page.locator(`[data-test-id="canvas-node"][data-node-name="${name}"]`);
	}
}
