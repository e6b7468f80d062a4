import { randomUUID } from 'node:crypto';
import type { Execution } from '../../../scripts/demo/execution';
import { errorOf } from '../../../scripts/demo/execution';
import { PlainFailure } from '../../../scripts/demo/failure';
import { dig, listOf } from '../../../scripts/demo/json';
import type { N8nClient, StoredWorkflow } from '../../../scripts/demo/n8nClient';
import { waitFor } from '../../../scripts/demo/waiting';

/** What somebody is asked in the chat, with the links of its two buttons. */
export interface Question {
	text: string;
	approve: string;
	decline: string;
}

/** n8n looks once a minute for what has waited long enough, and a bit later on a busy machine. */
const TURN_MS = 150_000;
const ASKS = 'Ask before it goes out';
const ANSWERS = 'Answer in the chat';
/** n8n takes callers that call themselves programs for scanners of mail, and lets them decide nothing. */
const BROWSER = 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Safari/537.36';

/** One chat with the agent of the example, as the person who writes in it sees it. */
export class Conversation {
	private constructor(
		private readonly client: N8nClient,
		private readonly executionId: string,
	) {}

	/** Says something, in a chat of its own. */
	static async begin(client: N8nClient, workflow: StoredWorkflow, words: string): Promise<Conversation> {
		const webhookId = workflow.nodes.find(({ type }) => type.endsWith('.chatTrigger'))?.webhookId;
		return new Conversation(client, await client.chat(String(webhookId), randomUUID(), words));
	}

	/** Waits for a question, the first or a later one, and reads it as n8n gives it to the chat. */
	async question(number = 1): Promise<Question> {
		const asked = (execution: Execution) => listOf(dig(execution.data, 'resultData', 'runData', ASKS));
		const isAsked = (execution: Execution) => lastNode(execution) === ASKS && asked(execution).length >= number && messageIn(asked(execution).at(-1)) !== undefined;
		const execution = await this.restsAt(`Question ${number} in the chat`, isAsked);
		const message = messageIn(asked(execution).at(-1));
		const [yes, no] = listOf(dig(message, 'buttons'));
		return { text: String(dig(message, 'text')), approve: String(dig(yes, 'link')), decline: String(dig(no, 'link')) };
	}

	/** Waits for the last words of the agent. */
	async answer(): Promise<string> {
		const execution = await this.restsAt('The answer in the chat', (candidate) => lastNode(candidate) === ANSWERS);
		return String(messageIn(listOf(dig(execution.data, 'resultData', 'runData', ANSWERS)).at(-1)));
	}

	private async restsAt(what: string, isThere: (execution: Execution) => boolean): Promise<Execution> {
		return await waitFor(what, TURN_MS, async () => {
			const execution = await this.client.getExecution(this.executionId);
			if (['waiting', 'success'].includes(execution.status) && isThere(execution)) return execution;
			if (['error', 'crashed', 'canceled'].includes(execution.status)) throw new PlainFailure(`execution ${execution.id} ended with ${execution.status}: ${errorOf(execution) ?? 'no reason given'}`);
			return undefined;
		});
	}
}

/** Clicks a button of a question; gives the status of the answer. */
export async function click(link: string, agent = BROWSER): Promise<number> {
	const answer = await fetch(link, { headers: { 'user-agent': agent } });
	await answer.arrayBuffer();
	return answer.status;
}

const lastNode = (execution: Execution) => dig(execution.data, 'resultData', 'lastNodeExecuted');

/** What a node of the chat says: the person sees nothing else of it. */
function messageIn(run: unknown): unknown {
	return dig(run, 'data', 'ai_tool', 0, 0, 'sendMessage') ?? dig(run, 'data', 'main', 0, 0, 'sendMessage');
}
