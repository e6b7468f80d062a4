import type { ListedSend } from '../../nodes/shared/spending/listedSend';
import type { FakeClock } from './fakeClock';

/** Who gets the gifts. */
export const EMAIL = 'ana@example.org';

/** A send from campaign 1 to Ana that Sendoso lists, created just now unless it says otherwise. */
export function listedSend(clock: FakeClock, id: string, more: Partial<ListedSend> = {}): ListedSend {
	return { id, touchId: '1', touchName: '', email: EMAIL, status: 'Sent', createdAt: new Date(clock.now()).toISOString(), row: {}, ...more };
}
