import { connectorPaths } from '../contract';
import type { Row } from '../row';

/** The Swagger 2.0 document that the platform gives for a connector and for an instance (fact 34). */
export function swagger(wanted: (path: string) => boolean = () => true): Row {
	const paths = Object.fromEntries(
		Object.entries(connectorPaths())
			.filter(([path]) => wanted(path))
			.map(([path, item]) => [
				path,
				Object.fromEntries(Object.entries(item).map(([method, { operationId, summary }]) => [method, { operationId, summary, responses: { 200: { description: 'Success' } } }])),
			]),
	);
	return { swagger: '2.0', info: { title: 'sendoso', version: 'api-v2' }, basePath: '/elements/api-v2', paths };
}
