import type { IDataObject } from 'n8n-workflow';
import { makeCatalogue } from '../../sandbox/store/catalogue';
import { openDesk } from '../operations/support';
import { posts } from '../money/support';
import { Example, valueFor } from './support';

const desk = openDesk({ seed: { groups: 2, users: 6, touches: 0, sends: 0 } });

describe('a gift within a budget', () => {
	const example = new Example('send-gift-within-budget');
	const asked = JSON.parse(String(example.parametersOf('Who gets a gift').jsonOutput)) as IDataObject;

	/** What the Code node makes of people and products, as n8n pairs them. */
	function pick(people: IDataObject[], products: Array<{ json: IDataObject; pairedItem: unknown }>): IDataObject[] {
		const all = (items: unknown[]) => ({ all: () => items });
		return example.code('Pick a gift', [], { $: () => all(people.map((json) => ({ json }))), $input: all(products), Number });
	}

	async function productsFor(people: IDataObject[]) {
		const { items, error } = await example.send('Gifts within the budget', desk.credential(), people);
		expect(error).toBeUndefined();
		return items.map(({ json, pairedItem }) => ({ json, pairedItem }));
	}

	test('is the one that comes closest to it, and waits for an approval', async () => {
		const people = [asked, { ...asked, email: 'ben@example.com', budget: 90 }];
		const picked = pick(people, await productsFor(people));
		const best = (budget: number) => Math.max(...makeCatalogue().filter(({ price, shipsTo }) => price <= budget && shipsTo.includes('US')).map(({ price }) => price));
		expect(picked.map(({ email, price, found }) => [email, price, found])).toEqual([[asked.email, best(40), true], ['ben@example.com', best(90), true]]);
		const credential = desk.credential();
		const sent = await example.send('Send it for approval', credential, picked);
		expect(sent.error).toBeUndefined();
		expect(posts(desk).map(({ body }) => body)).toEqual(picked.map(({ email, variantId, message, firstName, lastName }) => ({ variant_ids: [variantId], recipient_email: email, recipient_first_name: firstName, recipient_last_name: lastName, message, require_approval: true })));
		expect(desk.control.sends.list().map(({ status }) => status)).toEqual(['pending', 'pending']);
		const again = await example.send('Send it for approval', credential, picked);
		expect(again.items.map(({ json }) => (json.sendoso as IDataObject).outcome)).toEqual(['skipped', 'skipped']);
	});

	test('is none where nothing fits, or where prices are in another currency', async () => {
		const people = [{ ...asked, budget: 2 }];
		const [none] = pick(people, await productsFor(people));
		expect([none?.found, valueFor('={{ $json.found }}', { $json: none })]).toEqual([false, false]);
		const products = (await productsFor([asked])).map((item) => ({ ...item, json: JSON.parse(JSON.stringify(item.json).replaceAll('USD', 'EUR')) as IDataObject }));
		expect(pick([asked], products)[0]?.found).toBe(false);
		expect(posts(desk)).toEqual([]);
	});
});

describe('somebody who leaves', () => {
	const example = new Example('deactivate-leaver');

	async function find(email: string): Promise<IDataObject | undefined> {
		const { items } = await example.send('All provisioned users', desk.credential('sandbox-scim-client'), [{}]);
		const $ = () => ({ first: () => ({ json: example.fields('Read the address', { $json: { body: { email } } }) }) });
		return example.code('Find the leaver', items.map(({ json }) => json), { $ })[0];
	}

	test('is found by the address in any case, and switched off', async () => {
		const user = desk.control.users.add({ email: 'Iris.Novak@example.org' });
		const leaver = await find(' IRIS.novak@example.org ');
		expect(leaver).toEqual({ email: 'iris.novak@example.org', isActive: true, id: String(user.id) });
		const { items, error } = await example.send('Deactivate', desk.credential('sandbox-scim-client'), [leaver ?? {}]);
		expect([error, items[0]?.json.active]).toEqual([undefined, false]);
		expect(desk.control.users.get(user.id)).toEqual({ ...user, active: false });
		expect(await find('iris.novak@example.org')).toMatchObject({ isActive: false });
	});

	test('is nobody where no user has the address', async () => {
		expect(await find('nobody@example.org')).toEqual({ email: 'nobody@example.org', isActive: false, id: null });
		await expect(find(' ')).rejects.toThrow('The call names no e-mail address');
	});
});
