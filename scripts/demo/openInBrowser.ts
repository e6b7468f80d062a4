/* eslint-disable @n8n/community-nodes/no-restricted-globals -- runs on a desk, never inside n8n */
import { runCommand } from './processes';
import { say } from './progress';

const openers: Partial<Record<NodeJS.Platform, string>> = { darwin: 'open', linux: 'xdg-open' };

/** Opens an address in the browser of this desk; where there is none, the address stays to be clicked. */
export async function openInBrowser(url: string): Promise<void> {
	const opener = openers[process.platform];
	const result = opener === undefined ? undefined : await runCommand(opener, [url], { environment: process.env });
	if (result?.code !== 0) say(`No browser could be opened; go to ${url}`);
}
