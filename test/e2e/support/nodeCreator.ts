import type { Locator, Page } from '@playwright/test';

/** The list in which a person looks for a node and picks what it is to do. */
export class NodeCreator {
	constructor(private readonly page: Page) {}

	/** Opens it for the first node of an empty workflow, or for a further one. */
	async open(): Promise<void> {
		await this.page.getByTestId('canvas-add-button').or(this.page.getByTestId('node-creator-plus-button')).first().click();
		await this.page.getByTestId('node-creator-search-bar').waitFor();
	}

	/** Types into the search field. */
	async search(text: string): Promise<void> {
		await this.page.getByTestId('node-creator-search-bar').fill(text);
	}

	/** Names of the nodes that are offered at the moment. */
	async offered(): Promise<string[]> {
		return texts(await this.nodes().getByTestId('node-creator-item-name').allTextContents());
	}

	/** Opens the page of a node: a list of what it can do, or a button when that is one thing only. */
	async choose(node: string): Promise<void> {
		await this.nodes().filter({ has: this.name(node) }).click();
	}

	/** Adds a node that has no such list. */
	async add(): Promise<void> {
		await this.page.getByRole('button', { name: 'Add to workflow' }).click();
		await this.page.getByTestId('ndv').waitFor();
	}

	/** Sections of that list with the number that stands beside them, such as `Actions (22)`. */
	async sections(): Promise<string[]> {
		return texts(await this.categories().allTextContents());
	}

	/** Opens every section that is closed. */
	async openSections(): Promise<void> {
		await this.categories().first().waitFor();
		const closed = this.page.locator('[data-category-collapsed="true"]').getByTestId('node-creator-category-item');
		while ((await closed.count()) > 0) await closed.first().click();
	}

	/** What can be chosen in the open sections. */
	async choices(): Promise<string[]> {
		return texts(await this.entries().getByTestId('node-creator-item-name').allTextContents());
	}

	/** Chooses an entry, which adds a node to the workflow and opens it. */
	async pick(entry: string): Promise<void> {
		await this.entries().filter({ has: this.name(entry) }).first().click();
		await this.page.getByTestId('ndv').waitFor();
	}

	private nodes(): Locator {
		return this.page.getByTestId('node-creator-action-item').or(this.page.getByTestId('node-creator-node-item'));
	}

	private entries(): Locator {
		return this.page.getByTestId('item-iterator-item');
	}

	private categories(): Locator {
		return this.page.getByTestId('node-creator-category-item');
	}

	private name(text: string): Locator {
		return this.page.getByTestId('node-creator-item-name').getByText(text, { exact: true });
	}
}

const texts = (values: string[]): string[] => values.map((value) => value.trim()).filter((value) => value !== '');
