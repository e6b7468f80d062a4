import { dig } from '../../demo/json';
import { isAnswer } from '../http/reader';
import { type Finding, judged, noted, notAsked, notSeen } from '../report/fact';
import type { Survey } from '../survey';
import { rowsOf, sharedRows } from '../values/rows';
import { kindOf, kindsOf } from '../values/shape';

const PRODUCTS = '/api/v3/marketplace/products';
const RECOMMENDATIONS = '/api/v3/smartsend/recommendations';
const MOST_PAGES = 2;
/** Finds nothing, so that its only page is the last one. */
const NO_PRODUCT = 'zzqx probe zzqx';

/** The catalogue by its cursors, and recommendations for a recipient who was named for it. */
export async function surveyCatalogue(survey: Survey, host: string, recipient: string | undefined): Promise<void> {
	const pages: unknown[] = [];
	let after: unknown;
	do {
		const query: Record<string, string> = typeof after === 'string' ? { after } : {};
		const body = await survey.body(PRODUCTS, { query });
		if (body === undefined) break;
		pages.push(body);
		after = dig(body, 'pagination', 'after');
	} while (typeof after === 'string' && after !== '' && pages.length < MOST_PAGES);
	survey.add({ id: 'catalogue-pages', number: '24', name: 'catalogue: pages behind cursors', expected: 'other products' }, pagesOf(pages));
	survey.add({ id: 'catalogue-end', number: 'A19', name: 'catalogue: mark of the end', expected: 'no cursor, an empty one, or no products' }, endOf(pages.at(-1), pages.length === 0 ? undefined : await survey.body(PRODUCTS, { query: { text_search: NO_PRODUCT } })));
	survey.add({ id: 'catalogue-next', number: 'A20', name: 'catalogue: host of next_page.url', expected: 'not stated' }, nextOf(pages, host));
	const prices = pages.flatMap((page) => rowsOf(dig(page, 'products'))).flatMap(({ variants }) => rowsOf(variants)).map((variant) => dig(variant, 'estimated_total_price', 'price_per_unit'));
	survey.add({ id: 'money-products', number: '29', name: 'price_per_unit of products', expected: 'decimal text' }, prices.length === 0 ? notSeen('no products') : judged(/^(decimal text|integer as text)( and integer as text)?$/.test(kindsOf(prices)), kindsOf(prices)));
	if (recipient === undefined) survey.log.leaveOut(RECOMMENDATIONS, 'set SENDOSO_PROBE_RECIPIENT to ask');
	else await survey.read(RECOMMENDATIONS, { query: { recipient_email: recipient } });
	addResetFormat(survey);
}

function pagesOf(pages: readonly unknown[]): Finding {
	const [first, second] = pages.map((page) => rowsOf(dig(page, 'products')));
	if (first === undefined) return notSeen('the catalogue could not be read');
	if (second === undefined) return notSeen('one page holds all products');
	const shared = sharedRows(first, second);
	return judged(shared === 0, shared === 0 ? `other products, ${first.length} on a page` : `${shared} products stand on both pages`);
}

/** The end is on the last page that was read, or on the only page of a search that finds nothing. */
function endOf(last: unknown, found: unknown): Finding {
	if (last === undefined) return notSeen('the catalogue could not be read');
	const isOpen = (page: unknown) => page === undefined || !['missing', 'null', 'blank text'].includes(kindOf(dig(page, 'pagination', 'after')));
	const end = [last, found].find((page) => !isOpen(page));
	if (end === undefined) return noted('a cursor stands on every page, on that of a search without products, too');
	const products = rowsOf(dig(end, 'products')).length;
	return noted(`after is ${kindOf(dig(end, 'pagination', 'after'))}, next_page is ${kindOf(dig(end, 'pagination', 'next_page'))}, ${products === 0 ? 'no products' : 'with products'}`);
}

function nextOf(pages: readonly unknown[], host: string): Finding {
	const url = dig(pages[0], 'pagination', 'next_page', 'url');
	if (pages.length === 0) return notSeen('the catalogue could not be read');
	if (typeof url !== 'string') return noted(`no address (${kindOf(url)})`);
	if (!URL.canParse(url)) return noted('a path without a host');
	return noted(new URL(url).host === host ? 'the host that was asked' : 'another host: it was not asked');
}

function addResetFormat(survey: Survey): void {
	const question = { id: 'rate-limit-reset', number: 'A7', name: 'X-Rate-Limit-Reset of the catalogue', expected: 'there, in a format that is not stated' };
	const [reset] = survey.headersLike(/^x-rate-limit-reset$/).map(([, value]) => value);
	if (!survey.reader.answers.some(isAnswer)) return survey.add(question, notAsked('nothing of the catalogue was read'));
	if (reset === undefined) return survey.add(question, judged(false, 'missing'));
	const number = Number(reset);
	if (Number.isNaN(number)) return survey.add(question, noted(Number.isNaN(Date.parse(reset)) ? 'another text' : 'a date'));
	survey.add(question, noted(number > 1e11 ? 'milliseconds since 1970' : number > 1e9 ? 'seconds since 1970' : 'a small number: seconds that are left'));
}
