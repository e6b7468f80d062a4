/* eslint-disable @n8n/community-nodes/no-restricted-imports -- benchmarks run on a desk, never inside n8n */
import type { INodeType, VersionedNodeType } from 'n8n-workflow';
import { registerType } from '../../test/support/engine';

export const HTTP_REQUEST = 'n8n-nodes-base.httpRequest';
export const SPLIT_OUT = 'n8n-nodes-base.splitOut';

/** The newest version of HTTP Request. */
export let HTTP_REQUEST_VERSION = NaN;

/** Registers the nodes of n8n that people use in the place of ours; they come from the whole n8n of the measured process. */
export function registerBaseNodes() {
	/* eslint-disable @typescript-eslint/no-require-imports -- they are no dependency of this project */
	const { HttpRequest } = require('n8n-nodes-base/dist/nodes/HttpRequest/HttpRequest.node') as { HttpRequest: new () => VersionedNodeType };
	const { SplitOut } = require('n8n-nodes-base/dist/nodes/Transform/SplitOut/SplitOut.node') as { SplitOut: new () => INodeType };
	/* eslint-enable @typescript-eslint/no-require-imports */
	const request = new HttpRequest();
	HTTP_REQUEST_VERSION = request.currentVersion;
	registerType(HTTP_REQUEST, request.getNodeType());
	registerType(SPLIT_OUT, new SplitOut());
}
