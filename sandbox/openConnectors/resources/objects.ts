import { type Request, type Response, Router } from 'express';
import { Refusal } from '../errors';
import { answerList, wrap } from '../lists/lists';
import { unknownResource } from '../lists/missing';
import { swagger } from '../platform/documents';
import { metadataOf } from '../platform/metadata';
import type { Row } from '../row';
import type { Tenant } from '../tenant';
import { looseDesk } from './looseDesk';
import type { ResourceDesk } from './resourceDesk';
import { deskOf, objectNames } from './resources';

/** Objects by name: those of Sendoso, and whatever else the instance was given. */
export function objectRoutes(tenant: Tenant, desks: Map<string, ResourceDesk>): Router {
	const router = Router();
	const desk = (name: string): ResourceDesk => deskOf(tenant, desks, name);
	const notFound = (name: string, id: string) => new Refusal(404, `Failed to read ${name}`, `No ${name} found with ID ${id}`);
	const refuseMethod = (request: Request) => new Refusal(405, `The method ${request.method} is not supported for ${request.path}`);

	router.get('/objects', (request, response) => {
		const names = objectNames(tenant, desks);
		response.json(request.headers['elements-version'] === 'Helium' ? names.map((name) => ({ name, vendorName: name, type: 'vendor' })) : names);
	});

	router.get('/objects/:name/metadata', (request, response) => {
		const { name } = request.params;
		response.json(metadataOf(desk(name), tenant.behaviour.filterable.get(name)));
	});

	router.get('/objects/:name/docs', (request, response) => {
		const { name } = request.params;
		desk(name);
		response.json(swagger((path) => path.split('/')[1] === name));
	});

	router.get('/:name', (request, response) => {
		const { name } = request.params;
		const { singular, rows } = desk(name);
		const all = rows();
		const [only] = all;
		if (name === 'sent-gifts' && tenant.behaviour.shapes.sentGiftsAsObject && only !== undefined) response.json(only);
		else answerList(tenant, request, response, name, all, singular);
	});

	router.post('/:name', (request, response) => {
		const { name } = request.params;
		const { create, singular } = desk(name);
		if (create === undefined) throw refuseMethod(request);
		const row = create(membersOf(request, singular));
		// Some replies come in a wrapper and some bare (fact 32); the contract has none for groups.
		response.json(desks.has(name) && name !== 'groups' ? { [singular]: row } : row);
	});

	router.get('/:name/:id', (request, response) => {
		const { name, id } = request.params;
		const { rows, singular } = desk(name);
		const row = rows().find((candidate) => String(candidate.id) === id);
		if (row === undefined) throw notFound(name, id);
		response.json(wrap(tenant, row, singular));
	});

	const change = (request: Request<{ name: string; id: string }>, response: Response) => {
		const { name, id } = request.params;
		const { update, singular } = desk(name);
		if (update === undefined) throw refuseMethod(request);
		const row = update(id, membersOf(request, singular));
		if (row === undefined) throw notFound(name, id);
		response.json(wrap(tenant, row, singular));
	};
	router.put('/:name/:id', change);
	router.patch('/:name/:id', change);

	router.delete('/:name/:id', (request, response) => {
		const { name, id } = request.params;
		const { remove } = desk(name);
		if (remove === undefined) throw refuseMethod(request);
		if (!remove(id)) throw notFound(name, id);
		response.send('');
	});

	const children = ({ name, id, child }: { name: string; id: string; child: string }): ResourceDesk => {
		const path = `${name}/${id}/${child}`;
		if (!tenant.objects.has(path)) throw unknownResource(`${name}/${child}`);
		return looseDesk(tenant, path);
	};

	router.get('/:name/:id/:child', (request, response) => {
		answerList(tenant, request, response, request.params.child, children(request.params).rows());
	});

	router.post('/:name/:id/:child', (request, response) => {
		const { create } = children(request.params);
		response.json(create?.(request.body));
	});

	return router;
}

/** The record in a body, out of its wrapper where it has one. */
function membersOf(request: Request, singular: string): Row {
	const body: Row = request.body;
	const wrapped = body[singular];
	return typeof wrapped === 'object' && wrapped !== null ? (wrapped as Row) : body;
}
