/** Its own types are found by newer ways of resolving modules only. */
declare module 'vega-lite' {
	export function compile(spec: object): { spec: import('vega').Spec };
}
