/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals -- tests run on a desk, never inside n8n */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { resources as ofSendoso } from '../../nodes/Sendoso/resources';
import { resources as ofConnector } from '../../nodes/SendosoOpenConnectors/resources';
import type { Resource } from '../../nodes/shared/operations/operation';
import { parseOcnql } from '../../sandbox/openConnectors/ocnql';

const guide = readFileSync(join(__dirname, '..', '..', 'docs', 'open-connectors.md'), 'utf8');

/** Operations of a resource of a node, as the table writes them. */
const operationsOf = (resources: Resource[], name: string) =>
	(resources.find(({ option }) => option.name === name)?.operations ?? []).map(({ option }) => option.name).sort().join(', ');

test('the table of operations says what the editor offers', () => {
	const names = [...new Set([...ofSendoso, ...ofConnector].map(({ option }) => option.name))].sort();
	const rows = names.map((name) => ['', name, operationsOf(ofSendoso, name), operationsOf(ofConnector, name), ''].join('|'));
	const [, table = ''] = /## What exists where\n([^]*?)\n\n(?:The trigger)/.exec(guide) ?? [];
	const written = table.trim().split('\n').slice(2).map((row) => row.split('|').map((cell) => cell.trim()).join('|'));
	expect(written).toEqual(rows);
});

test('the clause that the guide shows is OCNQL', () => {
	const [, clause = ''] = /for example `([^`]+)`/.exec(guide) ?? [];
	expect(parseOcnql(clause)).toMatchObject({ kind: 'and' });
});
