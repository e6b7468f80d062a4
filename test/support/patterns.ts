import ts from 'typescript';
import type { Tree } from './imports';

/** One regular expression of the sources. */
export interface Pattern {
	/** File and line. */
	where: string;
	expression: RegExp;
}

/** A regular expression inside a text that n8n evaluates: what `test` is called of, or what `replace` and the like are given. */
const IN_TEXT = /(?:[(:?=,!&|]\s*|^)\/((?:[^/\\[\n]|\\.|\[(?:[^\]\\\n]|\\.)*\])+)\/([a-z]*)(?=\s*(?:,|\.(?:test|exec)\())/g;

/** What makes a pattern out of a text, so that nobody can read it in the sources. */
const MAKERS = ['RegExp'];
const TEXT_MATCHERS = ['match', 'matchAll', 'search'];

/** Every regular expression of the sources: those that are written as such, and those inside of expressions for n8n. */
export function patternsOf(tree: Tree): Pattern[] {
	return walk(tree, (node, where) => {
		if (ts.isRegularExpressionLiteral(node)) {
			const end = node.text.lastIndexOf('/');
			return [{ where, expression: new RegExp(node.text.slice(1, end), node.text.slice(end + 1)) }];
		}
		if (!ts.isStringLiteralLike(node) && !ts.isTemplateHead(node) && !ts.isTemplateMiddleOrTemplateTail(node)) return [];
		return [...node.text.matchAll(IN_TEXT)].map(([, source = '', flags]) => ({ where, expression: new RegExp(source, flags) }));
	});
}

/** Places where a pattern is made of a text while the package runs: none of these can be read in the sources. */
export function madePatterns(tree: Tree): string[] {
	return walk(tree, (node, where) => {
		if (!ts.isCallExpression(node) && !ts.isNewExpression(node)) return [];
		const { expression: called, arguments: given } = node;
		if (ts.isIdentifier(called) && MAKERS.includes(called.text)) return [where];
		const isMatcher = ts.isPropertyAccessExpression(called) && TEXT_MATCHERS.includes(called.name.text);
		const [first] = given ?? [];
		return isMatcher && first !== undefined && (ts.isStringLiteralLike(first) || ts.isTemplateExpression(first)) ? [where] : [];
	});
}

function walk<T>(tree: Tree, read: (node: ts.Node, where: string) => T[]): T[] {
	return [...tree].flatMap(([path, text]) => {
		const source = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
		const found: T[] = [];
		const visit = (node: ts.Node) => {
			found.push(...read(node, `${path}:${source.getLineAndCharacterOfPosition(node.getStart(source)).line + 1}`));
			ts.forEachChild(node, visit);
		};
		visit(source);
		return found;
	});
}

/** What one part of a pattern matches, in a few examples: a character, or one of a class. */
type Part = string[];

const CLASSES: Record<string, Part> = { d: ['0', '7'], D: ['x'], w: ['a', '_'], W: ['!', ' '], s: [' ', '\t', '\n'], S: ['x', '0'], n: ['\n'], r: ['\r'], t: ['\t'] };
const PROPERTIES: Part = ['a', '0', '\u0301', '\u200b', '\u00a0', '\ud800', '«'];

/** Splits the source of a pattern at its alternatives and groups; quantifiers and anchors fall away. */
function partsOf(source: string): Part[][] {
	const runs: Part[][] = [[]];
	const tokens = source.matchAll(/\\p\{[^}]*\}|\\u[\da-f]{4}|\\.|\[(?:\\.|[^\]\\])*\]|\(\?(?:<?[=!]|:|<\w+>)|\{\d+(?:,\d*)?\}|[^]/giu);
	for (const [token] of tokens) {
		if (token === '|' || token.startsWith('(')) runs.push([]);
		else if (!/^(?:[)^$?*+]|\\b|\{\d)/i.test(token)) runs[runs.length - 1]?.push(examplesOf(token));
	}
	return runs;
}

function examplesOf(token: string): Part {
	if (token.startsWith('\\p')) return PROPERTIES;
	if (token.startsWith('\\u')) return [String.fromCharCode(parseInt(token.slice(2), 16))];
	if (token.startsWith('\\')) return CLASSES[token.slice(1)] ?? [token.slice(1)];
	if (token === '.') return ['x'];
	if (!token.startsWith('[')) return [token];
	if (token.startsWith('[^')) return ['x', '0', '-', '.'];
	return [...token.slice(1, -1).matchAll(/\\p\{[^}]*\}|\\u[\da-f]{4}|\\.|[^]/giu)].flatMap(([inner]) => examplesOf(inner === '.' ? '\\.' : inner === '[' ? '\\[' : inner));
}

/** What may be repeated, whatever a pattern says. */
const USUAL = [' ', '\t', '\n', 'a', 'Z', '0', '1', '@', '.', ',', '"', "'", '-', '/', '(', '\u00e9', '\u200b', '\ud800', 'a@', 'a.', '0.', ' a', '\r\n'];

/** What may stand at the end and spoil a match. */
const SPOILERS = ['', '!', '\n', '\nx', ' ', '\u0000'];

/** A text in any length. */
export type Scalable = (length: number) => string;

/** Texts that cost a pattern much if anything does: a beginning that it matches, something repeated, a bad end. */
export function hostileTexts({ source }: RegExp): Scalable[] {
	const runs = partsOf(source);
	const firsts = runs.map((run) => run.map(([example = '']) => example));
	const beginnings = new Set(['']);
	for (const run of [firsts.flat(), ...firsts]) for (let end = 1; end <= Math.min(run.length, 12); end++) beginnings.add(run.slice(0, end).join(''));
	const literals = firsts.map((run) => run.join('')).filter((text) => text.length > 1);
	const units = new Set([...USUAL, ...runs.flat(2), ...literals, ...literals.map((text) => `${text} `), ...literals.map((text) => `${text}a`)]);
	return [...beginnings].flatMap((beginning) =>
		[...units].flatMap((unit) => SPOILERS.map((spoiler): Scalable => (length) => beginning + unit.repeat(Math.ceil(length / unit.length)).slice(0, length) + spoiler)),
	);
}
