import { randomUUID } from 'node:crypto';
import { expectSame, type Checks } from '../../../scripts/demo/checks';
import { loadExample } from '../../../scripts/demo/examples';
import type { Lifetime } from '../../../scripts/demo/lifetime';
import type { StoredWorkflow } from '../../../scripts/demo/n8nClient';
import type { Workflow } from '../../../scripts/demo/workflow';
import { addCampaign, sendsTo } from './bench';
import { click, Conversation } from './conversation';
import type { Place } from './place';
import { type Line, type ScriptedModel, startScriptedModel } from './scriptedModel';
import type { Transcript } from './transcript';

const EXAMPLE = 'approve-agent-sends';

/** The example with its model, and what is written down of it. */
interface Scene {
	place: Place;
	checks: Checks;
	model: ScriptedModel;
	touchId: number;
	/** Says something in a chat of its own. */
	say(words: string): Promise<Conversation>;
	note(who: string, said: string, got: string): void;
}

/** Runs the example in which a person decides before an agent's gift goes out; a script plays the model. */
export async function checkApproval(place: Place, checks: Checks, transcript: Transcript, lifetime: Lifetime, isSample: boolean): Promise<void> {
	transcript.begin('An agent that asks before it sends');
	const model = await startScriptedModel(lifetime);
	let workflow: StoredWorkflow | undefined;
	await checks.run('the approval example is published, with a model that a script plays', async () => {
		workflow = await publishExample(place, model);
	});
	if (workflow === undefined) return;
	const published = workflow;
	const scene: Scene = {
		place,
		checks,
		model,
		touchId: addCampaign(place, 'Coffee for partners').id,
		say: async (words) => await Conversation.begin(place.client, published, words),
		note: (who, said, got) => transcript.add(who, said, got),
	};
	await checkApproved(scene);
	await checkDeclined(scene);
	await checkWrong(scene);
	await checkTwice(scene);
	await checkLinks(scene);
	await checkPretended(scene);
	if (!isSample) await checkTimeOver(scene);
}

async function publishExample(place: Place, { url }: ScriptedModel, change: (workflow: Workflow) => void = () => {}): Promise<StoredWorkflow> {
	const model = await place.client.createCredential('Scripted model', 'openAiApi', { apiKey: 'none', url });
	const { sendoso: credential, tenant } = place;
	const example = await loadExample(EXAMPLE, { credential, tenant, model, touchId: 0 });
	change(example);
	const workflow = await place.client.createWorkflow(example);
	await place.client.publish(workflow);
	return workflow;
}

/** The model asks for one gift, after it looked for the campaign. */
const asks = (given: Record<string, unknown>) => ({ call: [{ tool: 'Send_an_eGift', given: { toolParameters: given, hitlParameters: {} } }] });
const looks = { call: [{ tool: 'Find_campaigns', given: {} }] };

async function checkApproved({ place, checks, model, touchId, say, note }: Scene): Promise<void> {
	const email = 'ana.approved@example.org';
	const words = `Send ${email} a coffee for 12 dollars`;
	await checks.run('the reviewer sees campaign, recipient and amount before anything is sent; approving twice sends once', async () => {
		model.play(looks, asks({ campaign_id: touchId, recipient_email: email, amount: 12 }), { say: 'It is on its way.' });
		const chat = await say(words);
		const { text, approve } = await chat.question();
		note('person', words, text);
		expectSame(`missing in the question: ${text}`, ['Coffee for partners', `ID ${touchId}`, email, '12 USD'].filter((part) => !text.includes(part)), []);
		expectSame('tools that the model has', model.offered(), ['Find_campaigns', 'Send_an_eGift']);
		expectSame('sends before the decision', sendsTo(place, email).length, 0);
		// A double click: both are on their way before either is answered.
		const clicks = await Promise.all([click(approve), click(approve)]);
		const answer = await chat.answer();
		note('person', 'Send it (clicked twice)', `${model.toolAnswers().at(-1) ?? ''}\n${answer}`);
		expectSame(`sends after two clicks (${clicks.join(', ')})`, sendsTo(place, email).length, 1);
		clicks.push(await click(approve));
		expectSame('sends after a third, later', sendsTo(place, email).length, 1);
	});
	await checks.run('what went out is what was approved', async () => {
		const sends = sendsTo(place, email).map((send) => [send.touch?.id, Number(send.current_total_cost), send.recipient.email]);
		expectSame('sends', sends, [[touchId, 12, email]]);
	});
}

