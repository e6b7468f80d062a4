// Loads every class that an installed package registers, and prints what n8n would read from it. The package's files may
// import each other, n8n-workflow and crypto; everything else is refused, as it would be missing in somebody's n8n.
const Module = require('node:module');
const { readdirSync } = require('node:fs');
const { basename, join, sep } = require('node:path');

const [, , folder, workflowModule] = process.argv;
const refused = [];
const resolve = Module._resolveFilename;
Module._resolveFilename = function (request, parent, ...rest) {
	const isOurs = parent?.filename?.startsWith(folder + sep);
	if (request === 'n8n-workflow') return workflowModule;
	if (isOurs && !/^\.{1,2}\//.test(request) && !['crypto', 'node:crypto'].includes(request)) {
		refused.push({ request, from: parent.filename.slice(folder.length + 1) });
		throw new Error(`The package imports '${request}', which n8n does not install`);
	}
	const file = resolve.call(this, request, parent, ...rest);
	if (isOurs && /^\.{1,2}\//.test(request) && !file.startsWith(folder + sep)) throw new Error(`The package reaches out of itself: '${request}'`);
	return file;
};

const { n8n } = Reflect.apply(require, undefined, [join(folder, 'package.json')]);
const read = (path) => {
	const exported = require(join(folder, path));
	const className = basename(path).split('.')[0];
	const instance = new exported[className]();
	const { description } = instance;
	return { path, className, exports: Object.keys(exported), name: (description ?? instance).name, icon: (description ?? instance).icon, description, members: [...Object.keys(instance), ...Object.getOwnPropertyNames(exported[className].prototype)] };
};
const classes = [...n8n.credentials, ...n8n.nodes].map(read);
const loaded = Object.keys(require.cache).filter((path) => path.startsWith(folder + sep)).map((path) => path.slice(folder.length + 1).split(sep).join('/'));
// What is loaded only when it is needed has to be there, too.
const sources = readdirSync(join(folder, 'dist'), { recursive: true }).filter((path) => path.endsWith('.js'));
for (const path of sources) require(join(folder, 'dist', path));
console.log(JSON.stringify({ classes, loaded, refused }));
