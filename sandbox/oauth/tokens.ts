import { randomBytes } from 'node:crypto';
import type { VirtualClock } from '../clock';
import type { ClientApplication } from '../options';

/** A pair as the token endpoint answers it. */
export interface TokenPair {
	access_token: string;
	token_type: 'bearer';
	expires_in: number;
	refresh_token: string;
	scope: string;
	created_at: number;
}

/** An OAuth failure in the words of RFC 6749. */
export interface OAuthRefusal {
	status: 400 | 401;
	error: string;
	error_description: string;
}

/** Counts of the token endpoint. */
export interface TokenStatistics {
	exchanges: number;
	refreshes: number;
	refusedRefreshes: number;
	refusedExchanges: number;
	/** Refresh tokens that came back after they were spent. */
	reusedRefreshTokens: number;
	revocations: number;
}

interface Grant {
	clientId: string;
	scope: string;
	family: number;
}

interface AccessToken extends Grant {
	expiresAt: number;
	revoked: boolean;
	uses: number;
}

interface RefreshToken extends Grant {
	spent: boolean;
	revoked: boolean;
}

interface Code extends Grant {
	redirectUri: string;
	expiresAt: number;
	spent: boolean;
}

/** What is known of a presented access token. */
export type TokenInspection =
	| { valid: true; clientId: string; scopes: string[] }
	| { valid: false; expired: boolean; clientId: string | null };

const codeLifetime = 600_000;
const emptyStatistics: TokenStatistics = {
	exchanges: 0,
	refreshes: 0,
	refusedRefreshes: 0,
	refusedExchanges: 0,
	reusedRefreshTokens: 0,
	revocations: 0,
};

/** Codes, access tokens and rotating refresh tokens. */
export class TokenStore {
	statistics: TokenStatistics = { ...emptyStatistics };

	/** While true every refresh is refused with `invalid_grant`. */
	refuseRefresh = false;

	/** Requests after which an access token runs out, however young it is; null sets no bound. */
	usesOfAccessToken: number | null = null;

	private readonly codes = new Map<string, Code>();

	private readonly accessTokens = new Map<string, AccessToken>();

	private readonly refreshTokens = new Map<string, RefreshToken>();

	private nextFamily = 1;

	constructor(
		private readonly clock: VirtualClock,
		readonly clients: readonly ClientApplication[],
		private readonly lifetimeSeconds: number,
		private readonly revokeFamilyOnReuse: boolean,
	) {}

	client(id: string): ClientApplication | undefined {
		return this.clients.find((client) => client.id === id);
	}

	authenticate(id: string, secret: string): ClientApplication | null {
		const client = this.client(id);
		return client !== undefined && client.secret === secret ? client : null;
	}

	createCode(clientId: string, redirectUri: string, scope: string): string {
		const code = secret();
		const expiresAt = this.clock.now() + codeLifetime;
		this.codes.set(code, { clientId, redirectUri, scope, expiresAt, spent: false, family: this.nextFamily++ });
		return code;
	}

	exchange(clientId: string, codeText: string, redirectUri: string): TokenPair | OAuthRefusal {
		const code = this.codes.get(codeText);
		const usable =
			code !== undefined &&
			!code.spent &&
			code.expiresAt > this.clock.now() &&
			code.clientId === clientId &&
			code.redirectUri === redirectUri;
		if (!usable) {
			this.statistics.refusedExchanges += 1;
			return invalidGrant();
		}
		code.spent = true;
		this.statistics.exchanges += 1;
		return this.issue(code);
	}

	/** Spends a refresh token; the second use of the same one is refused. */
	refresh(clientId: string, tokenText: string): TokenPair | OAuthRefusal {
		const token = this.refreshTokens.get(tokenText);
		if (token?.spent === true) {
			this.statistics.reusedRefreshTokens += 1;
			if (this.revokeFamilyOnReuse) this.revokeFamily(token.family);
		}
		const usable = token !== undefined && !token.spent && !token.revoked && token.clientId === clientId;
		if (!usable || this.refuseRefresh) {
			this.statistics.refusedRefreshes += 1;
			return invalidGrant();
		}
		token.spent = true;
		this.statistics.refreshes += 1;
		return this.issue(token);
	}

