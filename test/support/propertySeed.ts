/* eslint-disable @n8n/community-nodes/no-restricted-globals -- tests run on a desk, never inside n8n */
import fc from 'fast-check';

/**
 * Property tests draw new cases on every run. A check that decides whether a change may land sets `PROPERTY_SEED`, so
 * that it judges the change and not its luck; fast-check prints the seed of a failure in either case.
 */
const seed = Number(process.env.PROPERTY_SEED ?? NaN);
if (Number.isInteger(seed)) fc.configureGlobal({ ...fc.readConfigureGlobal(), seed });
