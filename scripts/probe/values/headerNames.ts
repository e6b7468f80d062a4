import { knownNames } from './shape';

/** Names that servers give to headers; a pattern with a free end would let any word in. */
const KNOWN = [
	/^retry-after$/,
	/^(x-)?rate-?limit(-(limit|remaining|reset|policy|used|resource|requests|retry-after))?(-(second|minute|hour|day|month))?$/,
	/^(x-|x-amzn-|elements-)?(request|trace|correlation)-?id$/,
	/^elements-(api-reference|async-callback-url|element-instance-id|error|next-page-token|returned-count|total-count|version|webhook-id|webhook-signature)$/,
];

/** Names of headers as text; those of its own that a server has are counted. */
export function headerNames(names: Iterable<string>): string {
	return knownNames(names, (name) => KNOWN.some((pattern) => pattern.test(name)));
}
