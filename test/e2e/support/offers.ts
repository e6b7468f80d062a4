import type { INodeTypeDescription } from 'n8n-workflow';
import { SendosoTrigger } from '../../../nodes/Sendoso/SendosoTrigger.node';
import { Sendoso } from '../../../nodes/Sendoso/Sendoso.node';
import { SendosoOpenConnectors } from '../../../nodes/SendosoOpenConnectors/SendosoOpenConnectors.node';
import { SendosoOpenConnectorsTrigger } from '../../../nodes/SendosoOpenConnectors/SendosoOpenConnectorsTrigger.node';
import { SendosoWebhookTrigger } from '../../../nodes/SendosoWebhook/SendosoWebhookTrigger.node';
import { EVENTS, OPEN_CONNECTORS, SENDOSO, type OperationTable } from '../../support/interfaceNames';
import { type CreatorEntry, nodeCreator } from '../../support/nodeCreator';

/** A credential type of the package. */
export type CredentialType = 'sendosoOAuth2Api' | 'sendosoOpenConnectorsApi' | 'sendosoWebhookApi';

/** An entry of the node creator, and what the panel of its node must show. */
export interface Entry {
	text: string;
	/** Names of the fields, sorted. */
	fields: string[];
	/** What the fields of a choice say by themselves: labels, by name. */
	choices: Record<string, string>;
}

/** What the node creator offers under one name. */
export interface Offer {
	name: string;
	credential: CredentialType;
	/** Titles of the sections, with their numbers; none for a node that is added as a whole. */
	sections: string[];
	entries: Entry[];
}

const descriptions = [new Sendoso(), new SendosoTrigger(), new SendosoOpenConnectors(), new SendosoOpenConnectorsTrigger(), new SendosoWebhookTrigger()].map(({ description }) => description);
const tables: Record<string, OperationTable> = { sendoso: SENDOSO, sendosoOpenConnectors: OPEN_CONNECTORS };

/** Everything that the package offers, by what the public interface says of it. */
export const offers: Offer[] = nodeCreator(descriptions).map(({ name, displayName, entries }) => {
	const triggers = entries.filter(({ section }) => section === 'Triggers');
	const actions = entries.filter(({ section }) => section !== 'Triggers');
	return {
		name: displayName,
		credential: credentialOf(name),
		sections: actions.length === 0 ? [] : [`Actions (${actions.length})`, `Triggers (${triggers.length})`],
		entries: entries.map(toEntry),
	};
});

function credentialOf(node: string): CredentialType {
	if (node === 'sendosoWebhookTrigger') return 'sendosoWebhookApi';
	return node === 'sendoso' ? 'sendosoOAuth2Api' : 'sendosoOpenConnectorsApi';
}

function toEntry({ node, text, sets }: CreatorEntry): Entry {
	if (node === 'sendosoWebhookTrigger') return { text, fields: ['eventLabel', 'fetchSend', 'options'], choices: {} };
	const { resource, operation } = sets;
	if (typeof resource === 'string' && typeof operation === 'string') {
		const fields = tables[node]?.[`${resource}.${operation}`] ?? [];
		return { text, fields: ['resource', 'operation', ...fields].sort(), choices: { resource: labelOf(node, 'resource', resource), operation: labelOf(node, 'operation', operation, resource) } };
	}
	const [event = ''] = [sets.events].flat();
	const isKnown = EVENTS[node]?.some(([value]) => value === event) === true;
	const hasFilters = node === 'sendosoTrigger' && /^(touch|send)/.test(String(event));
	return { text, fields: isKnown ? ['events', ...(hasFilters ? ['filters'] : []), 'options'] : [], choices: {} };
}

function labelOf(node: string, field: string, value: string, resource?: string): string {
	const isShown = ({ displayOptions }: INodeTypeDescription['properties'][number]) => resource === undefined || displayOptions?.show?.resource?.includes(resource) === true;
	const property = descriptions.find(({ name }) => name === node)?.properties.find((candidate) => candidate.name === field && isShown(candidate));
	return property?.options?.find((option) => 'value' in option && option.value === value)?.name ?? '';
}
