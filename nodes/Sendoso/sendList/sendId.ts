import type { IDataObject } from 'n8n-workflow';
import { textOf } from '../../shared/values/json';

/** What names a listed send: its GID, or its ID where it has none. */
export function sendId(send: IDataObject): string {
	return textOf(send.send_gid) || textOf(send.id);
}
