import { isRecord } from '../../demo/json';
import { isAnswer, type Reading } from '../http/reader';
import { type Finding, judged, notAsked, notSeen } from '../report/fact';
import type { Survey } from '../survey';
import { firstId, type Row, rowsOf, textOf } from '../values/rows';

const JOBS = '/bulk/jobs';
const STATUS = '/bulk/{jobId}/status';
const RESULT = '/bulk/{jobId}/{objectName}';
const STATES = ['status', 'jobStatus', 'job_status'];
/** A result is read only where the job says that it is as small. */
const MOST_RECORDS = 200;

/** Jobs that others started: the probe starts none. */
export async function addBulkFacts(survey: Survey): Promise<void> {
	const reading = await survey.read(JOBS, { query: { pageSize: 5 } });
	survey.add({ id: 'sap-bulk', number: 'A15', name: 'bulk service', expected: 'there' }, thereOf(reading));
	const body = isAnswer(reading) && reading.status < 300 ? reading.body : undefined;
	const jobs = Array.isArray(body) ? rowsOf(body) : isRecord(body) ? [body] : [];
	const [job] = jobs;
	const state = { id: 'sap-bulk-state', number: '68', name: 'member with the state of a job', expected: 'status' };
	const jobId = job === undefined ? undefined : firstId([job]);
	if (jobId === undefined) {
		survey.log.leaveOut(STATUS, 'no job was found');
		survey.log.leaveOut(RESULT, 'no job was found');
		return survey.add(state, notSeen('no job was found'));
	}
	const status = await survey.body(STATUS, { parts: { jobId } });
	const names = isRecord(status) ? STATES.filter((name) => status[name] !== undefined) : [];
	survey.add(state, names.length === 0 ? notSeen('none of those known') : judged(names.includes('status'), names.join(', ')));
	await addResult(survey, jobs);
}

function thereOf(reading: Reading): Finding {
	if (!isAnswer(reading)) return notSeen(reading.missing);
	if (reading.status < 300) return judged(true, 'there');
	return [400, 404, 405].includes(reading.status) ? judged(false, `off (${reading.status})`) : notSeen(`status ${reading.status}`);
}

async function addResult(survey: Survey, jobs: readonly Row[]): Promise<void> {
	const small = jobs.find((job) => isSmall(job));
	const question = { id: 'sap-bulk-lines', number: '70', name: 'JSON result of a job', expected: 'one JSON text' };
	if (small === undefined) return survey.add(question, notAsked('no finished job with a small result in JSON was found'));
	const parts = { jobId: textOf(small.id), objectName: textOf(small.object_name) };
	const reading = await survey.read(RESULT, { parts, isTrial: true, isFile: true });
	if (!isAnswer(reading)) return survey.add(question, notSeen(reading.missing));
	if (reading.status >= 300) return survey.add(question, notSeen(`status ${reading.status}`));
	survey.add(question, judged(Array.isArray(reading.body), Array.isArray(reading.body) ? 'one JSON text' : 'no list in JSON: one record per line, or another form'));
}

function isSmall({ id, record_count: count, fileFormat, object_name: name, status, job_status: other, jobStatus }: Row): boolean {
	const isDone = /^COMPLETED?$/.test(textOf(status ?? other ?? jobStatus));
	return isDone && textOf(id) !== '' && typeof name === 'string' && /^[\w-]+$/.test(name) && Number(textOf(count)) > 1 && Number(textOf(count)) <= MOST_RECORDS && /json$/i.test(textOf(fileFormat ?? 'json'));
}
