import type { IDataObject } from 'n8n-workflow';
import { isRow } from '../../shared/values/json';
import { plainText } from '../../shared/values/text';

/** Members of a user that an update sends, by the label of their field. */
export const LABELS: Record<string, string> = { active: 'Active', division: 'Division (Team Group Name)', familyName: 'Family Name', givenName: 'Given Name', userType: 'User Type' };

const NAMES = Object.keys(LABELS);

/**
 * Members of a user as Sendoso tells them. An empty one is told; one that can't be read is not, so that nothing odd is written
 * back.
 */
export function membersOfUser(user: IDataObject): IDataObject {
	const name = isRow(user.name) ? user.name : {};
	const told: Array<[string, unknown]> = [
		['active', yesOrNo(user.active)],
		['division', textOrNull(user.division)],
		['familyName', textOrNull(name.familyName)],
		['givenName', textOrNull(name.givenName)],
		['userType', textOrNull(user.userType)],
	];
	return Object.fromEntries(told.filter(([, value]) => value !== undefined)) as IDataObject;
}

/** Names of those that are neither given nor told. */
export function missingMembers(members: IDataObject): string[] {
	return NAMES.filter((name) => members[name] === undefined);
}

/** Names of those that were given and are told to be something else; spelling does not count. */
export function changedMembers(given: IDataObject, told: IDataObject): string[] {
	return NAMES.filter((name) => given[name] !== undefined && told[name] !== undefined && spelled(given[name]) !== spelled(told[name]));
}

/** The body of an update (A23: all members). */
export function toWire({ active, division, familyName, givenName, userType }: IDataObject): IDataObject {
	return { name: { givenName: trimmed(givenName), familyName: trimmed(familyName) }, active, userType, division: trimmed(division) };
}

function trimmed(value: IDataObject[string]): IDataObject[string] {
	return typeof value === 'string' ? value.trim() : value;
}

function spelled(value: unknown): string {
	return String(value ?? '').trim().normalize('NFC').toLowerCase();
}

function yesOrNo(value: unknown): boolean | undefined {
	const text = plainText(value)?.trim().toLowerCase();
	return text === 'true' ? true : text === 'false' ? false : undefined;
}

/** A member that is there and null is an empty one. */
function textOrNull(value: unknown): string | null | undefined {
	return value === null ? null : plainText(value);
}
