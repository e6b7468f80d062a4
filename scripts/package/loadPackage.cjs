// Loads every class that the package in this folder registers, in a process where nothing but the package itself
// and n8n-workflow can be found, and prints what n8n would read from it.
const { basename, dirname, join } = require('node:path');
const { existsSync } = require('node:fs');

const folder = process.argv[2];
const { n8n } = require(join(folder, 'package.json'));

const iconsOf = (icon) => (icon === undefined ? [] : typeof icon === 'string' ? [icon] : Object.values(icon));

const read = (path) => {
	const file = join(folder, path);
	const className = basename(path).split('.')[0];
	const instance = new (require(file)[className])();
	const { icon } = instance.description ?? instance;
	return {
		path,
		name: (instance.description ?? instance).name,
		icons: iconsOf(icon).length,
		missingIcons: iconsOf(icon).filter((name) => !existsSync(join(dirname(file), name.replace(/^file:/, '')))),
	};
};

console.log(JSON.stringify([...n8n.credentials, ...n8n.nodes].map(read)));
