/* eslint-disable @n8n/community-nodes/no-restricted-globals -- benchmarks run on a desk, never inside n8n */
/** The stand-in server in a process of its own; the parent tells it what to hold, and it tells where it listens. */
import { demoOpenConnectors, startSandbox } from '../../sandbox';
import type { Accounts, Holdings } from './standIn';

const LOG_CLEARED_EVERY = 1_000;

async function serve({ listed, listedFor, lanes, campaigns = 0 }: Holdings): Promise<Accounts> {
	const { control, url, openConnectorsUrl, controlUrl } = await startSandbox({ seed: 'empty', throttle: false });
	const { id: touchId } = control.touches.add({ delivery_type: 'email' });
	for (let index = 0; index < campaigns; index++) {
		control.touches.add({ id: 300_000 + index * 7, name: `年末ギフト – Отдел продаж – فريق ${index} – 🎁 Équipe Produit Größe 2026`, created_at: '2024-05-01T10:00:00Z' });
	}
	const now = control.clock.now();
	control.sends.addMany(listed, { touchId, from: now - listedFor, to: now - 60_000 });
	let answered = 0;
	control.on('answered', ({ method }) => {
		// The list stays as long as it was, so that the last execution reads no more than the first one.
		if (method === 'POST') for (const send of control.sends.list({ createdByRequest: true })) control.sends.remove(send.send_gid);
		answered += 1;
		if (answered % LOG_CLEARED_EVERY === 0) control.clearRequests();
	});
	const { userSecret, organizationSecret } = demoOpenConnectors;
	return {
		touchId,
		url,
		openConnectorsUrl,
		controlUrl,
		token: control.issueToken(),
		tenants: Array.from({ length: lanes }, () => ({ userSecret, organizationSecret, elementToken: control.openConnectors.createInstance().token })),
	};
}

process.once('disconnect', () => process.exit());
process.once('message', (holdings: Holdings) => {
	void serve(holdings).then((accounts) => process.send?.(accounts));
});
