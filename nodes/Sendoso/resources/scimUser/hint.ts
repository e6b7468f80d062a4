import type { NodeHint } from 'n8n-workflow';

/** What the editor says beside every operation of SCIM (fact 9). */
export const scimHint: NodeHint = {
	message:
		"These operations need a credential of their own, with the client ID and secret of a SCIM client and only scim in 'Enabled Scopes': the usual client does not open them. SCIM is part of Sendoso's plan Enterprise.",
	type: 'info',
	location: 'ndv',
	whenToDisplay: 'beforeExecution',
	displayCondition: '={{ $parameter["resource"] === "scimUser" }}',
};
