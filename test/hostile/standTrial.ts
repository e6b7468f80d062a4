import { demoOpenConnectors, type Sandbox, startSandbox } from '../../sandbox';
import { runNode, storedCredential, type StoredCredential, storedTenant } from '../support/engine';
import { collectLog } from '../support/foundSecrets';
import { type hostileAnswers, isCore, MEETS_ALL, triedAnswers } from './answers';
import { hurryTime } from './hurriedTime';
import { oneOfEachKind, type RunnableOperation } from './operations';
import { faultsOf, logFaults, secretsOf } from './verdict';

/** Operations that run at the same time: most of it is waiting between tries. */
const TOGETHER = 16;

type Action = (typeof hostileAnswers)[number][1];

/** Makes the tests that every operation of a connection stands every hostile answer. */
export function standTrial(connection: 'Sendoso' | 'SAP Open Connectors', operations: RunnableOperation[]) {
	hurryTime();
	jest.setTimeout(60_000);
	const log = collectLog();
	let sandbox: Sandbox;
	let clients = 0;
	let runs = 0;
	beforeAll(async () => {
		sandbox = await startSandbox({ throttle: false });
	});
	afterAll(async () => await sandbox.stop());
	beforeEach(() => sandbox.control.reset('demo'));

	const credential = (): StoredCredential => {
		if (connection === 'Sendoso') {
			const made = storedCredential(sandbox.url, sandbox.control.issueToken());
			return { ...made, data: { ...made.data, clientId: `hostile-${++clients}` } };
		}
		const { instanceId, ...secrets } = demoOpenConnectors;
		const { token } = sandbox.control.openConnectors.createInstance(`beside ${instanceId}`);
		return storedTenant(sandbox.openConnectorsUrl, { ...secrets, elementToken: token, oauthCallbackUrl: 'https://auth.cloudelements.io/oauth' });
	};

	/** Runs an operation and gives what was wrong with what it said. */
	const run = async ({ name, parameters, writes, path, spends }: RunnableOperation): Promise<string[]> => {
		const used = credential();
		const before = sandbox.control.requests().length;
		// A request that was given up may still come in while the next one is tried: addresses and recipients tell them apart.
		const recipient = `rowan${++runs}@example.org`;
		const own = 'recipientEmail' in parameters ? { recipientEmail: recipient } : 'recipientEmails' in parameters ? { recipientEmails: recipient } : undefined;
		const result = await runNode({ credential: used, parameters: { ...parameters, ...own } });
		const faults = faultsOf(result, secretsOf(used));
		if (writes !== undefined) {
			const written = sandbox.control.requests().slice(before).filter((request) => request.method !== 'GET' && path.test(request.path) && (own === undefined || JSON.stringify(request.body).includes(recipient)));
			if (written.length > (name === 'touch.update' ? 2 : 1)) faults.push(`${written.length} requests for one change`);
			const isPaid = spends && written.some(({ created }) => created.length > 0);
			if (isPaid && result.error !== undefined && !result.error.message.startsWith('Outcome unknown:')) faults.push(`a paid send is called ${result.error.message.slice(0, 60)}`);
		}
		return faults.map((fault) => `${name}: ${fault}`);
	};

	const faultsWith = async (action: Action, match: { method?: string }, tried: RunnableOperation[]): Promise<string[]> => {
		const id = sandbox.control.fault({ times: 'always', match, action });
		log.lines = [];
		const faults: string[] = [];
		const reading = tried.filter(({ writes }) => writes === undefined);
		for (let at = 0; at < reading.length; at += TOGETHER) faults.push(...(await Promise.all(reading.slice(at, at + TOGETHER).map(run))).flat());
		for (const operation of tried.filter(({ writes }) => writes !== undefined)) faults.push(...(await run(operation)));
		sandbox.control.faults.remove(id);
		return [...faults, ...logFaults(log.lines)];
	};

	const representatives = oneOfEachKind(operations);

	test.each(triedAnswers())('operations stand %s', async (_name, action) => {
		expect(await faultsWith(action, {}, MEETS_ALL ? operations : representatives)).toEqual([]);
	});

	// What comes before the write is polite: it gets as far as its own answer.
	test.each(triedAnswers())('what is written stands %s as its answer', async (name, action) => {
		const faults: string[] = [];
		for (const method of ['POST', 'PATCH', 'PUT', 'DELETE']) {
			const tried = (isCore(name) ? operations : representatives).filter(({ writes }) => writes === method);
			faults.push(...(await faultsWith(action, { method }, tried)));
		}
		expect(faults).toEqual([]);
	});
}
