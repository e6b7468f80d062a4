import type { ICredentialDataDecryptedObject, IDataObject, INodeParameters } from 'n8n-workflow';
import { type NewEndpoint, type Sandbox, type SandboxOptions, startSandbox, type WebhookEndpoint } from '../../sandbox';
import { type StoredCredential, storedCredential } from '../support/engine';
import { Receiver } from './receiver';

const undoings: Array<() => Promise<void>> = [];

/** Ends every server that was started. */
export async function stopAll() {
	await Promise.all(undoings.splice(0).map(async (undo) => await undo()));
}

/** A stand-in server, the trigger, and an endpoint that connects them. */
export interface Scene {
	sandbox: Sandbox;
	control: Sandbox['control'];
	receiver: Receiver;
	endpoint: WebhookEndpoint;
	oauth: StoredCredential | undefined;
	/** Waits for every delivery that is due; gives the items that came out since the last time. */
	items(): Promise<IDataObject[]>;
	/** Statuses of all attempts, oldest first. */
	statuses(): Array<number | null>;
}

/** What a scene is made of. */
export interface SceneOptions {
	parameters?: INodeParameters;
	endpoint?: Partial<NewEndpoint>;
	/** The credential of Sendoso's API; none unless it is asked for. */
	hasOauth?: boolean;
	sandbox?: SandboxOptions;
	secrets?: ICredentialDataDecryptedObject;
}

/** Sets a scene with sample sends. */
export async function setScene({ parameters, endpoint: wanted, hasOauth = false, sandbox: options, secrets }: SceneOptions = {}): Promise<Scene> {
	const sandbox = await startSandbox({ seed: { touches: 4, groups: 2, users: 3, sends: 6 }, throttle: false, validateResponses: true, ...options });
	undoings.push(async () => await sandbox.stop());
	const { control } = sandbox;
	const oauth = hasOauth ? storedCredential(sandbox.url, control.issueToken()) : undefined;
	const receiver = new Receiver({ secrets: secrets ?? {}, parameters, oauth });
	await receiver.start();
	undoings.push(async () => await receiver.stop());
	const endpoint = control.webhooks.add({ url: receiver.url(), ...wanted });
	if (secrets === undefined) receiver.setSecrets({ signingSecret: endpoint.secret });
	let told = 0;
	return {
		sandbox,
		control,
		receiver,
		endpoint,
		oauth,
		async items() {
			await control.webhooks.settle();
			const fresh = receiver.items.slice(told);
			told = receiver.items.length;
			return fresh;
		},
		statuses: () => control.webhooks.attempts().reverse().map(({ status }) => status),
	};
}

/** Moves the clock of the stand-in, without moving sends, and waits for what is due then. */
export async function pass({ control }: Pick<Scene, 'control'>, milliseconds: number) {
	control.clock.advance(milliseconds, { moveSends: false });
	await control.webhooks.settle();
}
