/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals -- benchmarks run on a desk, never inside n8n */
/** A steered stand-in server in a process of its own. */
import { constants, setPriority } from 'node:os';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { demoOpenConnectors, startSandbox } from '../../sandbox';
import { callControl } from '../../sandbox/control/calls';
import type { SteeredOptions, SteeredServer } from './steered';

const LOG_CLEARED_EVERY = 1_000;

async function serve({ sandbox, turn, forgetsGifts = false }: SteeredOptions): Promise<SteeredServer> {
	const { control, url, openConnectorsUrl, controlUrl } = await startSandbox({ seed: 'empty', ...sandbox });
	const { id: touchId } = control.touches.add({ delivery_type: 'email' });
	let [gifts, answered] = [0, 0];
	control.on('send', () => {
		gifts += 1;
		if (gifts === turn?.afterGifts) callControl(control, turn.call, turn.values);
	});
	control.on('answered', ({ method }) => {
		if (!forgetsGifts) return;
		// The list stays as long as it was, so that the last execution reads no more than the first one.
		if (method === 'POST') for (const send of control.sends.list({ createdByRequest: true })) control.sends.remove(send.send_gid);
		answered += 1;
		if (answered % LOG_CLEARED_EVERY === 0) control.clearRequests();
	});
	const { userSecret, organizationSecret } = demoOpenConnectors;
	const tenant = { userSecret, organizationSecret, elementToken: control.openConnectors.createInstance().token };
	return { touchId, url, openConnectorsUrl, controlUrl, token: control.issueToken(), tenant };
}

/** Lets the server see requests when they come, however busy the machine is; not everybody may do that. */
function goBeforeOthers() {
	try {
		setPriority(constants.priority.PRIORITY_HIGHEST);
	} catch {
		return;
	}
}

goBeforeOthers();
const delay = monitorEventLoopDelay({ resolution: 5 });
delay.enable();

process.once('disconnect', () => process.exit());
process.once('message', (options: SteeredOptions) => {
	void serve(options).then((server) => {
		process.send?.(server);
		delay.reset();
		process.on('message', () => process.send?.(delay.max / 1e6));
	});
});
