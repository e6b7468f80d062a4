/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals, no-console -- runs on a desk, never inside n8n */
/** Tells where Sendoso and SAP Open Connectors differ from the contract, by reading only. */
import { writeFileSync } from 'node:fs';
import { PlainFailure } from '../demo/failure';
import { probe } from './probe';
import { markdownOf } from './report/markdown';
import { tableOf } from './report/table';
import { readSettings } from './settings';

const REPORT_FILE = 'probe-report.md';

const HELP = `npm run probe reads from Sendoso, or SAP Open Connectors, and writes ${REPORT_FILE}. It changes nothing there.

All settings come from the environment, never from arguments:

  SENDOSO_ACCESS_TOKEN                 token of Sendoso's own API
  SENDOSO_HOST                         https://app.sendoso.com unless it is set
  SENDOSO_SCIM_ACCESS_TOKEN            token with the scope scim, to read provisioned users, too
  SENDOSO_PROBE_RECIPIENT              e-mail address to ask recommendations for

  OPEN_CONNECTORS_BASE_URL             https://<host of the tenant>/elements/api-v2
  OPEN_CONNECTORS_USER_SECRET
  OPEN_CONNECTORS_ORGANIZATION_SECRET
  OPEN_CONNECTORS_ELEMENT_TOKEN        token of an instance of the Sendoso connector
  OPEN_CONNECTORS_CONNECTOR_KEY        sendoso unless it is set

docs/probe.md says how to get a token.`;

/** Gives the exit code: 0 when everything that was asked for was probed, whatever was found. */
async function main(given: readonly string[]): Promise<number> {
	if (given.length === 1 && ['--help', '-h'].includes(given[0] ?? '')) {
		console.log(HELP);
		return 0;
	}
	// An argument may hold a token, so that it is not repeated.
	if (given.length > 0) throw new PlainFailure('The probe takes no arguments but --help: other programs can see them. Put host and token into the environment. If the argument was a token, revoke it');
	const report = await probe(readSettings(process.env), 1, process.stderr);
	console.log(tableOf(report));
	if (report.parts.length > 0) {
		writeFileSync(REPORT_FILE, `${markdownOf(report)}\n`);
		console.log(`\nThe whole report is in ${REPORT_FILE}. It is made to hold shapes and counts, and words that many records share. Read it before you pass it on.`);
	}
	return report.failures.length === 0 ? 0 : 1;
}

main(process.argv.slice(2)).then(
	(code) => {
		process.exitCode = code;
	},
	(error: unknown) => {
		// Texts of unforeseen errors may name hosts; their kind is enough to find them.
		console.error(error instanceof PlainFailure ? error.message : `The probe broke off (${error instanceof Error ? error.name : 'unknown error'}). Please report it`);
		process.exitCode = 1;
	},
);
