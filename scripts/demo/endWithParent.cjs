// Loaded into n8n before anything else: its parent holds the other end of standard input, so the end of that
// stream means that the parent is gone, and nothing may be left running.
if (process.env.END_WITH_PARENT === '1') {
	delete process.env.END_WITH_PARENT;
	process.stdin.on('error', () => {});
	process.stdin.on('end', () => process.kill(-process.pid, 'SIGKILL'));
	process.stdin.resume();
	process.stdin.unref?.();
}