	/** A pair without the consent page, for tests and ready-made credentials. */
	issueDirectly(clientId: string, scope: string, expiresInSeconds?: number): TokenPair {
		return this.issue({ clientId, scope, family: this.nextFamily++ }, expiresInSeconds);
	}

	inspect(accessToken: string): TokenInspection {
		const token = this.accessTokens.get(accessToken);
		if (token === undefined) return { valid: false, expired: false, clientId: null };
		const expired = token.expiresAt <= this.clock.now();
		if (expired || token.revoked) return { valid: false, expired: expired && !token.revoked, clientId: token.clientId };
		return { valid: true, clientId: token.clientId, scopes: token.scope.split(' ') };
	}

	/** The same for a request that the token is to open, which counts as a use of it. */
	use(accessToken: string): TokenInspection {
		const inspection = this.inspect(accessToken);
		const token = this.accessTokens.get(accessToken);
		if (!inspection.valid || token === undefined) return inspection;
		token.uses += 1;
		if (token.uses >= (this.usesOfAccessToken ?? Infinity)) token.expiresAt = Math.min(token.expiresAt, this.clock.now());
		return inspection;
	}

	/** Revokes one token of either kind; unknown tokens are accepted silently, as RFC 7009 asks. */
	revoke(clientId: string, tokenText: string): void {
		const token = this.accessTokens.get(tokenText) ?? this.refreshTokens.get(tokenText);
		if (token?.clientId !== clientId) return;
		token.revoked = true;
		this.statistics.revocations += 1;
	}

	/** Lets every access token run out; refresh tokens keep working. */
	expireAccessTokens(): number {
		const now = this.clock.now();
		let count = 0;
		for (const token of this.accessTokens.values()) {
			if (token.expiresAt > now) count += 1;
			token.expiresAt = Math.min(token.expiresAt, now);
		}
		return count;
	}

	/** Revokes every access token, which is a 401 that does not say "expired"; refresh tokens keep working. */
	revokeAccessTokens(): number {
		const usable = [...this.accessTokens.values()].filter(({ revoked }) => !revoked);
		for (const token of usable) token.revoked = true;
		return usable.length;
	}

	/** Makes every token useless, so that a person has to connect again. */
	revokeAll(): void {
		for (const token of [...this.accessTokens.values(), ...this.refreshTokens.values()]) token.revoked = true;
	}

	/** Tokens that would be accepted now, for the console page. */
	overview(): { active: number; expired: number; nextExpiry: number | null } {
		const now = this.clock.now();
		const usable = [...this.accessTokens.values()].filter((token) => !token.revoked);
		const active = usable.filter((token) => token.expiresAt > now);
		const nextExpiry = active.length === 0 ? null : Math.max(...active.map((token) => token.expiresAt));
		return { active: active.length, expired: usable.length - active.length, nextExpiry };
	}

	resetStatistics(): void {
		this.statistics = { ...emptyStatistics };
	}

	private issue(grant: Grant, lifetimeSeconds = this.lifetimeSeconds): TokenPair {
		const { clientId, scope, family } = grant;
		const now = this.clock.now();
		const pair: TokenPair = {
			access_token: secret(),
			token_type: 'bearer',
			expires_in: lifetimeSeconds,
			refresh_token: secret(),
			scope,
			created_at: Math.floor(now / 1000),
		};
		this.accessTokens.set(pair.access_token, { clientId, scope, family, expiresAt: now + lifetimeSeconds * 1000, revoked: false, uses: 0 });
		this.refreshTokens.set(pair.refresh_token, { clientId, scope, family, spent: false, revoked: false });
		return pair;
	}

	private revokeFamily(family: number): void {
		for (const token of [...this.accessTokens.values(), ...this.refreshTokens.values()]) {
			if (token.family === family) token.revoked = true;
		}
	}
}

function secret(): string {
	return randomBytes(32).toString('hex');
}

function invalidGrant(): OAuthRefusal {
	return {
		status: 400,
		error: 'invalid_grant',
		error_description: 'The provided authorization grant is invalid, expired, revoked, or was issued to another client',
	};
}
