import type { INodeExecutionData } from 'n8n-workflow';
import type { Resource } from '../operations/operation';
import type { Service } from '../service/service';
import type { ItemContext } from './itemContext';

/** Carries out an operation of one answer shape for one item. */
export type Handler<Shape extends { kind: string }> = (item: ItemContext, shape: Shape) => Promise<INodeExecutionData[]>;

/** A handler for each answer shape: the compiler demands all of them. */
export type Handlers<Shape extends { kind: string }> = { [Kind in Shape['kind']]: Handler<Extract<Shape, { kind: Kind }>> };

/** What a node offers, and how it carries it out. */
export interface NodeService<Shape extends { kind: string }> extends Service {
	/** In the order of the selector. */
	resources: Array<Resource<Shape>>;
	handlers: Handlers<Shape>;
}
