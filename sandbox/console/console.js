const refreshEvery = 1000;
const good = new Set(['Delivered', 'Used']);
const bad = new Set(['Address Confirmation - Cancelled', 'Bounced and Credited', 'Cancelled', 'Expired', 'Expired and Credited', 'Failed', 'Refunded', 'Undeliverable']);
const waiting = new Set(['pending', 'Paused', 'Collecting recipient info', 'Confirming Address']);
const clockFormat = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' });
const dayFormat = new Intl.DateTimeFormat(undefined, { day: '2-digit', month: 'short', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });

let latest = null;

/** Calls one control method by name. */
async function call(name, ...values) {
	const response = await fetch(`/control/${name}`, {
		method: 'POST',
		headers: { 'Content-Type': 'application/json' },
		body: JSON.stringify({ arguments: values }),
	});
	const { result, error } = await response.json();
	if (error !== undefined) throw new Error(error);
	return result;
}

const actions = {
	addTouch: async () => `Campaign ${(await call('touches.add')).id} added`,
	addGroup: async () => `Team group ${(await call('groups.add')).id} added`,
	moveSend: async () => {
		const open = latest.sends.find((send) => !good.has(send.status) && !bad.has(send.status));
		if (open === undefined) return 'No open send among the latest';
		const moved = await call('sends.advance', open.id);
		return `${moved.recipient.email} is now ${moved.status}`;
	},
	expireTokens: async () => `${await call('expireTokens')} tokens ran out`,
	revokeTokens: async () => {
		await call('revokeTokens');
		return 'All tokens are revoked';
	},
	losePost: async () => {
		await call('fault', { match: { method: 'POST', path: '/api/*' }, action: { kind: 'drop', stage: 'after' } });
		return 'The next POST will work and its answer will be lost';
	},
	clearFaults: async () => {
		await call('faults.clear');
		return 'No faults are planned';
	},
	clearRequests: async () => {
		await call('clearRequests');
		return 'Request log cleared';
	},
};

/** Builds an element; text never becomes markup. */
function element(name, properties, ...children) {
	const node = Object.assign(document.createElement(name), properties);
	node.append(...children.filter((child) => child !== null));
	return node;
}

function cell(text, extra, className = '') {
	const node = element('td', { className, title: extra === undefined ? String(text) : `${text}\n${extra}` }, String(text));
	if (extra !== undefined) node.append(element('small', {}, extra));
	return node;
}

function pill(text, kind) {
	return element('span', { className: `pill ${kind}`, title: text }, text);
}

function statusKind(status) {
	if (good.has(status)) return 'good';
	if (bad.has(status)) return 'bad';
	return waiting.has(status) ? 'wait' : '';
}

function sendRow(send) {
	const button = element('button', { type: 'button', onclick: () => run(async () => `Now ${(await call('sends.advance', send.id)).status}`) }, 'Move on');
	button.setAttribute('aria-label', `Move the send to ${send.recipient.email} on`);
	const closed = good.has(send.status) || bad.has(send.status);
	return element(
		'tr',
		{ className: send.created_by_request ? 'new' : '' },
		cell(send.recipient.name ?? '(no name)', send.recipient.email ?? ''),
		cell(send.touch?.name ?? '(catalogue)', `${send.subtype} · ${send.sent_via}`),
		element('td', {}, pill(send.status, statusKind(send.status))),
		cell(`${Number(send.current_total_cost).toFixed(2)} ${send.currency}`, undefined, 'number'),
		cell(dayFormat.format(new Date(send.created_at))),
		element('td', {}, closed ? '' : button),
	);
}

function requestRow(request) {
	const query = new URLSearchParams(request.query).toString();
	const kind = request.status === null || request.status >= 500 ? 'bad' : request.status >= 400 ? 'wait' : 'good';
	const note = request.fault ?? (request.created.length > 0 ? request.created.join(', ') : '');
	return element(
		'tr',
		{ className: request.created.length > 0 ? 'new' : '' },
		cell(clockFormat.format(new Date(request.time)), undefined, 'code'),
		cell(`${request.method} ${request.path}${query === '' ? '' : `?${query}`}`, undefined, 'code'),
		element('td', { title: note }, pill(request.status === null ? request.end : String(request.status), kind), ` ${note}`),
	);
}

