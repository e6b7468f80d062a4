import type { IPollFunctions } from 'n8n-workflow';
import type { Connection } from '../../transport/connection';
import { fingerprint } from '../../values/fingerprint';
import { member, textOf } from '../../values/json';
import type { AccountPrint, PollRequest } from '../pollContext';
import type { TriggerService } from '../triggerService';

/** Asks for something in the name of the poll and gives the body of the answer; throws what it could not get. */
type Ask = (request: PollRequest, operation: string) => Promise<unknown>;

/** Who is behind the connection during one poll. All resources of the poll share it. */
export class PollIdentity {
	private readonly place: string;
	private account: AccountPrint | undefined;

	constructor(
		private readonly context: IPollFunctions,
		{ account, credentialType }: Connection,
		private readonly identity: TriggerService['identity'],
	) {
		const credential = context.getNode().credentials?.[credentialType]?.id ?? '';
		this.place = fingerprint(`${credential} ${account.key}`, 12);
	}

	/** The account as it was last seen. */
	get current(): AccountPrint {
		return this.account ?? { place: this.place, person: '', token: '' };
	}

	/** Who is behind the connection. Asks only when the access token is another one than last time. */
	async identify(known: AccountPrint | undefined, ask: Ask): Promise<AccountPrint> {
		const token = await this.identity.token(this.context);
		const earlier = [this.account, known].find((account) => account !== undefined && token !== '' && account.token === token && account.place === this.place);
		if (earlier !== undefined) {
			this.account = { place: this.place, person: earlier.person, token };
			return this.account;
		}
		const person = await this.askPerson(ask);
		// The question may have renewed the token.
		this.account = { place: this.place, person, token: await this.identity.token(this.context) };
		return this.account;
	}

	/**
	 * Whether the connection still belongs to the person it belonged to when it was last looked at.
	 *
	 * @param certainly ask even if the access token is the same
	 */
	async isSame(certainly: boolean, ask: Ask): Promise<boolean> {
		const token = await this.identity.token(this.context);
		const { person, token: knownToken } = this.current;
		if (token === knownToken && token !== '' && !certainly) return true;
		this.account = { place: this.place, person: await this.askPerson(ask), token };
		return this.account.person === person;
	}

	/** Empty where the token itself says whose it is: it is a part of the place. */
	private async askPerson(ask: Ask): Promise<string> {
		const { path } = this.identity;
		if (path === undefined) return '';
		const body = await ask({ method: 'GET', path }, 'user.getCurrent');
		return fingerprint(textOf(member(body, 'id')) || textOf(member(body, 'email')), 12);
	}
}
