import { poll as pollOf } from '../../shared/polling/poll';
import { sendosoTriggerService } from './service';

/** One tick of the trigger of Sendoso's own API. */
export const poll = pollOf(sendosoTriggerService);
