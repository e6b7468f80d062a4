import { groupId, templateId, touchId, touchStyleId, userId } from './locators';
import type { Field } from '../../shared/parameters/field';

/** A kind of record: its words in the editor, its place in the API, and how one of them is named. */
export interface Kind {
	/** In the singular and plural, such as `campaign` and `campaigns`. */
	words: [singular: string, plural: string];
	path: string;
	/** Name of the wrapper of one record (fact 29). */
	singular: string;
	/** The field that names one record. */
	id?: Field;
}

/** Campaigns. */
export const TOUCH: Kind = { words: ['campaign', 'campaigns'], path: '/touches', singular: 'touch', id: touchId };

/** Team groups. */
export const GROUP: Kind = { words: ['team group', 'team groups'], path: '/groups', singular: 'group', id: groupId };

/** Addresses that undeliverable gifts go back to. */
export const RETURN_ADDRESS: Kind = { words: ['return address', 'return addresses'], path: '/return-addresses', singular: 'return_address' };

/** Gifts of the catalogue. */
export const GIFT: Kind = { words: ['gift', 'gifts'], path: '/gifts', singular: 'gift' };

/** Gifts that were sent. */
export const SEND: Kind = { words: ['send', 'sends'], path: '/sent-gifts', singular: 'send' };

/** People of the organization. */
export const USER: Kind = { words: ['user', 'users'], path: '/users', singular: 'user', id: userId };

/** Texts that go with gifts. */
export const TEMPLATE: Kind = { words: ['template', 'templates'], path: '/user-custom-templates', singular: 'custom_template', id: templateId };

/** Looks of campaigns. */
export const TOUCH_STYLE: Kind = { words: ['touch style', 'touch styles'], path: '/touch-styles', singular: 'touch_style', id: touchStyleId };

/** Jobs of the bulk service. */
export const BULK_JOB: Kind = { words: ['bulk job', 'bulk jobs'], path: '/bulk/jobs', singular: 'job' };
