/* eslint-disable no-console -- runs on a desk, never inside n8n */
import { Checks, expectSame } from '../../../scripts/demo/checks';
import { installN8n } from '../../../scripts/demo/installN8n';
import type { Lifetime } from '../../../scripts/demo/lifetime';
import { step } from '../../../scripts/demo/progress';
import { type Stage, startStage } from '../../realN8n/stage';
import { checkConnectors, connectTenant } from './connectors';
import { checkLoaded } from './loaded';
import { sourceOf } from '../places';
import type { Result } from '../result';
import { addCampaign, checkSends } from './sends';
import { checkWebhook, startPolling } from './triggers';
import type { Application } from '../versions';

const shownLines = 15;

/**
 * Starts a whole n8n with the packed package in it, and uses every node and credential once.
 *
 * @param tarball path of the packed package
 */
export async function tryN8n(application: Application, tarball: string, lifetime: Lifetime): Promise<Result> {
	const { n8n, core, environment } = application;
	const installation = await installN8n(await sourceOf(application));
	const started = Date.now();
	const checks = new Checks();
	let stage: Stage | undefined;
	await checks.run(`n8n ${n8n} starts with the package in it`, async () => {
		stage = await step(`Starting n8n ${n8n}`, async () => await startStage(lifetime, { installation, tarball, environment }));
	});
	if (stage) await tryEverything(stage, checks);
	return { n8n, core, what: 'whole n8n', ...checks.counts, seconds: Math.round((Date.now() - started) / 1000) };
}

async function tryEverything(stage: Stage, checks: Checks): Promise<void> {
	await checkLoaded(stage, checks);
	const tenant = await connectTenant(stage);
	const touchId = addCampaign(stage);
	const finishPolling = await startPolling(stage, checks, tenant);
	await checkSends(stage, checks, touchId);
	await checkConnectors(stage, checks, tenant);
	await checkWebhook(stage, checks);
	await finishPolling();
	await checks.run('every request kept to the contract', async () => expectSame('violations', stage.sandbox.control.violations(), []));
	if (checks.counts.failed > 0) console.log(`The last words of n8n:\n${stage.n8n.log.slice(-shownLines).join('\n')}`);
	await stage.n8n.stop();
}
