/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals -- runs on a desk, never inside n8n */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { outputSchemas, schemaFile, schemaText } from './outputs';

const folder = join(__dirname, '..', '..', 'nodes', 'Sendoso', '__schema__');

// Writes the output schemas that the editor shows before an operation ran: `npx tsx scripts/schemas/generate.ts`.
rmSync(folder, { recursive: true, force: true });
for (const [name, schema] of Object.entries(outputSchemas())) {
	const file = join(folder, schemaFile(name));
	mkdirSync(dirname(file), { recursive: true });
	writeFileSync(file, schemaText(schema));
}
