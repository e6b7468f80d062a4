import type { Account } from './account';
import type { Answer, Meaning, Safety } from './answer';
import type { Budget, Share } from './rateLimiter';
import type { Secrets } from './secrets/secrets';
import type { TokenRenewal } from './tokenRenewal';

/** Where calls go, what their answers mean, and what they share with others. Holds no secret that can be read. */
export interface Connection {
	credentialType: string;
	/** Scheme and host, without a final slash. */
	origin: string;
	hostname: string;
	/** What stands before every path: empty, or the fixed path of the API. */
	basePath: string;
	account: Account;
	/** The credential's part of the account's pace. */
	share?: Share;
	/** The limit that requests to a path count for beside the account's, where they do. */
	budgetOf?(path: string): Budget | undefined;
	/** What everything has in common that sends into the same list of sends, whoever asks for it; holds no secret. */
	sendsKey: string;
	/** Renews the token of the credential; absent where tokens never change. */
	tokens?: TokenRenewal;
	/** What an answer means for a request of a safety class. */
	interpret(answer: Answer, safety: Safety): Meaning;
	/** Hides the secrets of the credential in what leaves: errors, logs and items. */
	secrets?: Secrets;
}
