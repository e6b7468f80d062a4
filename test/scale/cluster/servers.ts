/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals -- runs on a desk, never inside n8n */
import { chmod, mkdir, mkdtemp, readdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { exists } from '../../../scripts/demo/cache';
import { installDebianPackages } from '../../../scripts/demo/debianPackages';
import { PlainFailure } from '../../../scripts/demo/failure';
import type { Lifetime } from '../../../scripts/demo/lifetime';
import { freePorts } from '../../../scripts/demo/ports';
import { runCommand, type Service, startProgram } from '../../../scripts/demo/processes';
import { removeFolder } from '../../../scripts/demo/runFolder';
import { waitFor } from '../../../scripts/demo/waiting';

/** The two servers that n8n's queue mode needs, on ports of this machine; nobody else can know them. */
export interface Servers {
	postgresPort: number;
	redisPort: number;
	/** Runs SQL and gives what it printed, a line for each row, columns parted by `|`. */
	sql(text: string, database?: string): Promise<string[]>;
}

const REDIS = '/usr/bin/redis-server';
/** Debian keeps PostgreSQL apart by version. */
const POSTGRES_VERSIONS = '/usr/lib/postgresql';
/** The system user that Debian's package makes; PostgreSQL refuses to run as root. */
const POSTGRES_USER = 'postgres';
const ROLE = 'n8n';
const START_MS = 20_000;

/**
 * Starts PostgreSQL and Redis with empty data, and installs Debian's packages first where they are missing.
 *
 * @param lifetime ends them and removes their data
 * @throws PlainFailure when one of them does not start
 */
export async function startServers(lifetime: Lifetime): Promise<Servers> {
	const programs = await requirePrograms();
	const folder = await mkdtemp(join(tmpdir(), 'n8n-scale-'));
	lifetime.onEnd(async () => await removeFolder(folder));
	// The user of PostgreSQL has to reach its data.
	await chmod(folder, 0o755);
	const [postgresPort = 0, redisPort = 0] = await freePorts(2);
	const user = process.getuid?.() === 0 ? POSTGRES_USER : undefined;
	const data = join(folder, 'postgres');
	await mkdir(data, { mode: 0o700 });
	if (user !== undefined) await succeed('chown', [user, data]);
	const asUser = user === undefined ? [] : [`--reuid=${user}`, `--regid=${user}`, '--init-groups'];
	await succeed('setpriv', [...asUser, '--pdeathsig', 'KILL', '--', join(programs, 'initdb'), '-D', data, '-U', ROLE, '-A', 'trust', '-E', 'UTF8', '--no-sync']);
	const redis = startProgram(REDIS, ['--port', String(redisPort), '--bind', '127.0.0.1', '--dir', folder, '--save', '', '--appendonly', 'no'], environmentOf(folder));
	const postgres = startProgram(
		join(programs, 'postgres'),
		['-D', data, '-p', String(postgresPort), '-c', 'listen_addresses=127.0.0.1', '-c', `unix_socket_directories=${data}`, '-c', 'max_connections=200'],
		{ ...environmentOf(folder), user },
	);
	for (const service of [redis, postgres]) lifetime.onEnd(async () => await service.kill());
	const sql = async (text: string, database = 'postgres') => {
		const connection = ['-h', '127.0.0.1', '-p', String(postgresPort), '-U', ROLE, '-d', database];
		const output = await succeed(join(programs, 'psql'), [...connection, '-X', '-q', '-A', '-t', '-v', 'ON_ERROR_STOP=1', '-c', text]);
		return output.split('\n').filter((line) => line !== '');
	};
	await waitUntilReady('PostgreSQL', postgres, async () => (await runCommand(join(programs, 'pg_isready'), ['-h', '127.0.0.1', '-p', String(postgresPort)], environmentOf(folder))).code === 0);
	await waitUntilReady('Redis', redis, async () => (await runCommand('redis-cli', ['-p', String(redisPort), 'ping'], environmentOf(folder))).code === 0);
	return { postgresPort, redisPort, sql };
}

/** The folder of PostgreSQL's programs. */
async function requirePrograms(): Promise<string> {
	const find = async () => {
		const versions = await readdir(POSTGRES_VERSIONS).catch(() => []);
		for (const version of versions.sort((left, right) => Number(right) - Number(left))) {
			const programs = join(POSTGRES_VERSIONS, version, 'bin');
			if (await exists(join(programs, 'postgres'))) return programs;
		}
		return undefined;
	};
	if ((await find()) === undefined || !(await exists(REDIS))) await installDebianPackages(['postgresql', 'redis-server'], "The test of n8n's queue mode needs PostgreSQL and Redis");
	const programs = await find();
	if (programs === undefined) throw new PlainFailure(`There is no PostgreSQL in ${POSTGRES_VERSIONS}.`);
	return programs;
}

async function waitUntilReady(name: string, service: Service, isReady: () => Promise<boolean>): Promise<void> {
	await waitFor(`The start of ${name}`, START_MS, async () => {
		if (!service.isRunning()) throw new PlainFailure(`${name} ended while it was starting:\n${service.log.join('\n')}`);
		return (await isReady()) ? true : undefined;
	});
}

async function succeed(command: string, values: readonly string[]): Promise<string> {
	const { code, output } = await runCommand(command, values, environmentOf(tmpdir()));
	if (code !== 0) throw new PlainFailure(`${command} failed:\n${output}`);
	return output;
}

/** Nothing of the caller's leaks in, such as the address of another database. */
function environmentOf(folder: string) {
	return { folder, environment: { PATH: `${process.env.PATH ?? ''}:/usr/sbin:/sbin`, HOME: folder, LC_ALL: 'C.UTF-8' } };
}
