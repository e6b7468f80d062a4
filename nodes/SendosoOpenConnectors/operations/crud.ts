import type { IDataObject } from 'n8n-workflow';
import { additionalFields } from '../../shared/operations/fields';
import type { Check, Parameters } from '../../shared/operations/operation';
import type { Field } from '../../shared/parameters/field';
import type { ConnectorOperation } from '../answerShapes';
import { membersOf, somethingToWrite } from './body';
import { listChecks, listFields, writeOptions } from './fields';
import type { Kind } from './kinds';
import { connectorOperation } from './operation';

const onePath = ({ path, id }: Kind) => `${path}/{${id?.name ?? 'id'}}`;
const idFields = ({ id }: Kind) => (id ? [id] : []);

/** Get Many. */
export const getAll = ({ words: [, plural], path, singular }: Kind): ConnectorOperation =>
	connectorOperation({
		names: ['getAll', 'Get Many', `Get many ${plural}`, `Get many ${plural}`],
		request: ['GET', path],
		fields: listFields,
		safety: 'reads',
		answer: { kind: 'connectorList', singular },
		checks: listChecks,
	});

/** Get; `isInList` where the connector may not read by ID (A4). */
export const getOne = (kind: Kind, isInList = false): ConnectorOperation =>
	connectorOperation({
		names: ['get', 'Get', `Get ${kind.words[0]}`, `Get one ${kind.words[0]}`],
		request: ['GET', onePath(kind)],
		fields: idFields(kind),
		safety: 'reads',
		answer: {
			kind: 'connectorRecord',
			singular: kind.singular,
			...(isInList && kind.id ? { orFrom: { path: kind.path, id: kind.id.name } } : {}),
		},
	});

/** What a record is written with. */
interface Writing {
	/** Parameters that are always there. */
	required?: Field[];
	/** Members that may be left out. */
	optional?: Field[];
	checks?: Check[];
	/** Members of the record; from the parameters of the same names unless it says otherwise. */
	members?: (parameters: Parameters) => IDataObject;
}

const bodyOf = (singular: string, names: string[], members?: Writing['members']) => (parameters: Parameters) => ({
	[singular]: members ? members(parameters) : membersOf(parameters, names),
});

/** Create. */
export const create = ({ words: [word], path, singular }: Kind, { required = [], optional = [], checks = [], members }: Writing): ConnectorOperation =>
	connectorOperation({
		names: ['create', 'Create', `Create ${word}`, `Create a ${word}`],
		request: ['POST', path],
		fields: [...required, ...(optional.length > 0 ? [additionalFields(optional)] : []), writeOptions],
		safety: 'creates',
		answer: { kind: 'connectorWrite', singular },
		checks: required.length > 0 ? checks : [somethingToWrite, ...checks],
		body: bodyOf(singular, required.map(({ name }) => name), members),
	});

/** Update, with the method that the connector takes. */
export const update = (kind: Kind, method: 'PUT' | 'PATCH', { optional = [], checks = [], members }: Writing, orElse?: 'PUT'): ConnectorOperation =>
	connectorOperation({
		names: ['update', 'Update', `Update ${kind.words[0]}`, `Change members of a ${kind.words[0]}`],
		request: [method, onePath(kind)],
		fields: [...idFields(kind), additionalFields(optional), writeOptions],
		safety: 'changes',
		answer: { kind: 'connectorWrite', singular: kind.singular, orElse },
		checks: [somethingToWrite, ...checks],
		body: bodyOf(kind.singular, [], members),
	});

/** Delete. */
export const remove = (kind: Kind): ConnectorOperation =>
	connectorOperation({
		names: ['delete', 'Delete', `Delete ${kind.words[0]}`, `Delete a ${kind.words[0]} for good`],
		request: ['DELETE', onePath(kind)],
		fields: idFields(kind),
		safety: 'changes',
		answer: { kind: 'connectorWrite', singular: kind.singular },
	});