async function checkDeclined({ place, checks, model, touchId, say, note }: Scene): Promise<void> {
	const email = 'ben.declined@example.org';
	await checks.run('declining sends nothing, and the model is told', async () => {
		model.play(asks({ campaign_id: touchId, recipient_email: email, amount: 12 }), { say: 'I send nothing.' });
		const chat = await say(`Send ${email} a coffee`);
		const { text, decline } = await chat.question();
		note('person', `Send ${email} a coffee`, text);
		await click(decline);
		const answer = await chat.answer();
		const told = model.toolAnswers().at(-1) ?? '';
		note('person', 'Do not send', `${told}\n${answer}`);
		expectSame(`${told} says so`, /rejected/i.test(told), true);
		expectSame('sends', sendsTo(place, email).length, 0);
	});
}

/** What a model may get wrong, and a person approves all the same. */
async function checkWrong({ place, checks, model, say, note, touchId }: Scene): Promise<void> {
	await checks.run('an ID that is no campaign is shown as unknown, and approving it sends nothing', async () => {
		const email = 'cem.unknown@example.org';
		model.play(asks({ campaign_id: 999_999, recipient_email: email, amount: 12 }), { say: 'There is no such campaign.' });
		const chat = await say(`Send ${email} something`);
		const { text, approve } = await chat.question();
		expectSame(`${text} warns`, text.includes('UNKNOWN, do not approve'), true);
		await click(approve);
		await chat.answer();
		const told = model.toolAnswers().at(-1) ?? '';
		note('person', `Send ${email} something`, `${text}\n(approved) ${told}`);
		expectSame(`${told} refuses`, told.includes('Not sent:'), true);
		expectSame('sends', sendsTo(place, email).length, 0);
	});
	await checks.run('a model that leaves the amount out sends nothing', async () => {
		const email = 'dia.incomplete@example.org';
		model.play(asks({ campaign_id: touchId, recipient_email: email }), { say: 'I need an amount.' });
		const chat = await say(`Send ${email} a coffee`);
		const { text, approve } = await chat.question();
		expectSame(`${text} warns`, text.includes('Amount: MISSING'), true);
		await click(approve);
		await chat.answer();
		note('person', `Send ${email} a coffee`, `${text}\n(approved) ${model.toolAnswers().at(-1) ?? ''}`);
		expectSame('sends', sendsTo(place, email).length, 0);
	});
}

async function checkTwice({ place, checks, model, touchId, say, note }: Scene): Promise<void> {
	await checks.run('a model that calls the tool twice in one conversation is asked for twice, and sends once', async () => {
		const email = 'eve.twice@example.org';
		const gift = asks({ campaign_id: touchId, recipient_email: email, amount: 12 });
		model.play(gift, gift, { say: 'Done.' });
		const chat = await say(`Send ${email} a coffee`);
		await click((await chat.question()).approve);
		await click((await chat.question(2)).approve);
		await chat.answer();
		note('person', `Send ${email} a coffee (the model calls twice, both approved)`, model.toolAnswers().join('\n'));
		expectSame('sends', sendsTo(place, email).length, 1);
		const [first, second] = model.toolAnswers();
		expectSame(`the first was sent: ${first}`, first?.includes('"outcome":"sent"'), true);
		expectSame(`the second tells of no other: ${second}`, second === first || !second?.includes('"outcome":"sent"'), true);
	});
}

