import { atMostOnce } from '../../shared/execution/attempts/atMostOnce';
import type { Handlers } from '../../shared/execution/nodeService';
import { createSend } from '../../shared/spending/createSend';
import { lookForSend } from '../../shared/spending/lookForSend';
import { sendToAddresses } from '../../shared/spending/sendToAddresses';
import type { SendosoAnswer } from '../answerShapes';
import { listedSends } from '../sendList/listedSends';
import { catalogueSend } from './catalogueSend';
import { createRecord } from './createRecord';
import { egiftLinks } from './egiftLinks';
import { readProducts, readScimUsers } from './linkedLists';
import { readList, readRecord, readRows } from './records';
import { updateScimUser } from './scimUpdate';
import { readSendByGid, readSends } from './sends';

/** How each answer shape of Sendoso's own API is asked for and read. */
export const handlers: Handlers<SendosoAnswer> = {
	record: readRecord,
	createdRecord: async (item) => await atMostOnce(item, { attempt: createRecord }),
	rows: readRows,
	list: readList,
	products: readProducts,
	scimUsers: readScimUsers,
	scimUpdate: updateScimUser,
	catalogueSend,
	sends: readSends,
	sendByGid: readSendByGid,
	send: async (item) =>
		await atMostOnce(item, {
			attempt: async (context) => await createSend(context, listedSends),
			lookFor: async (context, unknown) => await lookForSend(context, listedSends, unknown),
		}),
	egiftLinks: async (item) => await atMostOnce(item, { attempt: async (context) => await sendToAddresses(context, listedSends, egiftLinks) }),
};
