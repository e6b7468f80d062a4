import type { Service } from '../shared/service/service';
import { openConnection } from './connection';
import { wording } from './wording';

/** Sendoso's own API. */
export const sendosoService: Service = { open: openConnection, wording };
