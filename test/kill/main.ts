/* eslint-disable @n8n/community-nodes/no-restricted-globals, no-console -- the campaign runs on a desk, never inside n8n */
import { n8nVersion } from '../../scripts/demo/installN8n';
import { Lifetime } from '../../scripts/demo/lifetime';
import { startStage } from '../realN8n/stage';
import { findLeaks, noteLog, secretsOf } from './leaks';
import { GIFTS, playRound, type RoundResult } from './round';

const lifetime = new Lifetime();

async function main(): Promise<number> {
	const rounds = numberOption('--rounds', 10);
	const stage = await startStage(lifetime);
	console.log(`n8n ${n8nVersion} is killed (SIGKILL) at random points of a run of ${GIFTS} gifts, then run again until it finishes`);
	const results: RoundResult[] = [];
	for (let round = 1; round <= rounds; round++) {
		const result = await playRound(stage, round);
		results.push(result);
		const { asked, sent, duplicates, kills, sentAtKills, unsettled } = result;
		console.log(
			`Round ${round}: gifts asked ${asked}, gifts sent ${sent}, duplicates ${duplicates}, not reported ${unsettled} (killed ${kills} times, after ${sentAtKills.join(', ')} sends)`,
		);
	}
	noteLog(stage);
	await stage.n8n.stop();
	const leaks = await findLeaks(stage);
	console.log(`Searched ${leaks.bytes} bytes of n8n's database and stored executions and ${leaks.logCharacters} characters of its log for ${secretsOf(stage).length} tokens and secrets`);
	const checks: Array<[string, boolean]> = [
		...results.map(({ asked, sent, duplicates, unsettled }, index): [string, boolean] => [
			`round ${index + 1}: ${sent} of ${asked}, ${duplicates} duplicates`,
			sent === asked && duplicates === 0 && unsettled === 0,
		]),
		[`stored tokens and secrets: ${leaks.stored}`, leaks.stored === 0],
		[`tokens and secrets in the log: ${leaks.logged}`, leaks.logged === 0],
		[`e-mail addresses in the log: ${leaks.addresses}`, leaks.addresses === 0],
	];
	for (const [name, holds] of checks) console.log(`${holds ? 'ok  ' : 'FAIL'} ${name}`);
	const failed = checks.filter(([, holds]) => !holds).length;
	console.log(`${checks.length - failed} passed, ${failed} failed`);
	return failed === 0 ? 0 : 1;
}

function numberOption(name: string, otherwise: number): number {
	const place = process.argv.indexOf(name);
	const value = place === -1 ? otherwise : Number(process.argv[place + 1]);
	if (!Number.isInteger(value) || value < 1) throw new Error(`${name} needs a whole number`);
	return value;
}

void lifetime.run(main).then((code) => process.exit(code));
