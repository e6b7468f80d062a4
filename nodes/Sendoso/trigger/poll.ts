import type { INodeExecutionData, IPollFunctions } from 'n8n-workflow';
import { toNodeError } from '../errors/nodeErrors';
import { alone } from './alone';
import { toItem } from './events';
import { sampleItem } from './sample';
import { Session } from './session';
import { recall, remember } from './state';
import { takeTurn } from './takeTurn';
import { readWatch } from './watch';

/** One tick of the trigger: read the state, compare it with Sendoso, write the state last. */
export async function poll(this: IPollFunctions): Promise<INodeExecutionData[][] | null> {
	const watch = readWatch(this);
	if (this.getMode() === 'manual') return [[await sampleItem(await Session.open(this, watch), watch, this.getNode())]];
	return await alone(this, async () => {
		const session = await Session.open(this, watch);
		const stored = this.getWorkflowStaticData('node');
		const known = recall(stored);
		if (known === 'unreadable') session.warn('the stored state is of another version: what is there now is the new starting point');
		const turn = await takeTurn(session, watch, known === 'unreadable' ? undefined : known);
		if ('problem' in turn) throw toNodeError(this.getNode(), { message: turn.problem, description: turn.advice });
		remember(stored, turn.state);
		return turn.events.length === 0 ? null : [turn.events.map((event) => toItem(event, watch, session.now))];
	});
}
