import type { INodeParameters } from 'n8n-workflow';
import { type Cost, costOf } from '../harness/cost';
import { credentialFor } from './credential';
import { feeder, type RowNode, runRow } from './engine';
import { expectAll, type ListTask, PAGE } from './list';
import { HTTP_REQUEST, HTTP_REQUEST_VERSION, registerBaseNodes, SPLIT_OUT } from './baseNodes';

registerBaseNodes();

/** The next page by its number, until a page is not full. */
const byNumber: INodeParameters = {
	paginationMode: 'updateAParameterInEachRequest',
	parameters: { parameters: [{ type: 'qs', name: 'page', value: '={{ $pageCount + 1 }}' }] },
	paginationCompleteWhen: 'other',
	completeExpression: `={{ $response.body.sends.length < ${PAGE} }}`,
};

/** The next page by its pointer, until there is none, or a page is not full: a pointer may stand on the last page, too. */
const byPointer: INodeParameters = {
	paginationMode: 'updateAParameterInEachRequest',
	parameters: { parameters: [{ type: 'qs', name: 'nextPage', value: '={{ $response?.headers?.["elements-next-page-token"] }}' }] },
	paginationCompleteWhen: 'other',
	completeExpression: `={{ !$response.headers["elements-next-page-token"] || $response.body.length < ${PAGE} }}`,
};

function request({ accounts, connection, requestsPerSecond }: ListTask): RowNode {
	const isDirect = connection === 'direct';
	return {
		type: HTTP_REQUEST,
		typeVersion: HTTP_REQUEST_VERSION,
		parameters: {
			method: 'GET',
			url: isDirect ? `${accounts.url}/api/v3/send` : `${accounts.openConnectorsUrl}/touches`,
			authentication: 'predefinedCredentialType',
			nodeCredentialType: isDirect ? 'sendosoOAuth2Api' : 'sendosoOpenConnectorsApi',
			sendQuery: true,
			queryParameters: { parameters: [{ name: isDirect ? 'per_page' : 'pageSize', value: String(PAGE) }] },
			options: { pagination: { pagination: { ...(isDirect ? byNumber : byPointer), requestInterval: requestsPerSecond === undefined ? 0 : Math.ceil(1_000 / requestsPerSecond) } } },
		},
	};
}

/** n8n's HTTP Request with its own pagination; then Split Out where an answer is more than its list. */
export async function measure(task: ListTask): Promise<Cost> {
	const credential = credentialFor(task);
	const split: RowNode[] = task.connection === 'direct' ? [{ type: SPLIT_OUT, parameters: { fieldToSplitOut: 'sends', options: {} } }] : [];
	const { cost, result } = await costOf(async () => await runRow(credential, [feeder(), request(task), ...split]));
	expectAll(result.map(({ json }) => json), task);
	return cost;
}
