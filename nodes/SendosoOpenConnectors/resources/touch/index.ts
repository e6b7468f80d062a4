import { number, text, yesNo } from '../../../shared/operations/fields';
import type { ConnectorResource } from '../../answerShapes';
import { create, getAll, getOne, remove, update } from '../../operations/crud';
import { TOUCH } from '../../operations/kinds';

/** Members of a campaign that can be written. Dates go out as typed: their order of day and month is not published (A13). */
const optional = [
	text('Description', 'description', { description: 'What the campaign is for' }),
	number('Effective Rating Goal', 'effectiveRatingGoal', { description: 'Rating that the campaign aims at' }),
	text('End Date', 'endDate', { description: 'As text, in the order of day and month that your Sendoso account uses' }),
	number('Ending eGift Price', 'endingEgiftPrice', { description: 'Highest amount that an eGift of the campaign may have' }),
	number('Engaged Goal', 'engagedGoal', { description: 'Engagement that the campaign aims at' }),
	text('Gift ID', 'giftId', { description: "ID of a gift, from 'Gift' > 'Get Many'" }),
	yesNo('Is Default Price', 'isDefaultPrice', 'Whether the gift has its default price'),
	text('Name', 'name', { description: 'What the campaign is called in Sendoso' }),
	number('Number of Gifts Sent Goal', 'noOfGiftsSentGoal', { description: 'How many gifts the campaign aims to send' }),
	number('Number of Senders Goal', 'noOfSendersGoal', { description: 'How many people the campaign aims to have send from it' }),
	text('Start Date', 'startDate', { description: 'As text, in the order of day and month that your Sendoso account uses' }),
	number('Starting eGift Price', 'startingEgiftPrice', { description: 'Lowest amount that an eGift of the campaign may have' }),
	number('Total Touch Budget', 'totalTouchBudget', { description: 'Most that the campaign may spend in all' }),
	number('User Adoption Goal', 'userAdoptionGoal', { description: 'Use by people of the organization that the campaign aims at' }),
];

/** Campaigns, called touches in the API. */
export const touch: ConnectorResource = {
	option: { name: 'Campaign (Touch)', value: 'touch', description: 'A campaign, called touch in the Sendoso API' },
	operations: [create(TOUCH, { optional }), remove(TOUCH), getOne(TOUCH), getAll(TOUCH), update(TOUCH, 'PATCH', { optional }, 'PUT')],
};
