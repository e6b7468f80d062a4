import { poll as pollOf } from '../../shared/polling/poll';
import { openConnectorsTriggerService } from './service';

/** One tick of the trigger of SAP Open Connectors. */
export const poll = pollOf(openConnectorsTriggerService);
