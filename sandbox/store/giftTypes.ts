import type { Touch } from './records';

/** What a touch sends, resolved from its `gift_id`; the API shows it only on sends. */
export interface GiftType {
	giftId: number;
	delivery: 'mail' | 'email';
	type: string;
	subtype: string;
	cost: number;
}

/** The kinds of gift in the sample data. */
export const giftTypes: readonly GiftType[] = [
	{ giftId: 12, delivery: 'email', type: 'eGifts USA', subtype: 'Coffee', cost: 5 },
	{ giftId: 13, delivery: 'email', type: 'eGifts USA', subtype: 'Lunch', cost: 25 },
	{ giftId: 14, delivery: 'email', type: 'eGifts USA', subtype: 'Donate to Charity', cost: 20 },
	{ giftId: 15, delivery: 'email', type: 'eGifts International', subtype: 'eGift Cards Germany', cost: 15 },
	{ giftId: 16, delivery: 'email', type: 'eGifts International', subtype: 'eGift Cards UK', cost: 10 },
	{ giftId: 17, delivery: 'email', type: 'eGifts International', subtype: 'eGift Cards India', cost: 12.5 },
	{ giftId: 64, delivery: 'mail', type: 'Inventoried Sends', subtype: 'Custom Bundles', cost: 38.4 },
	{ giftId: 65, delivery: 'mail', type: 'Inventoried Sends', subtype: 'Bundles', cost: 52.75 },
	{ giftId: 66, delivery: 'mail', type: 'Handwritten Notes', subtype: 'Handwritten Notes', cost: 7.9 },
	{ giftId: 67, delivery: 'mail', type: 'Sendoso Direct', subtype: 'Wine', cost: 84.2 },
	{ giftId: 68, delivery: 'mail', type: 'Amazon', subtype: 'Buy/Send via Amazon', cost: 41.99 },
];

const catalogueGift: GiftType = { giftId: 0, delivery: 'mail', type: 'Sendoso Choice', subtype: 'On-Demand', cost: 30 };

/** The gift of a touch; a touch without a known `gift_id` gets the first of its delivery type. */
export function giftTypeOf(touch: Touch | null): GiftType {
	if (touch === null) return catalogueGift;
	return (
		giftTypes.find((gift) => gift.giftId === touch.gift_id) ??
		giftTypes.find((gift) => gift.delivery === touch.delivery_type) ??
		catalogueGift
	);
}
