import { type INodeProperties, updateDisplayOptions } from 'n8n-workflow';
import type { Resource } from '../operation';

const emptySelector: INodeProperties = {
	displayName: 'Operation',
	name: 'operation',
	type: 'options',
	noDataExpression: true,
	options: [],
	default: '',
};

/**
 * Turns a resource into the properties of the node: its operation selector, then the fields of each operation.
 * Display conditions are applied here, once, so that no field repeats its resource and operation.
 */
export function toProperties({ option, operations }: Resource): INodeProperties[] {
	const resource = [String(option.value)];
	const options = operations.map((operation) => operation.option);
	const selector = { ...emptySelector, displayOptions: { show: { resource } }, options, default: options[0]?.value ?? '' };
	const fields = operations.flatMap((operation) =>
		updateDisplayOptions({ show: { resource, operation: [String(operation.option.value)] } }, operation.fields),
	);
	return [selector, ...fields];
}
