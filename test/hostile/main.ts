/* eslint-disable @n8n/community-nodes/no-restricted-globals -- runs on a desk, never inside n8n */
/**
 * Every hostile answer against every operation of both nodes and both triggers; `npm test` tries a part of these pairs.
 *
 *     npm run test:hostile
 */
import { run } from 'jest';

process.env.HOSTILE = 'all';
void run(['test/hostile', '--selectProjects', 'current engine']);
