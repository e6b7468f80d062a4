import { randomBytes } from 'node:crypto';
import { Refusal } from './errors';
import { demoOpenConnectors } from './options';

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
	configuration: Record<string, unknown>;
	createdDate: string;
}

const secretKeys = /secret|password|^oauth\.api\.key$|signature\.key$/;

/** Instances of the tenant, and the grant codes that new ones are made of. */
export class Instances {
	private readonly all = new Map<string, Instance>();

	private readonly codes = new Set<string>();

	private next = 600_400;

	reset(): void {
		this.all.clear();
		this.codes.clear();
		this.next = 600_400;
		const { instanceId, elementToken, oauthApiKey, oauthApiSecret } = demoOpenConnectors;
		this.put({
			...blank(instanceId, 'Sendoso sandbox', 'sendoso'),
			token: elementToken,
			configuration: { 'oauth.api.key': oauthApiKey, 'oauth.api.secret': oauthApiSecret, 'oauth.callback.url': 'https://auth.cloudelements.io/oauth' },
		});
		this.put(blank(600_322, 'A CRM', 'hubspotcrm'));
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

	/** A code that a person's consent gave; it works once. */
	issueCode(): string {
		const code = `grant-${randomBytes(12).toString('hex')}`;
		this.codes.add(code);
		return code;
	}

	create(members: { name: string; key: string; code?: string; tags?: string[]; configuration: Record<string, unknown> }): Instance {
		if (members.code !== undefined && !this.codes.delete(members.code)) throw new Refusal(400, 'Failed to validate element instance: the authorization code is invalid or was used before');
		const events = members.configuration['event.notification.enabled'];
		return this.put({
			...blank(this.next++, members.name, members.key),
			tags: members.tags ?? [],
			configuration: members.configuration,
			eventsEnabled: events === true || events === 'true',
		});
	}

	update(id: unknown, changes: { name?: string; tags?: string[]; configuration?: Record<string, unknown> }): Instance {
		const instance = this.get(id);
		if (changes.name !== undefined) instance.name = changes.name;
		if (changes.tags !== undefined) instance.tags = changes.tags;
		Object.assign(instance.configuration, changes.configuration);
		const events = instance.configuration['event.notification.enabled'];
		instance.eventsEnabled = events === true || events === 'true';
		return instance;
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

function blank(id: number, name: string, key: string): Instance {
	return {
		id,
		name,
		token: `${randomBytes(18).toString('base64')}+/=`,
		element: { id: key === 'sendoso' ? 5180 : 23, key, name: key === 'sendoso' ? 'Sendoso' : key, hub: key === 'sendoso' ? 'rewards' : 'crm' },
		tags: [],
		valid: true,
		disabled: false,
		eventsEnabled: false,
		configuration: {},
		createdDate: '2026-01-05T09:00:00Z',
	};
}

/** An instance as it is read back: secrets are masked (fact 21). */
export function maskedInstance(instance: Instance): Instance {
	return { ...instance, configuration: maskedConfiguration(instance.configuration) };
}

/** The configuration with its secrets masked. */
export function maskedConfiguration(configuration: Record<string, unknown>): Record<string, unknown> {
	return Object.fromEntries(Object.entries(configuration).map(([key, value]) => [key, secretKeys.test(key) ? '********' : value]));
}
