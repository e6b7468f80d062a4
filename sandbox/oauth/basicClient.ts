import type { Request } from 'express';

/** Client id and secret of an `Authorization: Basic` header. */
export function basicClient(request: Request): { id: string; secret: string } | null {
	const [scheme, encoded] = (request.headers.authorization ?? '').split(' ');
	if (scheme?.toLowerCase() !== 'basic' || !encoded) return null;
	const [id = '', ...secret] = Buffer.from(encoded, 'base64').toString('utf8').split(':');
	return { id, secret: secret.join(':') };
}
