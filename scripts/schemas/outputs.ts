import type { IDataObject } from 'n8n-workflow';
import { simplifyTouch } from '../../nodes/Sendoso/resources/touch/simplifyTouch';
import { readContract } from './contract';
import { objectOf, orNull, type OutputSchema, propertiesOf, toOutputSchema } from './outputSchema';

const text: OutputSchema = { type: 'string' };
const yesOrNo: OutputSchema = { type: 'boolean' };

/**
 * Output schemas of all operations of the node Sendoso with their default settings, by `resource/operation`. The node over
 * SAP Open Connectors has none: its answers are another API's, and n8n looks for samples beside the node file only.
 */
export function outputSchemas(): Record<string, OutputSchema> {
	const byName = readContract();
	const of = (name: string) => toOutputSchema(byName(name), byName);
	const [touch, send] = [of('Touch'), of('Send')];
	const sendFacts = objectOf({
		outcome: text,
		wasSent: yesOrNo,
		recipientEmail: orNull(text),
		touchId: { type: ['integer', 'null'] },
		touchName: orNull(text),
		deliveryType: orNull(text),
		currency: orNull(text),
		price: { type: ['number', 'object', 'null'] },
		warnings: { type: 'array', items: text },
		matchedSend: orNull(send),
	});
	const { tracking_url: trackingUrl, tracking_code: trackingCode, ...result } = propertiesOf(of('SendResult'));
	const sent = { ...result, tracking_code: orNull(trackingCode ?? text) };
	const withFacts = (members: Record<string, OutputSchema>) => objectOf({ ...members, sendoso: sendFacts });
	const catalogueSent = (facts: Record<string, OutputSchema>) => objectOf({ ...propertiesOf(of('MarketplaceSendResult')), tracking_code: { type: 'null' }, sendoso: objectOf(facts) });
	const schemas: Record<string, OutputSchema> = {
		'group/getAll': of('TeamGroup'),
		'group/getMembers': without(of('TeamGroupMember'), 'key'),
		'product/getAll': of('Product'),
		'product/send': catalogueSent({ ...propertiesOf(sendFacts), variantId: text }),
		'recommendation/getAll': of('RecommendedProduct'),
		'recommendation/send': catalogueSent(propertiesOf(sendFacts)),
		'scimUser/create': of('ScimUser'),
		'scimUser/get': of('ScimUser'),
		'scimUser/getAll': of('ScimUserFields'),
		'scimUser/update': of('ScimUser'),
		'send/createEgift': withFacts({ ...sent, tracking_url: trackingUrl ?? text }),
		'send/createEgiftLinks': eGiftLink(of('EgiftLink'), of('EgiftLinksResult'), sendFacts),
		'send/createPhysical': withFacts(sent),
		'send/createWithAddressCollection': withFacts(sent),
		'send/get': send,
		'send/getAll': simplifiedSend(send),
		'send/getStatus': of('LegacySendActivity'),
		'touch/get': touch,
		'touch/getAll': objectOf(simplifyTouch(propertiesOf(touch) as unknown as IDataObject) as unknown as Record<string, OutputSchema>),
		'user/getAll': of('User'),
		'user/getCurrent': of('CurrentUser'),
		'user/invite': of('InvitationResult'),
	};
	return Object.fromEntries(Object.entries(schemas).map(([name, schema]) => [name, { ...schema, version: 1 }]));
}

/** The file of an output schema, below `nodes/Sendoso/__schema__`. */
export function schemaFile(name: string): string {
	return `v1.0.0/${name}.json`;
}

/** The text of an output schema's file. */
export function schemaText(schema: OutputSchema): string {
	return `${JSON.stringify(schema, null, '\t')}\n`;
}

function without(schema: OutputSchema, member: string): OutputSchema {
	return objectOf(Object.fromEntries(Object.entries(propertiesOf(schema)).filter(([name]) => name !== member)));
}

/** One link, with what the whole answer says about all of them. */
function eGiftLink(link: OutputSchema, answer: OutputSchema, sendoso: OutputSchema): OutputSchema {
	const { egift_link: address = text, recipient_email_or_phone_number: recipient = text } = propertiesOf(link);
	const { expiration_days: days = text } = propertiesOf(answer);
	return objectOf({ egift_link: orNull(address), recipient_email_or_phone_number: recipient, expiration_days: orNull(days), sendoso });
}

/** The flat form of a send, with the types of the members that it is made of. */
function simplifiedSend(send: OutputSchema): OutputSchema {
	const members = propertiesOf(send);
	const of = (name: string, member: string) => orNull((members[name] && propertiesOf(members[name])[member]) ?? text);
	return objectOf({
		send_gid: members.send_gid ?? text,
		status: members.status ?? text,
		status_changed_at: orNull(text),
		created_at: orNull(members.created_at ?? text),
		touch_name: of('touch', 'name'),
		recipient_email: of('recipient', 'email'),
		sender_email: of('sender', 'email'),
		team_name: of('sender', 'team_name'),
		cost: { type: ['number', 'null'] },
		currency: orNull(members.currency ?? text),
	});
}
