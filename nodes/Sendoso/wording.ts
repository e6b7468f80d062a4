import type { Cause, Wording } from '../shared/errors/wording';

const MARKETPLACE = scopeAdvice('Marketplace', 'marketplace', '');
const SMART_SEND = scopeAdvice('SmartSend', 'smartsend', ' It comes with the plan Core.');
const SCIM =
	"User provisioning needs a credential of its own: with the client ID and secret of a SCIM client, which Sendoso gives out beside the usual one (plan Enterprise), 'Custom Scopes' switched on, and only scim in 'Enabled Scopes'. Choose it in the node, or create it and click Connect.";

/** What a missing scope or product needs (facts 9, 85). */
function scopeAdvice(product: string, scope: string, plan: string): string {
	return `The credential lacks the scope ${scope}, or your Sendoso plan has no ${product}.${plan} Open the credential, switch on 'Custom Scopes', set 'Enabled Scopes' to public write update ${scope}, save it, and click Reconnect. If it stays so, ask Sendoso whether ${product} is part of the plan and the role of the connected person.`;
}

const RECONNECT = 'The connection to Sendoso has ended. Open the credential and click Reconnect.';
const CATALOGUE_PACE = 'Marketplace and SmartSend allow 100 requests a minute, those of other tools and n8n processes included. Try again in a minute.';
const UNKNOWN_USER = "The user is unknown. Choose another one in 'SCIM User'.";
const BAD_USER = "Check 'Division (Team Group Name)': it must be the name of an active team group, character for character.";

/** Advice that fits one operation better than the general one. */
const FOR_OPERATION: Record<string, Partial<Record<Cause, string>>> = {
	'touch.get': {
		404: "The campaign is unknown or no longer active. Choose another one in 'Campaign (Touch)'; Sendoso lists active campaigns only.",
	},
	'group.getMembers': { 404: "The team group is unknown or no longer active. Choose another one in 'Team Group'." },
	'user.invite': {
		400: "Check 'Team Group' and 'Role': the group must be an active one, and the role regular or manager.",
		404: "Check 'Team Group': the group must be an active one.",
	},
	'product.getAll': { 403: MARKETPLACE, 429: CATALOGUE_PACE },
	'product.send': {
		400: "Sendoso refused the values of this item. Check 'Product Variant': the product may not be offered any more. Compare Sendoso's message with the other parameters.",
		403: MARKETPLACE,
		404: "Check 'Product Variant': the product may not be offered any more.",
		429: CATALOGUE_PACE,
	},
	'recommendation.getAll': { 403: SMART_SEND, 429: CATALOGUE_PACE },
	'recommendation.send': {
		400: "Sendoso refused the values of this item. Perhaps no gift fits 'Max Price (USD)' and 'Ship to Country'. Compare Sendoso's message with the parameters.",
		403: SMART_SEND,
		429: CATALOGUE_PACE,
	},
	'scimUser.create': { 400: BAD_USER, 401: `${RECONNECT} ${SCIM}`, 403: SCIM, 409: "There is such a user already. Find it with 'Get Many', and change it with 'Update'." },
	'scimUser.get': { 401: `${RECONNECT} ${SCIM}`, 403: SCIM, 404: UNKNOWN_USER },
	'scimUser.getAll': { 401: `${RECONNECT} ${SCIM}`, 403: SCIM },
	'scimUser.update': { 400: BAD_USER, 401: `${RECONNECT} ${SCIM}`, 403: SCIM, 404: UNKNOWN_USER },
	'send.getStatus': {
		404: "Check 'Tracking Code'. This endpoint is not part of Sendoso's published API and may be missing on your account; 'Get Many' of sends shows statuses too.",
	},
};

const SPENDING_404 =
	"The campaign is unknown, inactive, or outside its start and end dates. Check 'Campaign (Touch)' in Sendoso.";

/** General advice. */
const GENERAL: Partial<Record<Cause, string>> = {
	400: "Sendoso refused the values of this item. Compare its message with the node's parameters.",
	401: RECONNECT,
	403: "The connected account lacks the right for this, or Sendoso's plan does not include it. Check its role and the plan in Sendoso, and the credential's scopes.",
	404: 'Check the ID in the node. Sendoso lists active records only.',
	422: "Sendoso refused the values of this item. Compare its message with the node's parameters.",
	429: "Other workflows of the same Sendoso application count too. Lower 'Requests per Second' in the credential, or run the workflows one after another.",
	notConnected: "Check the credential's environment and 'Base URL', and whether n8n may reach that host.",
	lost: 'Sendoso may be slow or unavailable. Try again later.',
	unreadable: 'The answer did not come from the API, or was cut on the way. Check the host in the credential.',
};

/**
 * What the user can do about a failure.
 *
 * @param operation `resource.operation`
 */
function adviceFor(operation: string, cause: Cause): string {
	const special = FOR_OPERATION[operation]?.[cause];
	if (special) return special;
	if (cause === 404 && operation.startsWith('send.create')) return SPENDING_404;
	if (GENERAL[cause]) return GENERAL[cause];
	if (typeof cause === 'number' && cause >= 200 && cause < 400) return GENERAL.unreadable ?? '';
	if (typeof cause === 'number' && cause >= 500) return GENERAL.lost ?? '';
	return "Compare Sendoso's message with the node's parameters.";
}

/** What Sendoso's own API says of its failures. */
export const wording: Wording = {
	party: 'Sendoso',
	adviceFor,
	// Its answers have no number of their own.
	referenceOf: () => '',
	howToCheck: {
		spends:
			"It may have been created. Before you send it again, look for it: 'Send' > 'Get Many' with the filters 'Recipient Email' and 'Campaign (Touch)', or the send tracker in Sendoso.",
		creates: 'It may have been created. Look for it in Sendoso before you run this again.',
		changes: 'It may have been carried out. Look at the record before you run this again.',
	},
};
