/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals -- the measurement runs on a desk, never inside n8n */
/** The stand-in server in a process of its own, so that what holds up the node does not hold up the counting. */
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { startSandbox } from '../../sandbox';
import { type Count, type Opened, type Question, PAGE, SECRET } from './messages';

/** Enough to read for a while. */
const [CAMPAIGNS, SENDS] = [40, 60];

async function serve(clientIds: string[]) {
	const clients = clientIds.map((id) => ({ id, secret: SECRET, name: id, scopes: ['public', 'write', 'update'] }));
	const { control, url } = await startSandbox({ seed: 'empty', throttle: false, clients, maxPerPage: PAGE });
	const touchIds = Array.from({ length: CAMPAIGNS }, () => Number(control.touches.add({ delivery_type: 'email' }).id));
	control.sends.addMany(SENDS, { touchId: touchIds[0] });
	const delay = monitorEventLoopDelay({ resolution: 5 });
	delay.enable();
	tell({ url, touchId: touchIds[0] ?? 0, tokens: clientIds.map((clientId) => control.issueToken({ clientId })) });
	process.on('message', () => {
		const gifts = control.sends.list({ createdByRequest: true }).map(({ recipient }) => String(recipient?.email));
		tell({ clients: control.clients(), gifts, lateMs: delay.max / 1e6 });
		control.clearRequests();
		delay.reset();
	});
}

function tell(what: Opened | Count) {
	process.send?.(what);
}

process.once('disconnect', () => process.exit());
process.once('message', ({ clientIds }: Question) => void serve(clientIds));
