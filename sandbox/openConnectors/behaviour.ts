/**
 * How lists are cut into pages: by opaque pointers, by pointers that stand on the last page and behind it, too
 * (`pointsForEver`), or that all lead to the first page again (`endless`); by number only, by number with the last page for
 * every later number, or not at all (`page` is then ignored).
 */
export type Paging = 'token' | 'pointsForEver' | 'endless' | 'page' | 'lastForEver' | 'none';

/** Shapes of answers that differ between what is on record. */
export interface Shapes {
	/** Rows, but those of groups, sit in a wrapper with their singular name (A6). */
	wrapsRows: boolean;
	/** `/sent-gifts` answers with one object (A7). */
	sentGiftsAsObject: boolean;
	/** Rows of `/sent-gifts` carry no address and no touch. */
	sentGiftsBare: boolean;
	/** The member in which a bulk job tells its state (fact 68). */
	bulkState: 'status' | 'jobStatus' | 'job_status';
	/** JSON results of bulk jobs come as one object per line (fact 70). */
	bulkJsonAsLines: boolean;
}

/** What tests may change about the connector. */
export interface Behaviour {
	paging: Paging;
	/** Largest page; more is cut, with a warning in `Elements-Error` (fact 53). */
	pageLimit: number;
	/** A larger page than this is refused with a 429 about its size (fact 58). */
	largestAnswer: number;
	/** Filters are accepted and dropped (fact 45). */
	ignoresFilters: boolean;
	/** Whether lists say how many rows there are, to those who ask. */
	announcesTotal: boolean;
	/** By how much the announced number is off, or what it is instead: 0, or the number of rows on the page. */
	totalOffset: number | 'zero' | 'page';
	/** Every page of a list carries the warning that rows may be missing. */
	warnsAlways: boolean;
	/** Every so-manieth pointer to a next page is missing; 0 for none. */
	losesPointers: number;
	/** Pointers that were given before are worth nothing: counts up. */
	pointerAge: number;
	shapes: Shapes;
	/** Resources that this instance does not have. */
	missing: Set<string>;
	/** Methods that a resource does not take, as `PUT touches`; `GET groups/id` is reading one record. */
	refusedMethods: Set<string>;
	/** Fields that metadata call filterable, by resource; filtering on another one is then refused with 400. */
	filterable: Map<string, string[]>;
	hasBulk: boolean;
}

/** What the page says, and what its readers found (facts 26 to 28, 64). */
export const defaultBehaviour = (): Behaviour => ({
	paging: 'token',
	pageLimit: 200,
	largestAnswer: 1_000_000,
	ignoresFilters: false,
	announcesTotal: true,
	totalOffset: 0,
	warnsAlways: false,
	losesPointers: 0,
	pointerAge: 0,
	shapes: { wrapsRows: false, sentGiftsAsObject: false, sentGiftsBare: false, bulkState: 'status', bulkJsonAsLines: false },
	missing: new Set(['journals', 'payments', 'purchase-orders', 'tax-rates', 'gift-preview']),
	refusedMethods: new Set(['PUT touches', 'GET groups/id', 'GET gifts/id']),
	filterable: new Map(),
	hasBulk: true,
});
