import type { Locator, Page } from '@playwright/test';
import type { Owner } from '../../../scripts/demo/n8nClient';

const slowMilliseconds = 60_000;

/** What a person does in n8n's editor, by the names n8n gives its elements for tests. */
export class Editor {
	constructor(
		readonly page: Page,
		private readonly url: string,
	) {
		page.setDefaultTimeout(slowMilliseconds);
	}

	async signIn({ email, password }: Pick<Owner, 'email' | 'password'>): Promise<void> {
		await this.page.goto(`${this.url}/signin`);
		await this.page.locator('input[autocomplete="email"]').fill(email);
		await this.page.locator('input[type="password"]').fill(password);
		await this.page.getByTestId('form-submit-button').click();
		await this.page.waitForURL('**/home/workflows');
	}

	/** Opens an empty workflow. */
	async openNewWorkflow(): Promise<void> {
		await this.page.goto(`${this.url}/workflow/new`);
		await this.page.getByTestId('canvas-add-button').waitFor();
	}

	/** Opens a workflow, or one of its executions when an id is given. */
	async openWorkflow(id: string, executionId?: string): Promise<void> {
		const execution = executionId === undefined ? '' : `/executions/${executionId}`;
		await this.page.goto(`${this.url}/workflow/${id}${execution}`);
		await this.page.getByTestId('canvas-node').first().waitFor();
	}

	/** Opens another page of n8n, such as `/settings/community-nodes`. */
	async open(path: string): Promise<void> {
		await this.page.goto(`${this.url}${path}`);
	}

	/** Clicks "Execute workflow" and waits for the mark of success on the given node. */
	async executeWorkflow(lastNode: string): Promise<void> {
		await this.page.getByTestId('execute-workflow-button').click();
		await this.node(lastNode).getByTestId('canvas-node-status-success').waitFor();
	}

	/** Publishes the open workflow and waits until n8n says so. */
	async publish(): Promise<void> {
		await this.page.getByTestId('workflow-open-publish-modal-button').click();
		await this.page.getByTestId('workflow-publish-button').click();
		await this.page.getByTestId('activation-modal').waitFor();
		await this.page.keyboard.press('Escape');
		await this.page.getByTestId('workflow-active-version-indicator').waitFor();
	}

	/** A node on the canvas. */
	node(name: string): Locator {
		return this.page.locator(`[data-test-id="canvas-node"][data-node-name="${name}"]`);
	}
}
