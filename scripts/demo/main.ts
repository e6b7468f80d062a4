/* eslint-disable @n8n/community-nodes/no-restricted-globals, no-console -- runs on a desk, never inside n8n */
import { checkDemo } from './check';
import { demoOwner, startDemo } from './demo';
import type { Demo } from './demo';
import { PlainFailure } from './failure';
import { Lifetime } from './lifetime';
import { openInBrowser } from './openInBrowser';
import { readOptions, usage } from './options';

const lifetime = new Lifetime();

async function main(): Promise<number> {
	const options = readOptions(process.argv.slice(2));
	if (options.mode === 'help') {
		console.log(usage);
		return 0;
	}
	const demo = await startDemo(options, lifetime);
	if (options.mode === 'check') return await checkDemo(demo);
	welcome(demo);
	if (options.open) await openInBrowser(demo.n8n.url);
	return await stay(demo);
}

function welcome({ n8n, standIn }: Demo): void {
	console.log(`
  n8n                ${n8n.url}
  sign in with       ${demoOwner.email}   ${demoOwner.password}
  Sendoso stand-in   ${standIn.controlUrl}   (what it received, and buttons to cause trouble)

  Three things to try
  1. Open "Sendoso: send an eGift to a list of people" and execute it. Then execute it again: nobody gets a second gift.
  2. In the node "Send an eGift" click the field of the campaign, choose another one from the list and execute again.
  3. On the page of the stand-in choose "Lose the next answer to a POST", change an address in the list and execute:
     the row comes out as what is certain, and the gift is never sent twice.

  Ctrl-C ends everything.
`);
}

async function stay({ n8n }: Demo): Promise<number> {
	await new Promise<void>((resolve) => {
		lifetime.signal.addEventListener('abort', () => resolve(), { once: true });
		void n8n.ended.then(() => resolve());
	});
	if (lifetime.signal.aborted) return 0;
	throw new PlainFailure(`n8n ended by itself; its last words:\n${n8n.log.slice(-15).join('\n')}`);
}

void lifetime.run(main).then((code) => process.exit(code));
