import { describe as describeOutcome } from '../../nodes/shared/errors/describe';
import type { Wording } from '../../nodes/shared/errors/wording';
import { Secrets } from '../../nodes/shared/transport/secrets/secrets';
import { systemClock } from '../../nodes/shared/transport/clock';

const wording = { party: 'Sendoso', adviceFor: () => 'Try again.', referenceOf: () => '', howToCheck: {} } as unknown as Wording;
const canary = 'token-of-a-credential-0123456789';

test('a long reason of n8n is cut behind its secrets, never within one', () => {
	const secrets = new Secrets();
	secrets.learn([canary]);
	const connection = { account: { clock: systemClock }, secrets } as never;
	for (let before = 340; before < 420; before++) {
		const reason = `${'x'.repeat(before)}${canary} and more`;
		const { message } = describeOutcome({ meaning: 'notSent', answer: { kind: 'notSent', reason, advice: 'Reconnect.' }, accountWide: false, startedTick: 0 }, 'touch.getAll', wording, connection);
		expect(message.length).toBeLessThanOrEqual(400);
		expect(message).not.toMatch(/token/);
	}
});
