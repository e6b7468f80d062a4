import type { INodeParameters } from 'n8n-workflow';
import { openDesk as openConnectorsDesk } from '../openConnectors/support';
import { openDesk } from '../operations/support';
import { callNode } from '../support/callNode';
import type { StoredCredential } from '../support/engine';
import { forward } from '../support/forward';
import { CONNECTORS_TOOL, outcomeOf, spending } from './support';

const direct = openDesk({ seed: 'empty' });
const connectors = openConnectorsDesk({ seed: 'empty' });

/** What nothing at Sendoso tells apart: its list shows neither whom a link is for nor a balance. The text of the tool says so. */
const UNRECOGNIZED = ['sendosoOpenConnectorsTool send.createEgiftLinks', 'sendosoOpenConnectorsTool user.addBalance'];

let executions = 0;
/** A call of n8n's MCP Server Trigger in queue mode: an execution of its own, in one of several workers. */
const call = async (credential: StoredCredential, parameters: INodeParameters, type: string) =>
	await callNode({ credential, parameters, type, execution: { id: `execution-of-a-worker-${++executions}`, nodeContext: {} } });

describe.each(spending)('$key, called in one worker and then in another one', ({ key, type, parametersOf, operation }) => {
	const desk = type === CONNECTORS_TOOL ? connectors : direct;
	const isRecognized = !UNRECOGNIZED.includes(key);

	test(isRecognized ? 'spends once: Sendoso lists what the other one sent' : 'spends twice, and the text of the tool says so', async () => {
		const parameters = parametersOf(desk);
		const first = await call(desk.credential(), parameters, type);
		// The other worker remembers nothing of the first one.
		const other = await forward(desk === direct ? direct.url : connectors.sandbox.openConnectorsUrl);
		const credential = desk.credential();
		credential.data = { ...credential.data, baseUrl: desk === direct ? other.url : `${other.url}${new URL(connectors.sandbox.openConnectorsUrl).pathname}` };
		const second = await call(credential, parameters, type);
		other.stop();
		expect([first, second].map(outcomeOf)).toEqual(['sent', isRecognized ? 'skipped' : 'sent']);
		expect(desk.seen().filter(({ method }) => method === 'POST')).toHaveLength(isRecognized ? 1 : 2);
		if (operation.safety === 'spends' && !isRecognized) expect(operation.repeats).toMatch(/nothing recognizes a repetition/i);
	});
});
