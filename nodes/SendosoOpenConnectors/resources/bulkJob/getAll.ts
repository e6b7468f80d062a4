import type { Check } from '../../../shared/operations/operation';
import { member, textOf } from '../../../shared/values/json';
import type { ConnectorOperation } from '../../answerShapes';
import { getAll as getAllOf } from '../../operations/crud';
import { BULK_JOB } from '../../operations/kinds';

/** The only fields that the list of jobs can be filtered by (fact 48). */
const QUERYABLE = ['job_direction', 'job_status', 'object_name', 'record_count'];

const conditionsAreQueryable: Check = ({ filterBy, conditions }) => {
	const values = filterBy === 'conditions' ? member(conditions, 'values') : undefined;
	const place = (Array.isArray(values) ? values : []).findIndex((entry) => !QUERYABLE.includes(textOf(member(entry, 'field'))));
	return place === -1
		? undefined
		: { message: `'Field' of condition ${place + 1} is not one that jobs can be filtered by`, description: `Set 'Field' to one of: ${QUERYABLE.join(', ')}.` };
};

const getJobs = getAllOf(BULK_JOB);

/** Lists the jobs of the bulk service. */
export const getAll: ConnectorOperation = { ...getJobs, checks: [...getJobs.checks, conditionsAreQueryable] };
