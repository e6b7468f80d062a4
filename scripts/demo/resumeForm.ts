import { PlainFailure } from './failure';

/** Opens the page of a waiting execution, as an approver does, and submits the first field of its form. */
export async function submitDecision(address: string, decision: string): Promise<void> {
	const page = await fetch(address);
	const text = await page.text();
	if (!page.ok || !text.includes('<form')) throw new PlainFailure(`the page of the waiting execution answers ${page.status} without a form`);
	const form = new FormData();
	form.set('field-0', decision);
	const answer = await fetch(address, { method: 'POST', body: form });
	await answer.arrayBuffer();
	if (!answer.ok) throw new PlainFailure(`the decision was refused with ${answer.status}`);
}
