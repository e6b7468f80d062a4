/** Sendoso's list of sends can't serve to find duplicates; the message says why. */
export class UnusableList extends Error {}
