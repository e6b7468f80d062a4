/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/require-node-api-error, no-console -- runs on a desk, never inside n8n */
/**
 * The nodes as tools of agents and of clients of the Model Context Protocol, in a real n8n, with the stand-in server.
 *
 *     npm run test:agents -- [--mode one|queue|both] [--sample] [--write]
 */
import { parseArgs } from 'node:util';
import { Checks, expectSame } from '../../scripts/demo/checks';
import { PlainFailure, textOf } from '../../scripts/demo/failure';
import { Lifetime } from '../../scripts/demo/lifetime';
import { setUpBench } from './realN8n/bench';
import { checkApproval } from './realN8n/checkApproval';
import { checkErrors } from './realN8n/checkErrors';
import { checkOffer } from './realN8n/checkOffer';
import { checkReads } from './realN8n/checkReads';
import { checkSends } from './realN8n/checkSends';
import { writeTranscript } from './realN8n/page';
import { type Mode, startPlace } from './realN8n/place';
import { Transcript } from './realN8n/transcript';

const usage = `npm run test:agents -- [options]

  --mode one|queue|both   one n8n process, n8n in queue mode with two workers, or one after the other (default)
  --sample                nothing that takes a minute; one process unless the mode is given
  --write                 write what was said and heard into docs/agents-transcript.md`;

const lifetime = new Lifetime();

async function main(): Promise<number> {
	const { modes, sample, write } = readOptions();
	const checks = new Checks();
	for (const mode of modes) {
		// What one mode started ends before the next begins: this machine may be small.
		const own = new Lifetime();
		lifetime.onEnd(async () => await own.end());
		const transcript = await tryMode(mode, checks, own, sample);
		await own.end();
		if (write) await writeTranscript(mode, transcript.text);
	}
	return checks.close();
}

async function tryMode(mode: Mode, checks: Checks, own: Lifetime, isSample: boolean): Promise<Transcript> {
	const place = await startPlace(mode, own);
	const transcript = new Transcript(place.secrets);
	console.log(`\nTools in ${mode === 'one' ? 'one n8n process' : 'n8n with two workers'}`);
	const bench = await setUpBench(place, checks, transcript, isSample);
	await checkOffer(bench);
	await checkReads(bench);
	await checkSends(bench);
	await checkErrors(bench);
	await bench.client.close();
	await checkApproval(place, checks, transcript, own, isSample);
	await checks.run('every request kept to the contract', async () => expectSame('violations', place.sandbox.control.violations(), []));
	await checks.run('no token or secret was said to a client', async () => expectSame('leaks', transcript.leaks(), []));
	console.log(`\n${transcript.text}\n`);
	return transcript;
}

function readOptions(): { modes: Mode[]; sample: boolean; write: boolean } {
	const { mode, sample, write } = parse();
	if (write && sample) throw new PlainFailure('--write writes what was said in a whole run, so it goes with no --sample.');
	if (mode === 'one' || (sample && mode === 'both')) return { modes: ['one'], sample, write };
	if (mode === 'queue') return { modes: ['queue'], sample, write };
	if (mode !== 'both') throw new PlainFailure(usage);
	return { modes: ['one', 'queue'], sample, write };
}

function parse() {
	try {
		return parseArgs({ options: { mode: { type: 'string', default: 'both' }, sample: { type: 'boolean', default: false }, write: { type: 'boolean', default: false } } }).values;
	} catch (error) {
		throw new PlainFailure(`${textOf(error)}\n\n${usage}`);
	}
}

void lifetime.run(main).then((code) => process.exit(code));
