import { demoOpenConnectors, demoScimClient, type Sandbox, startSandbox } from '../../sandbox';
import { probe } from '../../scripts/probe/probe';
import type { Fact } from '../../scripts/probe/report/fact';
import type { Report } from '../../scripts/probe/report/report';
import type { Settings } from '../../scripts/probe/settings';

/** Enough records that every list has three pages. */
const SEED = { touches: 48, groups: 12, users: 40, sends: 130 };

/** So much faster than at a real host: the limit of the stand-in is off. */
export const HURRY = 10_000;

/** Starts a stand-in for all tests of a file; its answers are checked against the contract. */
export function openStandIn(): { sandbox(): Sandbox } {
	let sandbox: Sandbox | undefined;
	beforeAll(async () => {
		sandbox = await startSandbox({ seed: SEED, throttle: false, validateResponses: true });
	});
	afterAll(async () => await sandbox?.stop());
	return {
		sandbox: () => {
			if (sandbox === undefined) throw new Error('The stand-in has not started');
			return sandbox;
		},
	};
}

/** The stand-in as at the start, with a finished bulk job of another client. */
export function freshStandIn({ control }: Sandbox): void {
	control.reset();
	control.setOrder('descending');
	control.setMaxPerPage(null);
	const { id } = control.openConnectors.createBulkJob('groups');
	for (const state of ['RUNNING', 'COMPLETED']) control.openConnectors.stepBulkJob(id, state);
}

/** Settings for both connections of the stand-in. */
export function settingsOf({ url, openConnectorsUrl, control }: Sandbox): Required<{ [Name in keyof Settings]: NonNullable<Settings[Name]> }> {
	return {
		sendoso: {
			origin: url,
			accessToken: control.issueToken().access_token,
			scimAccessToken: control.issueToken({ clientId: demoScimClient.id }).access_token,
			recipient: 'ines.karlsson@example.org',
		},
		openConnectors: { baseUrl: openConnectorsUrl, ...demoOpenConnectors },
	};
}

/** Probes the stand-in, or only the connections that are named. */
export async function probeStandIn(sandbox: Sandbox, changes: Partial<Settings> = {}): Promise<Report> {
	return await probe({ ...settingsOf(sandbox), ...changes }, HURRY);
}

/** All facts of a report. */
export function factsOf({ parts }: Report): Fact[] {
	return parts.flatMap(({ facts }) => facts);
}

/** Ids of the facts that differ, in their order. */
export function differing(report: Report): string[] {
	return factsOf(report).filter(({ verdict }) => verdict === 'differs').map(({ id }) => id);
}
