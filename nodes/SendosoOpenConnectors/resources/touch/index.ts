import { number, text, yesNo } from '../../../shared/operations/fields';
import type { ConnectorResource } from '../../answerShapes';
import { create, getAll, getOne, remove, update } from '../../operations/crud';
import { TOUCH } from '../../operations/kinds';

/** Members of a campaign that can be written. Dates go out as typed: their order of day and month is not published (A13). */
const optional = [
	text('Description', 'description'),
	number('Effective Rating Goal', 'effectiveRatingGoal'),
	text('End Date', 'endDate', { description: 'As text, in the order of day and month that your Sendoso account uses' }),
	number('Ending eGift Price', 'endingEgiftPrice'),
	number('Engaged Goal', 'engagedGoal'),
	text('Gift ID', 'giftId', { description: "ID of a gift, from 'Gift' > 'Get Many'" }),
	yesNo('Is Default Price', 'isDefaultPrice', 'Whether the gift has its default price'),
	text('Name', 'name'),
	number('Number of Gifts Sent Goal', 'noOfGiftsSentGoal'),
	number('Number of Senders Goal', 'noOfSendersGoal'),
	text('Start Date', 'startDate', { description: 'As text, in the order of day and month that your Sendoso account uses' }),
	number('Starting eGift Price', 'startingEgiftPrice'),
	number('Total Touch Budget', 'totalTouchBudget'),
	number('User Adoption Goal', 'userAdoptionGoal'),
];

/** Campaigns, called touches in the API. */
export const touch: ConnectorResource = {
	option: { name: 'Campaign (Touch)', value: 'touch', description: 'A campaign, called touch in the Sendoso API' },
	operations: [create(TOUCH, { optional }), remove(TOUCH), getOne(TOUCH), getAll(TOUCH), update(TOUCH, 'PATCH', { optional }, 'PUT')],
};
