import { toNodeError } from '../errors/nodeErrors';
import type { FailureKind } from '../errors/phrases';
import type { Connection } from '../transport/connection';
import type { Caller } from '../transport/httpCall';
import type { Purpose, Service } from './service';

/** Where the error about an unusable credential belongs. */
export interface ConnectOptions {
	purpose?: Purpose;
	/** Zero-based input item. */
	itemIndex?: number;
	/** First words of the error, for operations that send or create. */
	kind?: FailureKind;
	/** Whether whoever gets the error sees its message alone. */
	isMessageAlone?: boolean;
}

/**
 * Opens the connection of a node.
 *
 * @throws an error that says what to change in the credential
 */
export async function connect(service: Service, caller: Caller, { purpose, ...parts }: ConnectOptions = {}): Promise<Connection> {
	const opened = await service.open(caller, purpose);
	if (!('problem' in opened)) return opened;
	throw toNodeError(caller.getNode(), {
		...parts,
		message: opened.problem,
		description: 'Change the credential of the node.',
		failure: { cause: 'configuration-invalid' },
	});
}
