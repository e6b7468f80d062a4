/** Most characters of advice in a message: a model pays for each of them. */
const LONGEST_ADVICE = 300;

/** Fields that a tool does not have, so that advice about them leads a model nowhere. */
const NOT_OFFERED = ["'Duplicate Check'"];

/** Where one sentence ends and another begins. */
const BETWEEN_SENTENCES = /(?<=[.!?]) +(?=[A-Z'"])/;

/**
 * The advice of an error as it may stand in its message: whole sentences, those about fields that a tool does not have
 * left out.
 */
export function adviceInMessage(description: string): string {
	const sentences = description.split(BETWEEN_SENTENCES).filter((sentence) => !NOT_OFFERED.some((field) => sentence.includes(field)));
	let advice = '';
	for (const sentence of sentences) {
		const longer = advice === '' ? sentence : `${advice} ${sentence}`;
		if (longer.length > LONGEST_ADVICE) break;
		advice = longer;
	}
	return advice;
}
