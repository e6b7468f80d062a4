import { runAttachedNode, runNode } from './processes.mjs';

/** Compiles the package into `dist`. */
export const runBuild = (taskArguments) => runNode(['node_modules/gulp/bin/gulp.js', 'build', ...taskArguments]);

/** Starts n8n with the package and the stand-in server. */
export const runDemo = (taskArguments) => runAttachedNode(['--import', 'tsx', 'scripts/demo/main.ts', ...taskArguments]);
