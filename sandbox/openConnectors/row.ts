/** A record as the connector gives it. */
export type Row = Record<string, unknown>;
