import { Progress } from '../../scripts/probe/progress';

function written(isTTY: boolean, requests: number): string {
	let text = '';
	const progress = new Progress({ isTTY, write: (more: string) => (text += more) });
	progress.begin('Sendoso');
	for (let index = 0; index < requests; index += 1) progress.step();
	progress.end();
	return text;
}

test('a terminal has one line that counts on', () => {
	expect(written(true, 2)).toBe('\rReading Sendoso: 1 request\rReading Sendoso: 2 requests\n');
	expect(written(true, 0)).toBe('');
});

test('a file has a line for the first request and for every tenth after it', () => {
	expect(written(false, 12)).toBe('Reading Sendoso: 1 request\nReading Sendoso: 11 requests\n');
});
