import { explainNotFound } from '../../../nodes/shared/spending/explainNotFound';
import { UnitSendoso } from '../../support/unitSendoso';

/** What is said of a 404 on a send, when its campaign answers this. */
async function explained(status: number, touch: unknown = {}, touchId = '1') {
	const sendoso = new UnitSendoso();
	sendoso.campaign = { status, body: { touch } };
	const words = await sendoso.clock.finish(explainNotFound(sendoso.row({ parameters: { touchId } }), sendoso.sends));
	return { words, requests: sendoso.requests };
}

/** Days around the moment at which the tests stand. */
const [yesterday, tomorrow] = [-1, 1].map((days) => new Date(new UnitSendoso().clock.now() + days * 86_400_000).toISOString());

test('a campaign that is unknown is said to be', async () => {
	const { words, requests } = await explained(404);
	expect(words).toBe("Campaign 1 is unknown or no longer active. Choose another one in 'Campaign (Touch)'.");
	expect(requests).toMatchObject([{ method: 'GET', url: '/touches/1' }]);
});

test.each([
	['has not started yet', { status: 'active', start_date: tomorrow }, `Probably the campaign has not started yet. The campaign is active, starts ${tomorrow} and ends at no set time. Change its dates in Sendoso, or send later.`],
	['is over', { end_date: yesterday }, `Probably the campaign is over. The campaign starts at no set time and ends ${yesterday}. Change its dates in Sendoso, or choose another 'Campaign (Touch)'.`],
	['is on', { start_date: yesterday, end_date: tomorrow }, `The campaign starts ${yesterday} and ends ${tomorrow}. It can be read, so look in Sendoso whether it can be used for this kind of send.`],
	['has no dates', {}, 'The campaign starts at no set time and ends at no set time. It can be read, so look in Sendoso whether it can be used for this kind of send.'],
])('one that %s is a likely cause, or none', async (_, touch, words) => expect((await explained(200, touch)).words).toBe(words));

test.each([
	['can not be read', 500, {}],
	['may not be read', 403, {}],
	['is answered as another one', 200, { id: 2 }],
])('nothing is guessed of a campaign that %s', async (_, status, touch) => expect((await explained(status, touch)).words).toBeUndefined());

test('nothing is asked of no campaign', async () => {
	const { words, requests } = await explained(404, {}, ' ');
	expect([words, requests]).toEqual([undefined, []]);
});

test('nothing is said when the question itself fails', async () => {
	const sendoso = new UnitSendoso();
	const item = sendoso.row();
	const failing = { ...item, connection: { ...item.connection, interpret: () => { throw new Error('No answer can be understood'); } } };
	expect(await sendoso.clock.finish(explainNotFound(failing, sendoso.sends))).toBeUndefined();
});
