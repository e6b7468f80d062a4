import { analyzePackage, SOURCE_FILE_PATTERNS } from '@n8n/scan-community-package/scanner/scanner.mjs';

/**
 * n8n's verification analysis, as its command runs it on a published package: sources by all rules, the tarball by those for
 * compiled code. Needs no network.
 *
 * Arguments: the folder of the sources, and that of the unpacked tarball. Prints what each found as JSON.
 */
const [sources, unpacked] = process.argv.slice(2);
const found = {
	sources: await analyzePackage(sources, SOURCE_FILE_PATTERNS),
	tarball: await analyzePackage(unpacked, ['**/*.js', 'package.json']),
};
process.stdout.write(`${JSON.stringify(found)}\n`);
