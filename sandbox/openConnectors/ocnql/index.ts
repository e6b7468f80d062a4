export { evaluate } from './evaluate';
export { parseOcnql } from './parse';
export type { Condition, Literal } from './parse';
