/** Packages of other services that ours is compared with, in exact versions. */
export const modelPackages: readonly string[] = ['@mendable/n8n-nodes-firecrawl@2.1.2', '@crowdin/n8n-nodes-crowdin@0.27.0'];

/** Packages that were to be compared too, but that npm answers with "not found" (November 2026): not measured. */
export const notInRegistry: readonly string[] = [
	'@apify/n8n-nodes-apify',
	'n8n-nodes-chartmogul',
	'@tavily/n8n-nodes-tavily',
	'n8n-nodes-resend',
	'@elevenlabs/n8n-nodes-elevenlabs',
	'@aws/n8n-nodes-agentcore',
];
