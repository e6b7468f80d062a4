/** Ways to write an ID, each around the one of a record. */
const around: Array<(id: string) => string> = [
	(id) => id,
	...['/', '\\', '?', '#', '%', '&', ';', ':', '@', '!', '$', "'", '(', ')', '*', '+', ',', '=', '[', ']', '"', '<', '>', '{', '}', '|', '^', '`', '~', '.'].flatMap((sign) => [
		(id: string) => `${sign}${id}`,
		(id: string) => `${id}${sign}`,
		(id: string) => `${id}${sign}${id}`,
		(id: string) => `${id}${sign}${sign}`,
	]),
	...['..', '../..', '/..', '..%2f..', '%2e%2e', '%2E%2E%2F', '..;', '.%00.', '%2f', '%5c', '%00', '%0d%0a', '%23', '%3f', '%25', '%zz', '%', '%c0%ae%c0%ae'].flatMap((part) => [
		(id: string) => `${part}/${id}`,
		(id: string) => `${id}/${part}`,
		(id: string) => `${id}${part}`,
		() => part,
	]),
	...['\u0000', '\t', '\n', '\r\n', '\u000b', '\u001b[31m', '\u007f', '\u0085', '\u00a0', '\u200b', '\u200d', '\u202e', '\u2028', '\u2066', '\ufeff', '\ud800', '\udc00', '\ufffd', '\u0301', '😀', '٥', '५', '５', 'ⅷ', 'é', 'e\u0301', '中', '／', '．．', '＃', '？'].flatMap((sign) => [
		(id: string) => `${sign}${id}`,
		(id: string) => `${id}${sign}`,
		(id: string) => `${id}${sign}/delete`,
	]),
	...['http://evil.example/', '//evil.example/', 'https:', 'javascript:', 'file:///', '\\\\evil.example\\'].map((host) => (id: string) => `${host}${id}`),
	...['null', 'undefined', 'NaN', 'Infinity', 'true', 'false', '[object Object]', '[object Array]', '{}', '[]', '{{ $json }}', '${id}', '-1', '0', '-0', '1e3', '0x10', '1_000', ' ', '', '  ', '.', '..', '...', '....', 'enabled', 'polling-disabled', '__proto__', 'constructor', 'me', 'docs'].map((word) => () => word),
	(id) => `0${id}`,
	(id) => `00${id}`,
	(id) => `+${id}`,
	(id) => `-${id}`,
	(id) => `${id}.0`,
	(id) => `${id}e0`,
	(id) => ` ${id} `,
	(id) => id.repeat(500),
	(id) => `${id}${'a'.repeat(10_000)}`,
	(id) => encodeURIComponent(`../${id}`),
	(id) => encodeURIComponent(encodeURIComponent(`../${id}`)),
];

/** Odd spellings of the IDs of three records, each once. */
export const oddIds = [...new Set(['220145', '7', 'a-b_c'].flatMap((id) => around.map((write) => write(id))))];
