import type { RecordControl } from '../control/recordControl';
import type { LooseId } from '../store/records';
import type { Row } from './row';

/** When records were last changed: Sendoso's own touches don't carry that date. */
export class ChangeDates {
	private readonly dates = new Map<string, string>();

	constructor(private readonly now: () => string) {}

	clear(): void {
		this.dates.clear();
	}

	note(kind: string, id: unknown): void {
		this.dates.set(keyOf(kind, id), this.now());
	}

	/** The row with the date of its last change, which is that of its creation when nothing changed since. */
	stamp(kind: string, row: Row): Row {
		return { ...row, updated_at: this.dates.get(keyOf(kind, row.id)) ?? row.updated_at ?? row.created_at };
	}

	/** Makes a control note what it changes. */
	watch<T extends { id: LooseId }>(kind: string, control: RecordControl<T>): RecordControl<T> {
		const [add, update] = [control.add.bind(control), control.update.bind(control)];
		control.add = (members) => {
			const record = add(members);
			// Another record may have had the same id.
			this.dates.delete(keyOf(kind, record.id));
			return record;
		};
		control.update = (id, changes) => {
			const record = update(id, changes);
			if ('updated_at' in changes) this.dates.delete(keyOf(kind, id));
			else this.note(kind, id);
			return record;
		};
		return control;
	}
}

function keyOf(kind: string, id: unknown): string {
	return `${kind} ${String(id)}`;
}