function fill(id, rows, emptyText) {
	const body = document.getElementById(id);
	const empty = element('tr', {}, element('td', { className: 'empty', colSpan: 6 }, emptyText));
	body.replaceChildren(...(rows.length > 0 ? rows : [empty]));
}

function showFigures({ counts, tokens, faults, violations }) {
	const untilExpiry = tokens.nextExpiry === null ? 'none' : `${tokens.active} (${Math.max(0, Math.round((tokens.nextExpiry - Date.parse(latest.now)) / 60000))} min)`;
	const figures = [
		['Sends', counts.sends],
		['By requests', counts.createdSends],
		['Requests', counts.requests],
		['Too many', counts.tooManyRequests, counts.tooManyRequests > 0],
		['Contract breaks', violations.length, violations.length > 0],
		['Valid tokens', untilExpiry],
		['Refreshes', tokens.refreshes],
		['Faults planned', faults.length, faults.length > 0],
	];
	document.getElementById('figures').replaceChildren(
		...figures.map(([name, value, alert]) => element('div', { className: alert ? 'alert' : '' }, element('dt', {}, name), element('dd', {}, String(value)))),
	);
}

/** The switches of one API. */
function oddGroup(api, oddities) {
	const switches = oddities.map(({ name, label, call: method, isOn }) => {
		const box = element('input', { type: 'checkbox', checked: isOn, onchange: () => run(async () => (await call('setOddity', name, box.checked), `${label}: ${box.checked ? 'on' : 'off'}`)) });
		return element('label', { title: `${name}, switched by ${method}` }, box, label);
	});
	return element('fieldset', {}, element('legend', {}, api), ...switches);
}

function showOddities(oddities) {
	const on = oddities.filter(({ isOn }) => isOn).length;
	document.getElementById('odd-count').textContent = on === 0 ? 'none is on' : `${on} ${on === 1 ? 'is' : 'are'} on`;
	document.getElementById('odd').classList.toggle('alert', on > 0);
	const apis = [...new Set(oddities.map(({ api }) => api))];
	document.getElementById('oddities').replaceChildren(...apis.map((api) => oddGroup(api, oddities.filter((odd) => odd.api === api))));
}

let shown = '';
let shownOddities = '';

async function refresh() {
	latest = await call('overview');
	document.getElementById('now').textContent = dayFormat.format(new Date(latest.now));
	document.getElementById('account').textContent = latest.account;
	showFigures(latest);
	const oddities = await call('oddities');
	if (JSON.stringify(oddities) !== shownOddities) {
		shownOddities = JSON.stringify(oddities);
		showOddities(oddities);
	}
	await refreshWebhooks();
	const { now: _now, tokens: _tokens, ...visible } = latest;
	const text = JSON.stringify(visible);
	// Rows are left alone while nothing changed, so that focus and selection stay.
	if (text === shown) return;
	shown = text;
	fill('sends', latest.sends.map(sendRow), 'No sends yet.');
	fill('requests', latest.requests.map(requestRow), 'Nothing was received yet. Run a workflow to see its requests here.');
	fill('touches', latest.touches.map((touch) => element('tr', {}, cell(touch.name, touch.status === 'Active' ? undefined : 'not listed'), cell(touch.deliveryType === 'email' ? 'eGift' : 'mail'))), 'No campaigns.');
	fill('groups', latest.groups.map((group) => element('tr', {}, cell(group.name, group.active ? undefined : 'not listed'), cell(`${group.members} people`))), 'No team groups.');
}

/** Runs an action, says what it did and shows the result. */
async function run(action) {
	const notice = document.getElementById('notice');
	try {
		notice.textContent = await action();
		await refresh();
	} catch (error) {
		notice.textContent = error.message;
	}
}

async function keepFresh() {
	try {
		await refresh();
	} catch {
		document.getElementById('notice').textContent = 'The stand-in server does not answer.';
	}
	setTimeout(keepFresh, refreshEvery);
}

for (const button of document.querySelectorAll('button[data-action]')) {
	button.addEventListener('click', () => run(actions[button.dataset.action]));
}
fetch('/control')
	.then((response) => response.json())
	.then(({ api }) => {
		document.getElementById('api').textContent = api;
	});
keepFresh();
