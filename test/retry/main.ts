/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals, no-console -- the campaign runs on a desk, never inside n8n */
/**
 * Lets executions fail in a real n8n, restarts it and retries them with n8n's own "Retry execution".
 *
 *     npm run test:retry -- [--only <part of the name of variants>]
 */
import { parseArgs } from 'node:util';
import { PlainFailure } from '../../scripts/demo/failure';
import { n8nVersion } from '../../scripts/demo/installN8n';
import { Lifetime } from '../../scripts/demo/lifetime';
import { step } from '../../scripts/demo/progress';
import { type Stage, startStage } from '../realN8n/stage';
import { begin, type Play, retry } from './play';
import { judge, type Verdict } from './verdict';
import { DELAYS, GIFTS, type Variant, variants } from './variants';

const HOUR_MS = 3_600_000;
/** Executions that run side by side, as long as none of them hides the list from the others. */
const SIDE_BY_SIDE = 6;
const lifetime = new Lifetime();

async function main(): Promise<number> {
	const { values } = parseArgs({ options: { only: { type: 'string', default: '' } } });
	const chosen = variants.filter(({ name }) => name.includes(values.only));
	if (chosen.length === 0) throw new PlainFailure(`No variant's name has "${values.only}" in it`);
	const stage = await startStage(lifetime);
	console.log(`n8n ${n8nVersion}: executions of ${GIFTS} gifts fail at the twelfth, n8n is stopped and started again, and they are retried with "Retry execution"`);
	const plays = await step(`${chosen.length} executions fail`, async () => await beginAll(stage, chosen));
	const verdicts: Verdict[] = [];
	let passedHours = 0;
	for (const hours of DELAYS) {
		// Time passes for n8n and for Sendoso alike.
		await startAgain(stage, hours);
		stage.sandbox.control.clock.advance((hours - passedHours) * HOUR_MS);
		passedHours = hours;
		const due = plays.filter(({ variant }) => variant.hours === hours);
		const failedAgain = due.filter(({ variant }) => variant.then !== undefined);
		for (const play of due.filter(({ variant }) => variant.then === undefined)) verdicts.push(await finish(stage, play));
		for (const play of failedAgain) await retry(stage, play, false);
		if (failedAgain.length > 0) await startAgain(stage, hours);
		for (const play of failedAgain) verdicts.push(await finish(stage, play));
	}
	const failed = verdicts.filter(({ wrong }) => wrong.length > 0).length;
	console.log(`${verdicts.length - failed} passed, ${failed} failed`);
	return failed === 0 ? 0 : 1;
}

async function beginAll(stage: Stage, chosen: Variant[]): Promise<Play[]> {
	const plays: Play[] = [];
	const beginOne = async (variant: Variant) => {
		plays.push(await begin(stage, variant, variants.indexOf(variant) + 1));
	};
	const waiting = chosen.filter(({ failure }) => !failure.hidesList);
	const sideBySide = Array.from({ length: SIDE_BY_SIDE }, async () => {
		for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) await beginOne(next);
	});
	await Promise.all(sideBySide);
	for (const variant of chosen.filter(({ failure }) => failure.hidesList)) await beginOne(variant);
	return plays;
}

/** Starts n8n again, as many hours later. */
async function startAgain(stage: Stage, hours: number) {
	await stage.n8n.stop();
	await stage.restart(hours * HOUR_MS);
}

async function finish(stage: Stage, play: Play): Promise<Verdict> {
	const verdict = judge(stage, play, await retry(stage, play, true));
	const { name, gifts, wrong } = verdict;
	console.log(`${wrong.length === 0 ? 'ok  ' : 'FAIL'} ${name}: ${gifts} gifts for ${GIFTS} people${wrong.map((text) => `; ${text}`).join('')}`);
	return verdict;
}

void lifetime.run(main).then((code) => process.exit(code));
