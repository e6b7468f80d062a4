import type { IDataObject } from 'n8n-workflow';
import { emailKey } from '../../values/emails';
import { member } from '../../values/json';

/**
 * Keys of the rows of an execution whose outcome is unknown, by the address that they asked for: each row of a run asks
 * for those of its own, and a look through all of them would cost the square of the run.
 */
export class UnknownRows {
	private readonly byAddress = new Map<string, Set<string>>();
	private readonly addresses = new Map<string, string>();

	/** Those among the kept rows; looked for once for all items of an execution. */
	static of(rows: IDataObject): UnknownRows {
		const known = ofExecutions.get(rows);
		if (known !== undefined) return known;
		const created = new UnknownRows();
		for (const [key, row] of Object.entries(rows)) {
			const unknown = member(row, 'unknown');
			if (unknown !== undefined) created.add(key, member(member(unknown, 'asked'), 'email'));
		}
		ofExecutions.set(rows, created);
		return created;
	}

	/** Notes a row. One that does not say whom it is for can't be told from others, and is found by no address. */
	add(key: string, email: unknown) {
		const address = emailKey(email);
		if (address === '') return;
		this.addresses.set(key, address);
		const keys = this.byAddress.get(address);
		if (keys === undefined) this.byAddress.set(address, new Set([key]));
		else keys.add(key);
	}

	/** Forgets a row that was found out. */
	delete(key: string) {
		this.byAddress.get(this.addresses.get(key) ?? '')?.delete(key);
		this.addresses.delete(key);
	}

	/** Keys of the rows that asked for a gift for an address. */
	keysFor(email: string): string[] {
		return [...(this.byAddress.get(emailKey(email)) ?? [])];
	}
}

const ofExecutions = new WeakMap<IDataObject, UnknownRows>();
