import fc from 'fast-check';
import { replaceTexts } from '../../../nodes/shared/transport/secrets/replaceTexts';

const letters = (least: number, most: number) => fc.array(fc.constantFrom('a', 'b'), { minLength: least, maxLength: most }).map((all) => all.join(''));

test('every text that is looked for is replaced, from left to right, the first of the list before others', () => {
	fc.assert(
		fc.property(letters(0, 30), fc.array(letters(1, 4), { maxLength: 5 }), (text, wanted) => {
			const pattern = wanted.length === 0 ? /[^]{0}(?!)/g : new RegExp(wanted.join('|'), 'g');
			expect(replaceTexts(text, wanted, (found) => `<${found}>`)).toBe(text.replace(pattern, (found) => `<${found}>`));
		}),
		{ numRuns: 1_000 },
	);
});

test('what is put in is not looked through again', () => {
	expect(replaceTexts('aab', ['a', 'b'], () => 'ab')).toBe('abab' + 'ab');
	expect(replaceTexts('', ['a'], () => 'x')).toBe('');
});
