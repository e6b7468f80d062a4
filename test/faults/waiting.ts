/* eslint-disable @n8n/community-nodes/no-restricted-globals -- the campaign runs on a desk, never inside n8n */

/** Waits in real time. */
export async function pause(milliseconds: number) {
	await new Promise((resolve) => setTimeout(resolve, milliseconds));
}
