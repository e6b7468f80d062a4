/* eslint-disable @n8n/community-nodes/no-restricted-imports -- tests read sources on a desk, never inside n8n */
import { posix } from 'node:path';
import ts from 'typescript';

/** Sources by their path from the project's root. */
export type Tree = Map<string, string>;

/** One import of a file, static, type-only, re-exported or dynamic. */
export interface Import {
	from: string;
	line: number;
	/** As written. */
	specifier: string;
	/** The file that it means, when it is one of ours. */
	to: string | undefined;
	/** Whether only types are imported. */
	isTypeOnly: boolean;
}

/** Everything that may be imported from a place; the places themselves are data. */
export interface ImportRule {
	/** A folder, which ends in a slash, or a single file without its ending. The longest one that fits counts. */
	place: string;
	/** Places of which a file of this one may import. Its own place is always among them. */
	mayImport: string[];
	/** Places of which it may import types alone. */
	mayImportTypesOf?: string[];
}

/** Reads the imports of every file; what is inside a comment or a text is none. */
export function importsOf(tree: Tree): Import[] {
	return [...tree].flatMap(([from, text]) => {
		const source = ts.createSourceFile(from, text, ts.ScriptTarget.Latest, true);
		const found: Import[] = [];
		const add = (node: ts.Node, specifier: string, isTypeOnly: boolean) => {
			const line = source.getLineAndCharacterOfPosition(node.getStart(source)).line + 1;
			found.push({ from, line, specifier, to: resolve(tree, from, specifier), isTypeOnly });
		};
		const visit = (node: ts.Node) => {
			if ((ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) && node.moduleSpecifier && ts.isStringLiteral(node.moduleSpecifier)) {
				add(node, node.moduleSpecifier.text, isTypeOnly(node));
			} else if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument) && ts.isStringLiteral(node.argument.literal)) {
				add(node, node.argument.literal.text, true);
			} else if (ts.isCallExpression(node) && isLoader(node.expression)) {
				const [argument] = node.arguments;
				if (argument && ts.isStringLiteral(argument)) add(node, argument.text, false);
			}
			ts.forEachChild(node, visit);
		};
		visit(source);
		return found;
	});
}

function isLoader(expression: ts.Expression): boolean {
	return expression.kind === ts.SyntaxKind.ImportKeyword || (ts.isIdentifier(expression) && expression.text === 'require');
}

function isTypeOnly(node: ts.ImportDeclaration | ts.ExportDeclaration): boolean {
	if (ts.isExportDeclaration(node)) return node.isTypeOnly;
	const { importClause: clause } = node;
	if (clause === undefined) return false;
	const { namedBindings: names } = clause;
	if (clause.isTypeOnly) return true;
	return clause.name === undefined && names !== undefined && ts.isNamedImports(names) && names.elements.every((element) => element.isTypeOnly);
}

function resolve(tree: Tree, from: string, specifier: string): string | undefined {
	if (!specifier.startsWith('.')) return undefined;
	const path = posix.join(posix.dirname(from), specifier);
	return [path, `${path}.ts`, `${path}/index.ts`].find((candidate) => tree.has(candidate));
}

/** Every import that a rule forbids, as a line that names the place and the rule. */
export function violations(tree: Tree, rules: ImportRule[], allowedPackages: string[]): string[] {
	return importsOf(tree).flatMap(({ from, line, specifier, to, isTypeOnly: onlyTypes }) => {
		const rule = ruleFor(rules, from);
		const where = `${from}:${line}`;
		if (rule === undefined) return [`${where} is in no place that a rule names`];
		if (to === undefined) return specifier.startsWith('.') || !allowedPackages.includes(specifier) ? [`${where} imports ${specifier}, which is not there when the package runs`] : [];
		const target = ruleFor(rules, to)?.place ?? to;
		const allowed = [rule.place, ...rule.mayImport, ...(onlyTypes ? (rule.mayImportTypesOf ?? []) : [])];
		return allowed.includes(target) ? [] : [`${where} imports ${to}: ${rule.place} may import ${rule.mayImport.join(', ') || 'nothing of ours'}`];
	});
}

function ruleFor(rules: ImportRule[], path: string): ImportRule | undefined {
	const fits = ({ place }: ImportRule) => (place.endsWith('/') ? path.startsWith(place) : path === `${place}.ts` || (place.includes('*') && matches(place, path)));
	return rules.filter(fits).reduce<ImportRule | undefined>((best, rule) => (best === undefined || weight(rule) > weight(best) ? rule : best), undefined);
}

/** A file is nearer than a folder, a longer folder nearer than a shorter one. */
function weight({ place }: ImportRule): number {
	return place.length + (place.endsWith('/') ? 0 : 1_000);
}

function matches(pattern: string, path: string): boolean {
	const [before = '', after = ''] = pattern.split('*');
	return path.startsWith(before) && path.endsWith(`${after}.ts`) && !path.slice(before.length, -after.length - 3).includes('/');
}

/** Groups of files that import each other in a circle, type-only imports included; by Tarjan's algorithm. */
export function circles(tree: Tree): string[][] {
	const edges = new Map<string, string[]>();
	for (const { from, to } of importsOf(tree)) if (to !== undefined) edges.set(from, [...(edges.get(from) ?? []), to]);
	const order = new Map<string, number>();
	const low = new Map<string, number>();
	const stack: string[] = [];
	const found: string[][] = [];
	const visit = (file: string) => {
		order.set(file, order.size);
		low.set(file, order.get(file) ?? 0);
		stack.push(file);
		for (const next of edges.get(file) ?? []) {
			if (!order.has(next)) visit(next);
			if (stack.includes(next)) low.set(file, Math.min(low.get(file) ?? 0, low.get(next) ?? 0));
		}
		if (low.get(file) !== order.get(file)) return;
		const group = stack.splice(stack.indexOf(file));
		if (group.length > 1 || (edges.get(file) ?? []).includes(file)) found.push(group);
	};
	for (const file of tree.keys()) if (!order.has(file)) visit(file);
	return found;
}
