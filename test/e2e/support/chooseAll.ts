import type { NodeCreator } from './nodeCreator';
import type { NodePanel } from './nodePanel';
import type { Entry, Offer } from './offers';
import { expect, test } from './test';
import type { Editor } from './editor';
import { sampled } from './sample';

/** Fields of n8n's own schedule, which every polling trigger has. */
const OF_SCHEDULE = ['pollTimes', 'mode', 'hour', 'minute'];

/** How many entries are tried before the canvas is emptied: a full one is slow. */
const entriesOfCanvas = 12;

interface Hands {
	editor: Editor;
	creator: NodeCreator;
	panel: NodePanel;
}

/**
 * Chooses entries of a node from the node creator, one after the other, and looks at the fields of each.
 *
 * @param credential name of the credential that n8n has to pick by itself; undefined when there is none of this type
 * @param entries those that are tried; all unless it says otherwise
 */
export async function chooseAll({ editor, creator, panel }: Hands, offer: Offer, credential: string | RegExp | undefined, entries: Entry[] = sampled(offer.entries)): Promise<void> {
	expect(entries.length).toBeGreaterThan(0);
	for (const [index, entry] of entries.entries()) {
		await test.step(entry.text, async () => {
			if (index % entriesOfCanvas === 0) await editor.openNewWorkflow();
			await creator.open();
			await creator.search('Sendoso');
			await creator.choose(offer.name);
			if (offer.sections.length === 0) await creator.add();
			else {
				if (index === 0) await seeAll(creator, offer);
				await creator.openSections();
				await creator.pick(entry.text);
			}
			await expect.soft.poll(async () => (await panel.parameters()).filter((name) => !OF_SCHEDULE.includes(name)).sort(), `fields of "${entry.text}"`).toEqual([...entry.fields].sort());
			for (const [field, label] of Object.entries(entry.choices)) expect.soft(await panel.choice(field), `${field} of "${entry.text}"`).toBe(label);
			if (credential === undefined) await expect.soft(panel.connect).toBeVisible();
			else await expect.soft(panel.credential.first()).toHaveValue(credential);
			await panel.close();
		});
	}
}

/** Each entry is in the list once. Headings of resources stand between them. */
async function seeAll(creator: NodeCreator, { sections, entries }: Offer): Promise<void> {
	await expect.poll(async () => (await creator.sections()).sort()).toEqual([...sections].sort());
	await creator.openSections();
	// The editor draws long lists bit by bit.
	await expect.poll(async () => (await creator.choices()).sort()).toEqual(entries.map(({ text }) => text).sort());
}
