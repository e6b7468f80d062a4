/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals -- runs on a desk, never inside n8n */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { PlainFailure } from '../../../scripts/demo/failure';
import type { Mode } from './place';

const page = join(__dirname, '..', '..', '..', 'docs', 'agents-transcript.md');

/**
 * Writes what was said in one mode between its marks on the page of transcripts.
 *
 * @throws PlainFailure when the marks are missing
 */
export async function writeTranscript(mode: Mode, transcript: string): Promise<void> {
	const text = await readFile(page, 'utf8');
	const [begin, end] = [`<!-- test:agents ${mode} -->`, `<!-- /test:agents ${mode} -->`];
	const [before, after] = [text.indexOf(begin), text.indexOf(end)];
	if (before === -1 || after < before) throw new PlainFailure(`docs/agents-transcript.md has no ${begin} and ${end}.`);
	await writeFile(page, `${text.slice(0, before + begin.length)}\n\`\`\`text\n${transcript}\n\`\`\`\n${text.slice(after)}`);
}
