import versions from './versions.json';

/** An engine that the engine tests run on. */
export interface Engine {
	/** The n8n that it belongs to. */
	n8n: string;
	/** Version of n8n-core. */
	core: string;
	/** Folder in `node_modules`, for one that is a development dependency. */
	alias?: string;
	/** Version of n8n-workflow, for one that is installed into the cache. */
	workflow?: string;
}

/** A whole n8n that is started. */
export interface Application {
	n8n: string;
	/** Version of n8n-core in it. */
	core: string;
	/** What npm is told to install in the place of what n8n names; without it, n8n comes with the lockfile of the demo. */
	overrides?: Record<string, string>;
	/** What differs from the environment of the demo: an older n8n does not start with names of modules that it has not. */
	environment?: Record<string, string>;
}

/** Oldest first. */
export const engines: Engine[] = versions.engines;

/** Oldest first. */
export const applications: Application[] = versions.applications;

/** Compares two entries by their version of n8n, for a list with the oldest first. */
export function inOrder(left: { n8n: string }, right: { n8n: string }): number {
	return left.n8n.localeCompare(right.n8n, 'en', { numeric: true });
}
