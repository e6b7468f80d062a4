/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals, no-console -- the stand-in server runs on a desk, never inside n8n */
import { parseArgs } from 'node:util';
import { demoClient, startSandbox } from './index';

const usage = `Starts a stand-in for Sendoso on this machine.

  --port <number>            API port, 7610 by default
  --control-port <number>    console page and control API, 7611 by default
  --seed demo|empty          sample data, demo by default
  --life-cycle-seconds <n>   a recent send moves on every n seconds, 25 by default, 0 for never
  --help`;

async function main(): Promise<void> {
	const { values } = parseArgs({
		options: {
			port: { type: 'string', default: '7610' },
			'control-port': { type: 'string', default: '7611' },
			seed: { type: 'string', default: 'demo' },
			'life-cycle-seconds': { type: 'string', default: '25' },
			help: { type: 'boolean', default: false },
		},
	});
	if (values.help) return console.log(usage);
	const seconds = Number(values['life-cycle-seconds']);
	const sandbox = await startSandbox({
		port: portOf(values.port),
		controlPort: portOf(values['control-port']),
		seed: values.seed === 'empty' ? 'empty' : 'demo',
		autoLifeCycle: seconds > 0 ? { everyMilliseconds: seconds * 1000 } : false,
	});
	console.log(`Sendoso stand-in    ${sandbox.url}`);
	console.log(`Open Connectors     ${sandbox.openConnectorsUrl}`);
	console.log(`Console page        ${sandbox.controlUrl}`);
	console.log(`Client id / secret  ${demoClient.id} / ${demoClient.secret}`);
	const stop = (): void => {
		void sandbox.stop().then(() => process.exit(0));
	};
	process.once('SIGINT', stop);
	process.once('SIGTERM', stop);
}

function portOf(text: string): number {
	const port = Number(text);
	if (Number.isInteger(port) && port >= 0 && port <= 65_535) return port;
	throw new Error(`${text} is not a port number.`);
}

main().catch((error: unknown) => {
	console.error(error instanceof Error ? error.message : String(error));
	process.exitCode = 1;
});
