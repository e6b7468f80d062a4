import type { IHttpRequestOptions } from 'n8n-workflow';
import type { ItemContext } from '../../nodes/shared/execution/itemContext';
import { WarmUpGate } from '../../nodes/shared/execution/warmUpGate';
import { WriteLog } from '../../nodes/shared/execution/writeLog';
import { wording } from '../../nodes/Sendoso/wording';
import { reservationsOf } from '../../nodes/shared/spending/duplicates/reservations';
import type { ListedSend } from '../../nodes/shared/spending/listedSend';
import type { SendsApi } from '../../nodes/shared/spending/sendsApi';
import { createAccount } from '../../nodes/shared/transport/account';
import { interpretAnswer } from '../../nodes/shared/transport/answer';
import { FakeClock } from './fakeClock';
import { listedSend } from './listedSend';
import { unitItem, type UnitItemRequest } from './unitItem';

/** What Sendoso answers; an error stands for an answer that never came, or for a connection that was not made. */
type Reply = { status: number; body: unknown } | Error;

let organizations = 0;

/** An organization at Sendoso with one campaign and a list of sends, played for rows that run without n8n's engine. */
export class UnitSendoso {
	readonly clock = new FakeClock();
	/** Every request, in the order in which they came. */
	readonly requests: IHttpRequestOptions[] = [];
	/** Newest first. */
	readonly listed: ListedSend[] = [];
	/** Since which moments the list was read. */
	readonly listReadings: number[] = [];
	isListUnreadable = false;
	campaign: Reply = { status: 404, body: {} };
	/** Answers a request that sends. */
	answer: (options: IHttpRequestOptions) => Reply | Promise<Reply> = () => ({ status: 201, body: { tracking_code: 'code' } });
	readonly name = `organization ${++organizations}`;
	readonly store = reservationsOf(this.name);
	readonly connection = {
		credentialType: 'sendosoOAuth2Api',
		origin: 'https://sendoso.example',
		basePath: '',
		account: createAccount(this.name, 8, this.clock, () => 0),
		sendsKey: this.name,
		interpret: interpretAnswer,
	} as unknown as ItemContext['connection'];
	readonly sends: SendsApi = {
		listSince: async (_, since) => {
			this.listReadings.push(since());
			await Promise.resolve();
			if (this.isListUnreadable) throw new Error('The list answered 403');
			return { sends: [...this.listed], readNewest: async () => await Promise.resolve([...this.listed]) };
		},
		tellsPrices: true,
		campaignPath: (touchId) => `/touches/${touchId}`,
		operationFor: (delivery) => (delivery === 'email' ? 'Send eGift' : 'Send Gift'),
	};

	/** Adds a send that was created just now to the list. */
	list(id: string, more: Partial<ListedSend> = {}) {
		this.listed.unshift(listedSend(this.clock, id, { touchName: 'Spring', row: { send_gid: id }, ...more }));
	}

	/** A run, whose rows know of each other. */
	newRun(): ItemContext['run'] {
		return {
			writeLog: new WriteLog(),
			firstRequest: new WarmUpGate(),
			firstSend: new WarmUpGate(),
			stopped: undefined,
			stopWith(stop: ItemContext['run']['stopped']) {
				Object.assign(this, { stopped: stop });
			},
		} as unknown as ItemContext['run'];
	}

	/** A row that sends from campaign 1 to Ana, in a run and an execution that every row of this organization shares. */
	readonly row = ({ parameters, more, ...request }: UnitItemRequest = {}): ItemContext => {
		const item = unitItem({
			clock: this.clock,
			executionId: this.name,
			...request,
			parameters: { touchId: '1', recipientEmail: 'ana@example.org', ...parameters },
			more: { connection: this.connection, run: this.run, wording, request: { method: 'POST', path: '/send', settings: {}, body: { send: { touch_id: 1 } } }, ...more },
		});
		const reply = async (options: IHttpRequestOptions) => await this.reply(options);
		Object.assign(item.caller, {
			getCredentials: async () => await Promise.resolve({}),
			helpers: {
				// n8n reads the credential right before it hands a request over.
				async httpRequestWithAuthentication(this: ItemContext['caller'], name: string, options: IHttpRequestOptions) {
					await this.getCredentials(name);
					return await reply(options);
				},
			},
		});
		return item;
	};

	private readonly run = this.newRun();

	private async reply(options: IHttpRequestOptions) {
		this.requests.push(options);
		const reply = options.method === 'GET' ? this.campaign : await this.answer(options);
		if (reply instanceof Error) throw reply;
		return { statusCode: reply.status, headers: {}, body: reply.body };
	}
}

/** What n8n's helper throws when a connection broke or was not made. */
export const brokenConnection = (code = 'ECONNRESET') => Object.assign(new Error(code), { code });
