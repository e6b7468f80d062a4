import { shownItems, toItem } from '../../../nodes/shared/execution/itemContext';
import type { ItemContext } from '../../../nodes/shared/execution/itemContext';
import { Secrets } from '../../../nodes/shared/transport/secrets/secrets';
import { unitItem } from '../../support/unitItem';

/** A list that was read while one secret was known, and a record of it that says what another one turns out to be. */
function listed() {
	const secrets = new Secrets();
	secrets.learn(['sample-secret']);
	const item = unitItem({ more: { connection: { secrets } as unknown as ItemContext['connection'], answers: { makeOutput: true, cleanOf: secrets.version } } });
	return { secrets, item, items: [toItem({ name: 'renewed-token' }, 0)] };
}

test('what was vouched for stays the very same', () => {
	const { item, items } = listed();
	expect(shownItems(item, items)).toBe(items);
});

test('a secret that became known after the list was read is hidden in it', () => {
	const { secrets, item, items } = listed();
	secrets.learn(['renewed-token']);
	expect(shownItems(item, items)).toEqual([toItem({ name: '(secret)' }, 0)]);
});
