import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** Folder of the checkout. */
export const projectFolder = fileURLToPath(new URL('../../', import.meta.url));

/** Runs a command in the checkout with its output shown and answers with its exit code. */
export function run(command, commandArguments, extraStreams = []) {
	return new Promise((resolve) => {
		const stdio = ['inherit', 'inherit', 'inherit', ...extraStreams];
		const child = spawn(command, commandArguments, { cwd: projectFolder, stdio });
		// The terminal delivers Ctrl-C to the child as well; waiting lets it clean up before this process ends.
		const wait = () => {};
		const passOn = () => child.kill('SIGTERM');
		process.on('SIGINT', wait).on('SIGTERM', passOn);
		const close = (code) => {
			process.off('SIGINT', wait).off('SIGTERM', passOn);
			resolve(code);
		};
		child.on('error', (error) => {
			console.error(`${command} could not be started: ${error.message}`);
			close(1);
		});
		child.on('exit', (code) => close(code ?? 1));
	});
}

/** Runs a script of an installed package with this Node. */
export const runNode = (nodeArguments) => run(process.execPath, nodeArguments);

/** The same for a script that must notice when this process is gone: its channel closes then. */
export const runAttachedNode = (nodeArguments) => run(process.execPath, nodeArguments, ['ipc']);

/** Runs the npm that started this script, or the one on the PATH. */
export function runNpm(npmArguments) {
	const npm = process.env.npm_execpath;
	return npm === undefined ? run('npm', npmArguments) : run(process.execPath, [npm, ...npmArguments]);
}
