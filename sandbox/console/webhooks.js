/* The part of the page about webhooks; `call`, `run`, `element`, `cell`, `pill` and `fill` are those of console.js. */

let shownWebhooks = '';

const endpointName = (id, endpoints) => endpoints.find((endpoint) => endpoint.id === id)?.url ?? 'a removed endpoint';

function button(label, action) {
	return element('button', { type: 'button', onclick: () => run(action) }, label);
}

function endpointRow(endpoint) {
	const { id, url, secret, previousSecret, eventTypes, headerPrefix, paused, disabled } = endpoint;
	const state = disabled ? pill('switched off', 'bad') : paused ? pill('paused', 'wait') : pill('on', 'good');
	const types = eventTypes.length === 0 ? 'all types' : eventTypes.join(', ');
	return element(
		'tr',
		{},
		cell(url, `${types} · headers ${headerPrefix}-…`, 'code'),
		cell(secret, previousSecret === null ? undefined : `and until tomorrow ${previousSecret}`, 'code secret'),
		element('td', {}, state),
		element(
			'td',
			{ className: 'actions' },
			disabled
				? button('Switch on', async () => (await call('webhooks.update', id, { disabled: false }), 'The endpoint is on'))
				: button(paused ? 'Go on' : 'Pause', async () => (await call('webhooks.update', id, { paused: !paused }), paused ? 'The endpoint goes on' : 'The endpoint is paused')),
			button('New secret', async () => (await call('webhooks.rotateSecret', id), 'Both secrets sign for a day')),
			button('Lose next answer', async () => (await call('webhooks.loseAnswers', id, 1), 'The next delivery will arrive and its answer will be lost')),
			button('Replay out of order', async () => `${await call('webhooks.replay', id, { order: 'newestFirst' })} deliveries sent again, newest first`),
			button('Remove', async () => (await call('webhooks.remove', id), 'Endpoint removed')),
		),
	);
}

function attemptRow({ at, status, note, eventType, sendGid, messageId, endpointId, state }, endpoints) {
	const kind = status === null || status >= 300 ? (state === 'waiting' ? 'wait' : 'bad') : 'good';
	return element(
		'tr',
		{},
		cell(clockFormat.format(new Date(at)), undefined, 'code'),
		cell(eventType, sendGid),
		cell(messageId, endpointName(endpointId, endpoints), 'code'),
		element('td', { title: note }, pill(status === null ? 'no answer' : String(status), kind), ` ${note}`),
		element('td', { className: 'actions' }, button('Resend', async () => (await call('webhooks.resend', messageId, endpointId), 'Sent again under the same ID'))),
	);
}

/** Shows endpoints and attempts, if something changed. */
async function refreshWebhooks() {
	const overview = await call('webhooks.overview');
	const text = JSON.stringify(overview);
	if (text === shownWebhooks) return;
	shownWebhooks = text;
	const { endpoints, attempts, waiting, eventTypes } = overview;
	const several = endpoints.length === 1 ? 'endpoint' : 'endpoints';
	document.getElementById('hook-count').textContent = endpoints.length === 0 ? 'no endpoint yet' : `${endpoints.length} ${several}, ${waiting} waiting`;
	fill('endpoints', endpoints.map(endpointRow), 'No endpoint yet. Paste the production URL of a Sendoso Webhook Trigger above.');
	fill('attempts', attempts.map((attempt) => attemptRow(attempt, endpoints)), 'Nothing was delivered yet.');
	for (const id of ['hook-type', 'hook-fire']) {
		const list = document.getElementById(id);
		if (list.options.length > 1) continue;
		list.append(...eventTypes.map((name) => element('option', { value: name }, name)));
	}
}

document.getElementById('hook-add').addEventListener('submit', (event) => {
	event.preventDefault();
	const { url, type, prefix } = event.target.elements;
	run(async () => {
		await call('webhooks.add', { url: url.value.trim(), eventTypes: type.value === '' ? [] : [type.value], headerPrefix: prefix.value });
		url.value = '';
		return 'Endpoint added: its secret goes into the credential "Sendoso Webhook Signing API"';
	});
});
document.getElementById('hook-tell').addEventListener('submit', (event) => {
	event.preventDefault();
	const { type } = event.target.elements;
	run(async () => `${type.value} of the newest send: ${await call('webhooks.fire', type.value)}`);
});
