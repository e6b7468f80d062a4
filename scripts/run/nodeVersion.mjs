const oldest = [20, 15];

/** A sentence when this Node is too old for the tools of the project, otherwise nothing. */
export function checkNodeVersion(version) {
	const [major, minor] = version.split('.').map(Number);
	if (major > oldest[0] || (major === oldest[0] && minor >= oldest[1])) return undefined;
	return `This is Node ${version}; the project needs Node ${oldest.join('.')} or newer. Install it from https://nodejs.org and run the command again.`;
}
