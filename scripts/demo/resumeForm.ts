import { PlainFailure } from './failure';

/** Opens the page of a waiting execution, as an approver does, submits a choice from its list, and gives the page that was shown. */
export async function submitDecision(address: string, decision: string): Promise<string> {
	const page = await fetch(address);
	const text = await page.text();
	const [, field] = /<select id='(field-\d+)'/.exec(text) ?? [];
	if (!page.ok || field === undefined) throw new PlainFailure(`the page of the waiting execution answers ${page.status} without a list to choose from`);
	const form = new FormData();
	form.set(field, decision);
	const answer = await fetch(address, { method: 'POST', body: form });
	await answer.arrayBuffer();
	if (!answer.ok) throw new PlainFailure(`the decision was refused with ${answer.status}`);
	return text;
}
