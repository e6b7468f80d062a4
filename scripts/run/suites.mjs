/**
 * What `npm test` runs, in this order. `name` is for `--only`, `command` are arguments for Node.
 * A suite with `report: 'jest'` is counted test by test, one with `report: 'lines'` by the `N passed, N failed`
 * line it prints last, any other one as one check.
 */
export const suites = [
	{ name: 'lint', command: ['node_modules/@n8n/node-cli/bin/n8n-node.mjs', 'lint'] },
	{ name: 'shipped', command: ['node_modules/typescript/bin/tsc', '-p', 'tsconfig.json', '--noEmit'] },
	{ name: 'types', command: ['node_modules/typescript/bin/tsc', '-p', 'tsconfig.tools.json'] },
	{ name: 'jest', command: ['node_modules/jest/bin/jest.js'], report: 'jest' },
	{ name: 'package', command: ['--import', 'tsx', 'scripts/package/main.ts'], report: 'lines' },
];
