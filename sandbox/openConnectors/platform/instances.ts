import { randomBytes } from 'node:crypto';
import { Refusal } from '../errors';
import { demoOpenConnectors, sendosoElementId } from '../options';

/** An instance of a connector as kept, with its secrets. */
export interface Instance {
	id: number;
	name: string;
	token: string;
	element: { id: number; key: string; name: string; hub: string };
	tags: string[];
	valid: boolean;
	disabled: boolean;
	eventsEnabled: boolean;
	user: { id: number; emailAddress: string; firstName: string; lastName: string };
	configuration: Record<string, unknown>;
	createdDate: string;
}

const secretKeys = /secret|password|token|^oauth\.api\.key$|signature\.key$/;

/** What a person allowed: the code works once, for the same application and callback. */
interface Grant {
	apiKey: string;
	apiSecret: string;
	callbackUrl: string | undefined;
}

/** What an instance is made of. */
export interface InstanceParts {
	name: string;
	key: string;
	configuration: Record<string, unknown>;
	tags?: string[];
}

/** Instances of the tenant, and the grant codes that new ones are made of. */
export class Instances {
	private readonly all = new Map<string, Instance>();

	private readonly codes = new Map<string, Grant>();

	private next = 600_400;

	constructor(private readonly now: () => string) {}

	reset(): void {
		this.all.clear();
		this.codes.clear();
		this.next = 600_400;
		const { instanceId, elementToken, oauthApiKey, oauthApiSecret } = demoOpenConnectors;
		this.put({
			...blank(instanceId, 'Sendoso sandbox', 'sendoso', this.now()),
			token: elementToken,
			configuration: { 'oauth.api.key': oauthApiKey, 'oauth.api.secret': oauthApiSecret, 'oauth.callback.url': 'https://auth.cloudelements.io/oauth', 'filter.response.nulls': 'true' },
		});
		this.put(blank(600_322, 'A CRM', 'hubspotcrm', this.now()));
	}

	list(): Instance[] {
		return [...this.all.values()];
	}

	get(id: unknown): Instance {
		const instance = this.all.get(String(id));
		if (instance === undefined) throw new Refusal(404, `No element instance found with ID ${String(id)}`);
		return instance;
	}

	byToken(token: string): Instance | undefined {
		return this.list().find((instance) => instance.token === token);
	}

	/** A code that a person's consent gave; without a callback it goes with any. */
	issueCode(callbackUrl?: string): string {
		const code = `grant-${randomBytes(12).toString('hex')}`;
		this.codes.set(code, { apiKey: demoOpenConnectors.oauthApiKey, apiSecret: demoOpenConnectors.oauthApiSecret, callbackUrl });
		return code;
	}

	/** Spends a code; it is gone even when the rest doesn't fit. */
	redeem(code: string | undefined, configuration: Record<string, unknown>): void {
		const grant = this.codes.get(code ?? '');
		this.codes.delete(code ?? '');
		const fits =
			grant !== undefined &&
			grant.apiKey === configuration['oauth.api.key'] &&
			grant.apiSecret === configuration['oauth.api.secret'] &&
			(grant.callbackUrl === undefined || grant.callbackUrl === configuration['oauth.callback.url']);
		if (!fits) throw new Refusal(400, 'Failed to validate element instance: the authorization code is invalid, was used before, or belongs to another application or callback');
	}

	/** Ends what a person allowed: the provider refuses every call of the instance from then on. */
	endGrant(id: unknown): void {
		this.get(id).valid = false;
	}

	create({ name, key, tags = [], configuration }: InstanceParts): Instance {
		return this.put({ ...blank(this.next++, name, key, this.now()), tags, configuration, eventsEnabled: hasEvents(configuration) });
	}

	/** Changes what is given and leaves the rest; a code lets it into Sendoso again (fact 97). */
	update(id: unknown, { providerData, ...changes }: Partial<InstanceParts> & { providerData?: { code?: string } }): Instance {
		const instance = this.get(id);
		if (providerData !== undefined) {
			this.redeem(providerData.code, instance.configuration);
			instance.valid = true;
		}
		if (changes.name !== undefined) instance.name = changes.name;
		if (changes.tags !== undefined) instance.tags = changes.tags;
		Object.assign(instance.configuration, changes.configuration);
		instance.eventsEnabled = hasEvents(instance.configuration);
		return instance;
	}

	/** Puts everything anew under the same id and token. */
	replace(id: unknown, { name, tags = [], configuration }: InstanceParts): Instance {
		return Object.assign(this.get(id), { name, tags, configuration, eventsEnabled: hasEvents(configuration) });
	}

	remove(id: unknown): void {
		this.get(id);
		this.all.delete(String(id));
	}

	private put(instance: Instance): Instance {
		this.all.set(String(instance.id), instance);
		return instance;
	}
}

function hasEvents(configuration: Record<string, unknown>): boolean {
	return String(configuration['event.notification.enabled']) === 'true';
}

function blank(id: number, name: string, key: string, createdDate: string): Instance {
	return {
		id,
		name,
		token: `${randomBytes(18).toString('base64')}+/=`,
		element: { id: key === 'sendoso' ? sendosoElementId : 23, key, name: key === 'sendoso' ? 'Sendoso' : key, hub: key === 'sendoso' ? 'rewards' : 'crm' },
		tags: [],
		valid: true,
		disabled: false,
		eventsEnabled: false,
		user: { id: 1024, emailAddress: 'noor.lindqvist@example.org', firstName: 'Noor', lastName: 'Lindqvist' },
		configuration: {},
		createdDate,
	};
}

/** An instance as it is read back: secrets are masked (fact 21). */
export function maskedInstance(instance: Instance): Instance {
	return { ...instance, configuration: maskedConfiguration(instance.configuration) };
}

/** The configuration with its secrets masked. */
export function maskedConfiguration(configuration: Record<string, unknown>): Record<string, unknown> {
	return Object.fromEntries(Object.entries(configuration).map(([key, value]) => [key, isSecretKey(key) ? '********' : value]));
}

/** Whether a key of a configuration holds a secret. */
export function isSecretKey(key: string): boolean {
	return secretKeys.test(key);
}
