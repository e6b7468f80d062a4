import type { ClientApplication } from '../options';

/** What a person is asked to allow. */
export interface ConsentRequest {
	client: ClientApplication;
	redirectUri: string;
	scopes: string[];
	state: string | null;
}

const scopeTexts: Record<string, string> = {
	public: 'See your profile, team groups, campaigns and sends',
	write: 'Send gifts in your name',
	update: 'Invite people to your team groups',
	marketplace: 'Browse the marketplace and send from it',
	smartsend: 'Get gift recommendations and send them',
	scim: 'Manage the people of your organisation',
};

/** The page with the two buttons. */
export function consentPage(consent: ConsentRequest): string {
	const hidden = Object.entries({
		client_id: consent.client.id,
		redirect_uri: consent.redirectUri,
		response_type: 'code',
		scope: consent.scopes.join(' '),
		...(consent.state !== null && { state: consent.state }),
	})
		.map(([name, value]) => `<input type="hidden" name="${name}" value="${escapeHtml(value)}">`)
		.join('');
	const scopes = consent.scopes
		.map((scope) => `<li><strong>${escapeHtml(scope)}</strong><span>${escapeHtml(scopeTexts[scope] ?? '')}</span></li>`)
		.join('');
	return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Connect to the Sendoso stand-in</title>
<style>${style}</style>
</head>
<body>
<main>
<p class="badge">Stand-in server, no real gifts</p>
<h1>${escapeHtml(consent.client.name)} wants to connect</h1>
<p>It will return to <b>${escapeHtml(new URL(consent.redirectUri).host)}</b> and asks to:</p>
<ul>${scopes}</ul>
<form method="post" action="/oauth/authorize">${hidden}
<button name="decision" value="decline">Decline</button>
<button name="decision" value="approve" class="primary">Approve</button>
</form>
</main>
</body>
</html>`;
}

function escapeHtml(text: string): string {
	return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

const style = `
:root{color-scheme:light dark;--back:#f3f4f8;--card:#fff;--text:#1c2030;--soft:#5c6378;--line:#dfe2ec;--accent:#d6336c}
@media (prefers-color-scheme:dark){:root{--back:#13151d;--card:#1c1f2b;--text:#eceef5;--soft:#a3aac0;--line:#31364a;--accent:#e64980}}
body{margin:0;min-height:100vh;display:grid;place-items:center;background:var(--back);color:var(--text);font:16px/1.5 system-ui,sans-serif}
main{width:min(26rem,calc(100% - 4rem));background:var(--card);border:1px solid var(--line);border-radius:14px;padding:2rem}
h1{font-size:1.35rem;margin:.6rem 0}
.badge{display:inline-block;margin:0;font-size:.8rem;color:var(--soft);border:1px solid var(--line);border-radius:99px;padding:.1rem .7rem}
ul{list-style:none;padding:0;margin:1rem 0}
li{display:flex;gap:.75rem;padding:.5rem 0;border-top:1px solid var(--line)}
li strong{min-width:6.5rem}li span{color:var(--soft)}
form{display:flex;gap:.75rem;justify-content:flex-end;margin-top:1.5rem}
button{font:inherit;padding:.55rem 1.2rem;border-radius:8px;border:1px solid var(--line);background:transparent;color:inherit;cursor:pointer}
button.primary{background:var(--accent);border-color:var(--accent);color:#fff}
button:focus-visible{outline:3px solid var(--accent);outline-offset:2px}
`;
