import { type INodeType, NodeConnectionTypes } from 'n8n-workflow';
import { nodeTypes } from './engine';

/** A node as n8n makes a tool of it: it adds a text of its own unless the node has one, which ours do. */
export function asTool(type: string): INodeType {
	const node = nodeTypes.getByNameAndVersion(type);
	const { name, properties } = node.description;
	if (!properties.some((property) => property.name === 'toolDescription')) throw new Error('n8n would add a text of its own to the tool');
	return { ...node, description: { ...node.description, name: `${name}Tool`, inputs: [], outputs: [NodeConnectionTypes.AiTool] } };
}
