/* eslint-disable @n8n/community-nodes/no-restricted-globals -- the campaign runs on a desk, never inside n8n */
import type { StoredCredential } from '../support/engine';
import { execute, type Executed } from './execute';
import type { Ground, Grounds } from './grounds';
import type { ExecutionPlan, ScenarioPlan } from './types';

/** Scenarios that are finished by an account that remembers nothing, so that everybody must have got one gift in the end. */
const FINISHED_ELSEWHERE: Array<ScenarioPlan['name']> = ['after a restart', 'cancelled'];
/** Longest time until a request that the node gave up has done its work, in milliseconds. */
const LATEST_WORK_MS = 10_000;

/** Whether every gift of a scenario must exist in the end. */
export function mustBeComplete({ name }: ScenarioPlan): boolean {
	return FINISHED_ELSEWHERE.includes(name);
}

/** Lets a scenario take place, on one of its ground's accounts. */
export async function perform(grounds: Grounds, ground: Ground, plan: ScenarioPlan): Promise<Executed[]> {
	const { control } = ground.sandbox;
	const credential = accountOf(ground, plan.ground);
	const isEgift = plan.executions.every(({ operation }) => operation === 'createEgift' || operation === 'createEgiftLinks');
	const { id: touchId } = control.touches.add({ delivery_type: isEgift ? 'email' : 'mail' });
	const run = async (execution: ExecutionPlan | undefined, as: StoredCredential = credential): Promise<Executed[]> =>
		execution === undefined ? [] : [await execute(ground, as, Number(touchId), execution)];
	const [first, second, third] = plan.executions;
	switch (plan.name) {
		case 'overlapping executions':
		case 'check switched off':
		case 'too many requests':
			return (await Promise.all(plan.executions.map(async (execution) => await run(execution)))).flat();
		case 'cancelled': {
			const cancelled = await run(first);
			if (!plan.atOnce) await pause(300);
			const again = await run(second);
			await workIsDone(plan);
			return [...cancelled, ...again, ...(await run(third, accountOf(ground, plan.ground + 1)))];
		}
		case 'after a restart': {
			const before = await run(first);
			await workIsDone(plan);
			return [...before, ...(await run(second, accountOf(ground, plan.ground + 1)))];
		}
		case 'token expires': {
			const stop = atRequest(ground, plan.troubleAt, () => control.expireTokens());
			const all = await Promise.all(plan.executions.map(async (execution) => await run(execution)));
			stop();
			grounds.rememberSecrets(credential);
			return all.flat();
		}
		case 'refresh fails': {
			// The refresh token is refused, or the answer is an error page or nothing at all.
			const match = { method: 'POST', path: '/oauth/token' };
			const fault = plan.atOnce ? undefined : control.fault({ match, times: 'always', action: plan.stubborn });
			const stop = atRequest(ground, plan.troubleAt, () => {
				control.refuseRefresh(plan.atOnce);
				control.expireTokens();
			});
			const failed = await run(first);
			stop();
			control.refuseRefresh(false);
			if (fault !== undefined) control.faults.remove(fault);
			reconnect(grounds, ground);
			return [...failed, ...(await run(second))];
		}
		case 'list cannot be read': {
			const begin = () => control.fault({ match: { method: 'GET', path: '/api/v3/send' }, times: 'always', action: plan.stubborn });
			// At once, or when the first sends went out: then only the look-ups of lost answers meet it.
			const early = plan.atOnce ? begin() : undefined;
			let late: number | undefined;
			const stop = plan.atOnce ? () => undefined : atRequest(ground, plan.troubleAt, () => (late = begin()));
			const failed = await run(first);
			stop();
			for (const fault of [early, late]) if (fault !== undefined) control.faults.remove(fault);
			return [...failed, ...(await run(second))];
		}
		default: {
			const all: Executed[] = [];
			for (const execution of plan.executions) all.push(...(await run(execution)));
			return all;
		}
	}
}

function accountOf({ credentials }: Ground, number: number): StoredCredential {
	const credential = credentials[number % credentials.length];
	if (credential === undefined) throw new Error('The ground has no account');
	return credential;
}

/** New tokens for every account, as after a click on Reconnect. */
function reconnect(grounds: Grounds, { sandbox, credentials }: Ground) {
	for (const credential of credentials) {
		grounds.rememberSecrets(credential);
		const token = sandbox.control.issueToken({ clientId: String(credential.data.clientId) });
		credential.data = { ...credential.data, oauthTokenData: { ...token } };
		grounds.rememberSecrets(credential);
	}
}

function atRequest({ sandbox }: Ground, number: number, callBack: () => void): () => void {
	let seen = 0;
	return sandbox.control.on('request', ({ path }) => {
		if (path.startsWith('/api/') && ++seen === number) callBack();
	});
}

/** Waits until nothing that was given up can still be created. */
async function workIsDone({ executions }: ScenarioPlan) {
	const isLate = executions.some(({ rows }) => rows.some(({ fault }) => fault?.actsTooLate));
	await pause(isLate ? LATEST_WORK_MS : 2_500);
}

/** Waits in real time. */
export async function pause(milliseconds: number) {
	await new Promise((resolve) => setTimeout(resolve, milliseconds));
}
