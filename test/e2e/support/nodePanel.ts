import type { Locator, Page } from '@playwright/test';

/** The panel of an open node. */
export class NodePanel {
	constructor(private readonly page: Page) {}

	/** Everything in it. */
	get root(): Locator {
		return this.page.getByTestId('ndv');
	}

	/** Names of the parameters that are shown, from top to bottom, as they are saved in the workflow. */
	async parameters(): Promise<string[]> {
		return await this.parameterLabels().evaluateAll((labels) => labels.map((label) => label.getAttribute('for') ?? ''));
	}

	/** Texts of their labels. */
	async labels(): Promise<string[]> {
		return (await this.parameterLabels().allInnerTexts()).map((text) => (text.split('\n')[0] ?? '').trim());
	}

	/** What stands in the field of a choice, such as the resource. */
	async choice(name: string): Promise<string> {
		return await this.field(name).locator('input').first().inputValue();
	}

	/** The field of a parameter. */
	field(name: string): Locator {
		return this.root.getByTestId(`parameter-input-${name}`);
	}

	/** The field in which a credential is chosen; hidden while there is none. */
	get credential(): Locator {
		return this.root.getByTestId('node-credentials-select').locator('input');
	}

	/** The button in its place while there is none. */
	get connect(): Locator {
		return this.root.getByTestId('node-credentials-empty-state').getByRole('button').first();
	}

	/** Opens the list of a resource locator. */
	async openList(name: string): Promise<Locator> {
		const field = this.root.getByTestId(`resource-locator-${name}`);
		await field.getByTestId('rlc-mode-selector').click();
		await this.page.getByTestId('mode-list').click();
		await field.getByTestId('rlc-input').click();
		const items = this.page.getByTestId('rlc-item');
		await items.first().waitFor();
		return items;
	}

	/** Writes an expression into a field; gives the place below it that shows what it comes to. */
	async writeExpression(name: string, expression: string): Promise<Locator> {
		await this.field(name).hover();
		await this.root.getByTestId(`${name}-parameter-input-options-container`).getByTestId('radio-button-expression').click();
		const editor = this.root.getByTestId('inline-expression-editor-input').getByRole('textbox');
		await editor.click();
		await this.page.keyboard.press('Control+A');
		// Typed key by key, the editor would close the brackets once more.
		await this.page.keyboard.insertText(expression);
		return this.page.getByTestId('inline-expression-editor-output');
	}

	/** Writes a text into a field. */
	async write(name: string, text: string): Promise<void> {
		await this.field(name).locator('input, textarea').first().fill(text);
	}

	/** Chooses an option of a field. */
	async pick(name: string, option: string): Promise<void> {
		await this.field(name).click();
		await this.page.getByRole('option', { name: option, exact: true }).click();
	}

	/** Runs the node. */
	async execute(): Promise<void> {
		await this.root.getByTestId('node-execute-button').click();
	}

	/** What the node gave out, as far as it is on the page. */
	get output(): Locator {
		return this.root.getByTestId('output-panel');
	}

	/** Shows the output in another form. */
	async display(form: 'json' | 'table' | 'schema'): Promise<void> {
		await this.output.getByTestId(`radio-button-${form}`).click();
	}

	async close(): Promise<void> {
		await this.root.getByTestId('ndv-close-button').click();
		await this.root.waitFor({ state: 'hidden' });
	}

	private parameterLabels(): Locator {
		// The settings of the node are there, too, but out of sight.
		return this.root.getByTestId('node-parameters').locator('label[for]').filter({ visible: true });
	}
}
