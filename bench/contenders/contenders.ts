/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals -- benchmarks run on a desk, never inside n8n */
import { join } from 'node:path';

/** Names of those who are compared, as the report shows them. */
export const OUR_NODE = 'Sendoso node';
export const HTTP_REQUEST_NODE = 'HTTP Request node';
export const HTTP_REQUEST_WITHOUT_PACE = 'HTTP Request node, no interval';
export const BARE_CLIENT = 'bare client';

/** Module of a contender. */
export const moduleOf = (name: string) => join(__dirname, `${name}.ts`);