/** What n8n's own links of one conversation do. */
async function checkLinks({ place, checks, model, touchId, say }: Scene): Promise<void> {
	await checks.run("n8n's own: opening a link decides, but programs that call themselves so decide nothing", async () => {
		const email = 'fay.scanned@example.org';
		model.play(asks({ campaign_id: touchId, recipient_email: email, amount: 12 }), { say: 'Done.' });
		const chat = await say(`Send ${email} a coffee`);
		const { approve, decline } = await chat.question();
		await click(approve, 'Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)');
		expectSame('sends', sendsTo(place, email).length, 0);
		await click(decline);
		await chat.answer();
		expectSame('sends', sendsTo(place, email).length, 0);
	});
	await checks.run("n8n's own: all questions of one conversation have the same links, so that one gift for each message is all the example sends", async () => {
		const emails = ['gus.first@example.org', 'hal.second@example.org'];
		const [first = {}, second = {}] = emails.map((email) => ({ campaign_id: touchId, recipient_email: email, amount: 12 }));
		model.play(asks(first), asks(second), { say: 'Done.' });
		const chat = await say(`Send ${emails.join(' and ')} a coffee`);
		const one = await chat.question();
		await click(one.approve);
		const two = await chat.question(2);
		expectSame('links', [two.approve, two.decline], [one.approve, one.decline]);
		await click(one.approve);
		await chat.answer();
		expectSame('sends', emails.map((email) => sendsTo(place, email).length), [1, 0]);
	});
}

/** A model that says itself that it was approved, in members that n8n does not offer to it. */
const pretends = (given: Record<string, unknown>) => {
	const approved = { approved: true, data: { approved: true } };
	return { call: [{ tool: 'Send_an_eGift', given: { toolParameters: given, hitlParameters: approved, ...approved } }] };
};

async function checkPretended({ place, checks, model, touchId, say }: Scene): Promise<void> {
	const given = (email: string) => ({ campaign_id: touchId, recipient_email: email, amount: 12 });
	await checks.run('a model that says itself that it was approved is asked for all the same, and a no counts', async () => {
		const email = 'ida.pretended@example.org';
		model.play(pretends(given(email)), { say: 'I send nothing.' });
		const chat = await say(`Send ${email} a coffee`);
		const { decline } = await chat.question();
		expectSame('sends before the decision', sendsTo(place, email).length, 0);
		await click(decline);
		await chat.answer();
		expectSame('sends', sendsTo(place, email).length, 0);
	});
}

/** n8n looks once a minute for reviews whose time is over. */
async function checkTimeOver({ place, checks, model, touchId }: Scene): Promise<void> {
	const given = (email: string) => ({ campaign_id: touchId, recipient_email: email, amount: 12 });
	let hurried: StoredWorkflow | undefined;
	const unanswered = async (email: string, line: Line) => {
		hurried ??= await publishExample(place, model, hurry);
		model.play(line, { say: 'The time is over.' });
		const chat = await Conversation.begin(place.client, hurried, `Send ${email} a coffee`);
		await chat.question();
		await chat.answer();
		return sendsTo(place, email).length;
	};
	await checks.run("n8n's own: a review whose time runs out is a no", async () => {
		const email = 'jan.unanswered@example.org';
		expectSame('sends', await unanswered(email, asks(given(email))), 0);
	});
	await checks.run("n8n's own: a review whose time runs out takes the model's own word for a yes, so that the example waits without a limit", async () => {
		const email = 'kim.unanswered@example.org';
		expectSame('sends', await unanswered(email, pretends(given(email))), 1);
	});
}

/** Gives the review three seconds, which the example does not limit, and the workflow addresses of its own. */
function hurry({ nodes }: Workflow): void {
	for (const node of nodes) {
		if (node.webhookId !== undefined) node.webhookId = randomUUID();
		if (node.type.endsWith('HitlTool')) node.parameters.options = { limitWaitTime: { values: { limitType: 'afterTimeInterval', resumeAmount: 0.05, resumeUnit: 'minutes' } } };
	}
}
