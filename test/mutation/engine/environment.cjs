// Where the tests run while mutants are tried: as always, but hastened, and without the tests that can change nothing
// any more. Stryker wraps it to see which test reaches which mutant.
const { TestEnvironment } = require('jest-environment-node');
const { PATIENCE_MS, SPEED, TOO_SLOW } = require('./pace.cjs');

/**
 * Time that passes `SPEED` times as fast for the tests, the node and the stand-in server, which all live in here. Half
 * of what the tests take is waiting, above all for a lost answer to be listed.
 */
class Time {
	constructor() {
		this.began = Date.now();
		this.beganMonotonic = performance.now();
		this.timers = new Set();
	}

	now() {
		return this.began + Math.round((Date.now() - this.began) * SPEED);
	}

	monotonic() {
		return this.beganMonotonic + (performance.now() - this.beganMonotonic) * SPEED;
	}

	installIn(realm) {
		const time = this;
		const RealDate = realm.Date;
		realm.Date = class Date extends RealDate {
			constructor(...values) {
				super(...(values.length === 0 ? [time.now()] : values));
			}

			static now() {
				return time.now();
			}
		};
		const { setTimeout: startTimeout, setInterval: startInterval } = realm;
		const follow = (timer) => {
			this.timers.add(timer);
			return timer;
		};
		realm.setTimeout = (task, milliseconds, ...values) => {
			const timer = startTimeout(() => {
				this.timers.delete(timer);
				task(...values);
			}, (milliseconds ?? 0) / SPEED);
			return follow(timer);
		};
		realm.setInterval = (task, milliseconds, ...values) => follow(startInterval(task, milliseconds / SPEED, ...values));
		realm.performance = new Proxy(realm.performance, {
			get: (target, name) => {
				if (name === 'now') return () => this.monotonic();
				const member = Reflect.get(target, name, target);
				return typeof member === 'function' ? member.bind(target) : member;
			},
		});
	}

	/** What a test left running would go on beside the tests of the next mutant. */
	stop(realm) {
		for (const timer of this.timers) clearTimeout(timer);
		realm.setTimeout = realm.setInterval = () => undefined;
	}
}

module.exports = class HastenedEnvironment extends TestEnvironment {
	constructor(config, context) {
		super(config, context);
		this.hasFailed = false;
		this.time = new Time();
		// The engine stands outside and throws errors of its own realm, which the node has to recognize.
		for (const name of ['Error', 'TypeError', 'RangeError', 'SyntaxError']) this.global[name] = globalThis[name];
		this.time.installIn(this.global);
	}

	handleTestEvent(event) {
		if (event.name === 'test_start') {
			const { test } = event;
			if (this.hasFailed || TOO_SLOW.some((start) => test.name.startsWith(start))) test.mode = 'skip';
			test.timeout = PATIENCE_MS * SPEED;
		}
		if (event.name === 'test_done' && event.test.errors.length > 0) this.hasFailed = true;
	}

	async teardown() {
		this.time.stop(this.global);
		await super.teardown();
	}
};
