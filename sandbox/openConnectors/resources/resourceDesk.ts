import type { Row } from '../row';

/** One resource of the connector: its rows, and how they are written. */
export interface ResourceDesk {
	/** Name of the wrapper around the body of a write, and around rows where the connector wraps them. */
	singular: string;
	/** Types of the members that metadata name even when there are no rows. */
	fields?: Record<string, 'string' | 'number' | 'boolean' | 'date'>;
	rows(): Row[];
	create?(members: Row): Row;
	update?(id: string, members: Row): Row | undefined;
	remove?(id: string): boolean;
}
