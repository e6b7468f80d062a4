/* eslint-disable @n8n/community-nodes/no-restricted-globals -- benchmarks run on a desk, never inside n8n */
/** A stand-in server in a process of its own, which gives the answer that it is told to. */
import { demoOpenConnectors, startSandbox } from '../../sandbox';
import type { FaultAction } from '../../sandbox/faults/types';

async function serve() {
	const { control, url, openConnectorsUrl } = await startSandbox({ seed: 'demo', throttle: false });
	const { userSecret, organizationSecret, elementToken } = demoOpenConnectors;
	process.send?.({ url, openConnectorsUrl, token: control.issueToken(), tenant: { userSecret, organizationSecret, elementToken } });
	process.on('message', (action: FaultAction) => {
		control.reset();
		control.fault({ times: 'always', action });
		process.send?.('ready');
	});
}

process.once('disconnect', () => process.exit());
void serve();
