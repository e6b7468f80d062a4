import type { IDataObject } from 'n8n-workflow';
import type { Parameters } from '../../../shared/operations/operation';
import { VIA_FROM } from '../../../shared/spending/fields';
import { member, textOf } from '../../../shared/values/json';

/** A text without surrounding space; undefined when there is none, so that it is left out. */
export function filledText(value: unknown): string | undefined {
	return value ? textOf(value) || undefined : undefined;
}

/** A message as it was written, with its line breaks and blanks; undefined when it is blank. */
export function messageOf(value: unknown): string | undefined {
	return filledText(value) === undefined ? undefined : (value as string);
}

/** The text that goes with the gift. */
export function customMessageOf({ additionalFields }: Parameters): string | undefined {
	return messageOf(member(additionalFields, 'customMessage'));
}

/**
 * The body of a send, its members in one order for all operations. Members that are undefined are left out.
 *
 * @param kind what the operation always says, with `via`: how the recipients are given (fact 42)
 * @param members what the parameters of the operation add
 */
export function sendBody({ additionalFields, touchId }: Parameters, kind: IDataObject & { via: string }, members: IDataObject): IDataObject {
	const viaFrom = filledText(member(additionalFields, 'viaFrom')) ?? VIA_FROM;
	return { send: { ...kind, via_from: viaFrom, touch_id: Number(touchId), ...members } };
}
