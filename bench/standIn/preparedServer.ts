/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals -- benchmarks run on a desk, never inside n8n */
/**
 * The stand-in server behind a memory of its own answers, in a process of its own: what was read once is given from memory,
 * so that making it is not what is measured.
 */
import { createServer, type IncomingMessage, type OutgoingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { demoOpenConnectors, startSandbox } from '../../sandbox';
import type { PreparedAccounts, PreparedHoldings } from './prepared';

interface Answer {
	status: number;
	headers: OutgoingHttpHeaders;
	body: Buffer;
}

/** Headers that belong to a connection, or count what the memory answers otherwise. */
const OWN_HEADERS = new Set(['connection', 'keep-alive', 'transfer-encoding', 'content-length', 'date']);

/** Rows on a page of SAP Open Connectors at the most. */
const LONGEST_PAGE = 5_000;

let latencyMs = 0;
let requests = 0;

/** Asks the stand-in what was never asked before. */
async function ask(origin: string, { headers: given }: IncomingMessage, url: string): Promise<Answer> {
	const headers = Object.fromEntries(Object.entries(given).filter(([name]) => !['host', 'connection'].includes(name)));
	const response = await fetch(`${origin}${url}`, { headers: headers as Record<string, string> });
	const kept: OutgoingHttpHeaders = {};
	response.headers.forEach((value, name) => {
		if (!OWN_HEADERS.has(name)) kept[name] = value;
	});
	return { status: response.status, headers: kept, body: Buffer.from(await response.arrayBuffer()) };
}

/** Gives what it was asked before from memory. */
function fromMemory(origin: string): Answering {
	const known = new Map<string, Answer>();
	return async (request) => {
		const url = new URL(request.url ?? '', origin);
		url.searchParams.sort();
		const key = url.pathname + url.search;
		const held = known.get(key) ?? (await ask(origin, request, request.url ?? ''));
		if (held.status === 200) known.set(key, held);
		return held;
	};
}

/**
 * Cuts the pages of a list of SAP Open Connectors out of longer ones: the stand-in makes every row anew for each page.
 * A pointer tells the place of the next page.
 */
function cutFrom(origin: string): Answering {
	let rows: Promise<string[]> | undefined;
	const readAll = async (request: IncomingMessage) => {
		const rows: string[] = [];
		for (let page = 1; rows.length === (page - 1) * LONGEST_PAGE; page++) {
			const { body } = await ask(origin, request, `${request.url?.split('?')[0]}?pageSize=${LONGEST_PAGE}&page=${page}`);
			for (const row of JSON.parse(body.toString()) as unknown[]) rows.push(JSON.stringify(row));
		}
		return rows;
	};
	return async (request) => {
		rows ??= readAll(request);
		const all = await rows;
		const { searchParams: query } = new URL(request.url ?? '', origin);
		const size = Number(query.get('pageSize'));
		const start = Number(query.get('nextPage') ?? (Number(query.get('page') ?? 1) - 1) * size);
		const page = all.slice(start, start + size);
		const headers: OutgoingHttpHeaders = { 'content-type': 'application/json; charset=utf-8', 'elements-returned-count': page.length };
		if (query.get('returnCount') === 'true') headers['elements-total-count'] = all.length;
		if (start + size < all.length) headers['elements-next-page-token'] = start + size;
		return { status: 200, headers, body: Buffer.from(`[${page.join(',')}]`) };
	};
}

type Answering = (request: IncomingMessage) => Promise<Answer>;

async function listen(answering: Answering): Promise<string> {
	const answer = async (request: IncomingMessage, response: ServerResponse) => {
		requests += 1;
		const { status, headers, body } = await answering(request);
		if (latencyMs > 0) await pause(latencyMs);
		response.writeHead(status, { ...headers, 'content-length': body.length }).end(body);
	};
	const server = createServer((request, response) => void answer(request, response));
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

async function serve({ sends, campaigns }: PreparedHoldings): Promise<PreparedAccounts> {
	const { control, url, openConnectorsUrl } = await startSandbox({ seed: 'empty', throttle: false });
	const { id: touchId } = control.touches.add({ delivery_type: 'email' });
	const now = control.clock.now();
	control.sends.addMany(sends, { touchId, from: now - 90 * 86_400_000, to: now - 60_000 });
	for (let index = 1; index < campaigns; index++) control.touches.add({ id: 300_000 + index * 7, name: `Gift for team ${index}` });
	const { userSecret, organizationSecret } = demoOpenConnectors;
	control.openConnectors.setPageLimit(Number.MAX_SAFE_INTEGER);
	return {
		touchId,
		url: await listen(fromMemory(url)),
		openConnectorsUrl: `${await listen(cutFrom(new URL(openConnectorsUrl).origin))}${new URL(openConnectorsUrl).pathname}`,
		token: control.issueToken(),
		tenant: { userSecret, organizationSecret, elementToken: control.openConnectors.createInstance().token },
	};
}

process.once('disconnect', () => process.exit());
process.on('message', (message: PreparedHoldings | { latencyMs: number }) => {
	if ('latencyMs' in message) {
		({ latencyMs } = message);
		process.send?.({ requests });
		requests = 0;
	} else {
		void serve(message).then((accounts) => process.send?.(accounts));
	}
});
