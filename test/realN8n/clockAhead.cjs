/** Loaded before n8n: its clock is CLOCK_AHEAD_MS milliseconds ahead, as if that time had passed. */
const RealDate = Date;
const realNow = RealDate.now.bind(RealDate);
const now = () => realNow() + Number(process.env.CLOCK_AHEAD_MS);

globalThis.Date = new Proxy(RealDate, {
	construct: (target, values, made) => Reflect.construct(target, values.length === 0 ? [now()] : values, made),
	apply: (target) => new target(now()).toString(),
	get: (target, name) => (name === 'now' ? now : Reflect.get(target, name)),
});
