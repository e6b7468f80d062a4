/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals -- runs on a desk, never inside n8n */
import { delimiter, dirname } from 'node:path';

/** What tells one n8n process from another. */
export interface N8nPlace {
	/** Data goes to `.n8n` inside; one folder per process. */
	userFolder: string;
	port: number;
	/** Port of the broker for task runners. */
	brokerPort: number;
	runnerHealthPort: number;
	/** The Node that n8n runs under. */
	node: string;
}

/** Fixed, so that main processes, workers and the command line read the same credentials. */
const encryptionKey = 'demonstration-only';

/** The environment of an n8n on this machine that asks nothing and calls nobody; nothing of the caller's leaks in. */
export function n8nEnvironment(place: N8nPlace): NodeJS.ProcessEnv {
	const url = `http://127.0.0.1:${place.port}/`;
	return {
		PATH: `${dirname(place.node)}${delimiter}${process.env.PATH ?? ''}`,
		HOME: place.userFolder,
		N8N_USER_FOLDER: place.userFolder,
		N8N_PORT: String(place.port),
		N8N_LISTEN_ADDRESS: '127.0.0.1',
		N8N_HOST: '127.0.0.1',
		N8N_EDITOR_BASE_URL: url,
		N8N_WEBHOOK_URL: url,
		N8N_RUNNERS_BROKER_PORT: String(place.brokerPort),
		N8N_RUNNERS_HEALTH_CHECK_SERVER_PORT: String(place.runnerHealthPort),
		N8N_ENCRYPTION_KEY: encryptionKey,
		...quiet,
	};
}

const quiet = {
	N8N_DIAGNOSTICS_ENABLED: 'false',
	N8N_VERSION_NOTIFICATIONS_ENABLED: 'false',
	N8N_VERSION_NOTIFICATIONS_WHATS_NEW_ENABLED: 'false',
	N8N_TEMPLATES_ENABLED: 'false',
	N8N_PERSONALIZATION_ENABLED: 'false',
	N8N_HIRING_BANNER_ENABLED: 'false',
	N8N_DYNAMIC_BANNERS_ENABLED: 'false',
	N8N_LICENSE_AUTO_RENEW_ENABLED: 'false',
	N8N_VERIFIED_PACKAGES_ENABLED: 'false',
	N8N_UNVERIFIED_PACKAGES_ENABLED: 'true',
	N8N_SECURE_COOKIE: 'false',
	N8N_ENFORCE_SETTINGS_FILE_PERMISSIONS: 'false',
	// Both call n8n's servers or cover the list of workflows with a welcome page.
	N8N_DISABLED_MODULES: 'mcp-registry,instance-ai',
	GENERIC_TIMEZONE: 'UTC',
	N8N_LOG_LEVEL: 'info',
};
