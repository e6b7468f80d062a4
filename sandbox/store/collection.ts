import type { LooseId } from './records';

/** Records in the order they were added, found by id compared as text. */
export class Collection<T extends { id: LooseId }> {
	private readonly byId = new Map<string, T>();

	get size(): number {
		return this.byId.size;
	}

	all(): T[] {
		return [...this.byId.values()];
	}

	get(id: LooseId): T | undefined {
		return this.byId.get(String(id));
	}

	/** Adds the record, or puts it in the place of the one with the same id. */
	put(record: T): T {
		this.byId.set(String(record.id), record);
		return record;
	}

	/** Changes some members of a record; the id stays. */
	update(id: LooseId, changes: Partial<T>): T {
		const existing = this.byId.get(String(id));
		if (existing === undefined) throw new Error(`There is no record with the id ${String(id)}`);
		return Object.assign(existing, changes, { id: existing.id });
	}

	remove(id: LooseId): boolean {
		return this.byId.delete(String(id));
	}

	clear(): void {
		this.byId.clear();
	}

	/** One more than the highest id in use, at least `lowest`. */
	nextId(lowest: number): number {
		return this.all().reduce((highest, record) => Math.max(highest, Number(record.id) + 1), lowest);
	}
}
