import type { SendKind, Touch } from '../../store/records';

/** The members of a creating body that decide whether it is accepted. */
export interface SendBody {
	touch_id: number;
	name?: string;
	email: string;
	via: string;
	via_from: string;
	no_address?: boolean;
	country?: string;
	mobile_no?: number;
	amount?: number;
	address_confirmation_via?: 'email' | 'link';
	expire_after_days?: number;
}

const domesticSpellings = new Set(['US', 'USA', 'UNITED STATES', 'UNITED STATES OF AMERICA']);

/** Tells the three body shapes apart. */
export function kindOf(body: SendBody): SendKind {
	if (body.via === 'single_email_address') return 'egift';
	return body.no_address === true ? 'addressCollection' : 'physical';
}

/** Why a body is refused with 400, or null. Only the e-mail text is documented. */
export function reasonToRefuse(kind: SendKind, touch: Touch, body: SendBody): string | null {
	const wanted = kind === 'egift' || kind === 'egiftLink' ? 'email' : 'mail';
	if (touch.delivery_type !== wanted) return `This touch is delivered by ${touch.delivery_type}`;
	if (kind === 'physical' && !isDomestic(body.country ?? '') && body.mobile_no === undefined) {
		return "mobile_no can't be blank for international sends";
	}
	return isInRange(touch, body.amount) ? null : 'Amount is outside the range of this touch';
}

function isDomestic(country: string): boolean {
	return domesticSpellings.has(country.replace(/\./g, '').trim().toUpperCase());
}

function isInRange(touch: Touch, amount: number | undefined): boolean {
	if (amount === undefined || touch.starting_egift_price === null) return true;
	return amount >= touch.starting_egift_price && amount <= (touch.ending_egift_price ?? Infinity);
}
