import type { Resource } from '../../resources/operation';
import { returnAddress } from './returnAddress';

/** All resources over SAP Open Connectors, in the order of the selector. */
export const connectorResources: Resource[] = [returnAddress];
