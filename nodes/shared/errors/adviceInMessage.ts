/** Most characters of advice in a message: a model pays for each of them. */
const LONGEST_ADVICE = 300;

/** What a model can't set: advice about it is for the author of the workflow. */
const FOR_AUTHORS = ["'Duplicate Check'", "'Requests per Second'"];

/** Where one sentence ends and another begins. */
const BETWEEN_SENTENCES = /(?<=[.!?]) +(?=[A-Z'"])/;

/**
 * The advice of an error as it may stand in its message: whole sentences, those that only the author of
 * the workflow can follow left out.
 */
export function adviceInMessage(description: string): string {
	const sentences = description.split(BETWEEN_SENTENCES).filter((sentence) => !FOR_AUTHORS.some((field) => sentence.includes(field)));
	let advice = '';
	for (const sentence of sentences) {
		const longer = advice === '' ? sentence : `${advice} ${sentence}`;
		if (longer.length > LONGEST_ADVICE) break;
		advice = longer;
	}
	return advice;
}
