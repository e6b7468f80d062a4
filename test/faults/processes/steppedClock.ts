/* eslint-disable @n8n/community-nodes/no-restricted-globals -- the campaign runs on a desk, never inside n8n */
// Has to be imported before anything that could keep the real one.

const RealDate = Date;
let steppedMs = 0;

const now = () => RealDate.now() + steppedMs;

globalThis.Date = new Proxy(RealDate, {
	construct: (target, values: unknown[], newTarget) => Reflect.construct(target, values.length === 0 ? [now()] : values, newTarget) as Date,
	get: (target, name, receiver) => (name === 'now' ? now : (Reflect.get(target, name, receiver) as unknown)),
});

/** Sets the clock of this process, as somebody sets the clock of a machine: what counts elapsed time does not notice. */
export function stepClock(byMs: number) {
	steppedMs += byMs;
}
