/** How lists are cut into pages: by opaque pointers, by number only, or not at all. */
export type Paging = 'token' | 'page' | 'none';

/** What tests may change about the connector. */
export interface Behaviour {
	paging: Paging;
	/** Largest page; more is cut, with a warning in `Elements-Error` (fact 53). */
	pageLimit: number;
	/** A larger page than this is refused with a 429 about its size (fact 58). */
	largestAnswer: number;
	/** Filters are accepted and dropped (fact 45). */
	ignoresFilters: boolean;
	/** Whether lists say how many rows there are. */
	announcesTotal: boolean;
	/** Rows sit in a wrapper with their singular name (A6). */
	wrapsRows: boolean;
	/** `/sent-gifts` answers with one object (A7). */
	sentGiftsAsObject: boolean;
	/** Rows of `/sent-gifts` carry no address and no touch. */
	sentGiftsBare: boolean;
	/** Resources that this instance does not have. */
	missing: Set<string>;
	/** Methods that a resource does not take, as `PUT touches`. */
	refusedMethods: Set<string>;
	/** Fields that metadata call filterable, by resource; filtering on another one is refused with 400 when listed. */
	filterable: Map<string, string[]>;
	hasBulk: boolean;
}

/** What the page says, and what its readers found (facts 26 to 28, 64). */
export const defaultBehaviour = (): Behaviour => ({
	paging: 'token',
	pageLimit: 200,
	largestAnswer: Infinity,
	ignoresFilters: false,
	announcesTotal: false,
	wrapsRows: false,
	sentGiftsAsObject: false,
	sentGiftsBare: false,
	missing: new Set(['journals', 'payments', 'purchase-orders', 'tax-rates', 'gift-preview']),
	refusedMethods: new Set(['PUT touches', 'GET groups/id', 'GET gifts/id']),
	filterable: new Map(),
	hasBulk: true,
});
