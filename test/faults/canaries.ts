/** Every address of the campaign ends like this, so that one search finds them all. */
export const CANARY_DOMAIN = 'canary-people.example.com';
/** Of every client application of the stand-in servers; opens nothing else. */
export const CANARY_CLIENT = 'canary-client-58d1c0';
/** Stands in every error page, which must not be stored. */
export const CANARY_PAGE = 'canary-error-page';
