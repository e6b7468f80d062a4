/** A refusal in the platform's own form; `providerMessage` is Sendoso's part of it. */
export class Refusal extends Error {
	constructor(
		readonly status: number,
		message: string,
		readonly providerMessage?: string,
	) {
		super(message);
	}
}
