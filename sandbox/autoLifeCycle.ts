/* eslint-disable @n8n/community-nodes/no-restricted-globals -- the stand-in server runs on a desk, never inside n8n */
import type { SandboxContext } from './context';
import { advanceOnce } from './store/lifeCycle';

const recentSends = 12;

/** Moves one recent open send on at each beat, those made by requests first; call the result to stop. */
export function startAutoLifeCycle(context: SandboxContext, everyMilliseconds: number): () => void {
	const { store, clock } = context;
	const timer = setInterval(() => {
		const recent = store.sends.newest(recentSends);
		const candidates = [...recent.filter((send) => send.createdByRequest), ...recent];
		const moved = candidates.find((send) => advanceOnce(send, clock.now()));
		if (moved !== undefined) store.track(moved);
	}, everyMilliseconds);
	timer.unref();
	return () => clearInterval(timer);
}
