import { type Request, type Response, Router } from 'express';
import { Refusal } from './errors';
import { answerList, withoutNulls, wrap } from './lists';
import type { ResourceDesk } from './resources';
import type { Row, Tenant } from './tenant';

/** Objects by name: those of Sendoso, and whatever else the instance was given. */
export function objectRoutes(tenant: Tenant, desks: Map<string, ResourceDesk>): Router {
	const router = Router();

	const deskOf = (name: string): ResourceDesk => {
		const known = desks.get(name);
		if (known !== undefined) return known;
		const rows = tenant.objects.get(name);
		if (rows === undefined && !['journals', 'payments', 'purchase-orders', 'tax-rates'].includes(name)) {
			throw new Refusal(404, `The resource ${name} was not found for this element instance`);
		}
		return looseDesk(tenant, name);
	};
	const notFound = (name: string, id: string) => new Refusal(404, `Failed to read ${name}`, `No ${name} found with ID ${id}`);
	const refuseMethod = (request: Request) => new Refusal(405, `The method ${request.method} is not supported for ${request.path}`);

	router.get('/objects', (_request, response) => {
		response.json([...desks.keys(), ...tenant.objects.keys()].filter((name) => !tenant.behaviour.missing.has(name)).map((name) => ({ name, vendorName: name, type: 'vendor' })));
	});

	router.get('/objects/:name/metadata', (request, response) => {
		const { name } = request.params;
		const filterable = tenant.behaviour.filterable.get(name);
		const [sample = {}] = deskOf(name).rows();
		response.json({
			fields: Object.entries(sample).map(([vendorPath, value]) => ({
				vendorPath,
				type: typeof value === 'number' ? 'number' : typeof value === 'boolean' ? 'boolean' : /^\d{4}-\d{2}-\d{2}T/.test(String(value)) ? 'date' : 'string',
				...(filterable === undefined ? {} : { filterable: filterable.includes(vendorPath) }),
			})),
		});
	});

	router.get('/:name', (request, response) => {
		const desk = deskOf(request.params.name);
		const [only] = desk.rows();
		if (request.params.name === 'sent-gifts' && tenant.behaviour.sentGiftsAsObject && only !== undefined) return void response.json(withoutNulls(only));
		answerList(tenant, request, response, request.params.name, desk.rows(), desk.singular);
	});

	router.post('/:name', (request, response) => {
		const desk = deskOf(request.params.name);
		if (desk.create === undefined) throw refuseMethod(request);
		const row = withoutNulls(desk.create(membersOf(request, desk)));
		// Some replies come in a wrapper and some bare (fact 32).
		response.json(request.params.name === 'groups' ? row : { [desk.singular]: row });
	});

	router.get('/:name/:id', (request, response) => {
		const { name, id } = request.params;
		const desk = deskOf(name);
		const row = desk.rows().find((candidate) => String(candidate.id) === id);
		if (row === undefined) throw notFound(name, id);
		response.json(wrap(tenant, withoutNulls(row), desk.singular));
	});

	const update = (request: Request<{ name: string; id: string }>, response: Response) => {
		const { name, id } = request.params;
		const desk = deskOf(name);
		if (desk.update === undefined) throw refuseMethod(request);
		const row = desk.update(id, membersOf(request, desk));
		if (row === undefined) throw notFound(name, id);
		response.json(wrap(tenant, withoutNulls(row), desk.singular));
	};
	router.put('/:name/:id', update);
	router.patch('/:name/:id', update);

	router.delete('/:name/:id', (request, response) => {
		const { name, id } = request.params;
		const desk = deskOf(name);
		if (desk.remove === undefined) throw refuseMethod(request);
		if (!desk.remove(id)) throw notFound(name, id);
		response.send('');
	});

	router.get('/:name/:id/:child', (request, response) => {
		const { name, id, child } = request.params;
		const rows = tenant.objects.get(`${name}/${id}/${child}`);
		if (rows === undefined) throw new Refusal(404, `The resource ${name}/${child} was not found for this element instance`);
		answerList(tenant, request, response, child, rows, child);
	});

	return router;
}

function membersOf(request: Request, { singular }: ResourceDesk): Row {
	const body: Row = request.body;
	const wrapped = body[singular];
	return typeof wrapped === 'object' && wrapped !== null ? (wrapped as Row) : body;
}

/** An object that the instance was given by hand. */
function looseDesk({ objects }: Tenant, name: string): ResourceDesk {
	const rows = objects.get(name) ?? [];
	objects.set(name, rows);
	return {
		singular: name.replace(/s$/, '').replace(/-/g, '_'),
		rows: () => rows,
		create: (members) => {
			const row = { id: rows.length + 1, ...members };
			rows.push(row);
			return row;
		},
		update: (id, members) => {
			const row = rows.find((candidate) => String(candidate.id) === id);
			return row && Object.assign(row, members);
		},
		remove: (id) => {
			const place = rows.findIndex((candidate) => String(candidate.id) === id);
			if (place !== -1) rows.splice(place, 1);
			return place !== -1;
		},
	};
}
