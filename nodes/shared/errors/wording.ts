/** What a failure was: an HTTP status, or what happened on the way. */
export type Cause = number | 'notConnected' | 'lost' | 'unreadable';
