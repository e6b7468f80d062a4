import type { INodeExecutionData, IPollFunctions } from 'n8n-workflow';
import { toNodeError } from '../errors/nodeErrors';
import { skipIfRunning } from './noOverlap';
import { toEventItem } from './output';
import { pollOnce } from './pollOnce';
import { ApiPollSession } from './pollSession';
import { readState, writeState } from './state';
import { readSubscription } from './subscription';
import { sampleItem } from './testEvent';

/** One tick of the trigger: read the state, compare it with Sendoso, write the state last. */
export async function poll(this: IPollFunctions): Promise<INodeExecutionData[][] | null> {
	const subscription = readSubscription(this);
	if (this.getMode() === 'manual') return [[await sampleItem(await ApiPollSession.open(this, subscription), subscription, this.getNode())]];
	return await skipIfRunning(this, async () => {
		const session = await ApiPollSession.open(this, subscription);
		const stored = this.getWorkflowStaticData('node');
		const known = readState(stored);
		if (known === 'unreadable') session.warn('the stored state is of another version: what is there now is the new starting point');
		const result = await pollOnce(session, subscription, known === 'unreadable' ? undefined : known);
		if ('problem' in result) throw toNodeError(this.getNode(), { message: result.problem, description: result.advice });
		writeState(stored, result.state);
		return result.events.length === 0 ? null : [result.events.map((event) => toEventItem(event, subscription, session.now))];
	});
}
