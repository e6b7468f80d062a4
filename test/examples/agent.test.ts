import { Example, valueFor } from './support';

const example = new Example('approve-agent-sends');
const campaigns = [{ json: { id: 220145, name: 'Coffee on us', currency: 'GBP' } }, { json: { id: 220152, name: 'Tea for two', currency: 'USD' } }];

/** What the person in the chat is asked about a call of the tool. */
const asked = (parameters: Record<string, unknown>) =>
	valueFor(String(example.parametersOf('Ask before it goes out').message), { $: () => ({ all: () => campaigns }), $tool: { parameters } });

it('shows the name and the currency that Sendoso has for the ID which the model chose', () => {
	expect(asked({ campaign_id: 220152, recipient_email: 'ana@example.com', amount: 12 })).toBe('**Send this gift?**\n\n- Campaign: Tea for two (ID 220152)\n- Recipient: ana@example.com\n- Amount: 12 USD');
	expect(asked({ campaign_id: '220145', recipient_email: 'ana@example.com', amount: 12 })).toContain('Coffee on us (ID 220145)');
});

it('says when the ID is no campaign, and when something is missing', () => {
	expect(asked({ campaign_id: 9, amount: 12 })).toBe('**Send this gift?**\n\n- Campaign: UNKNOWN, do not approve (ID 9)\n- Recipient: MISSING\n- Amount: 12 ');
	expect(asked({ campaign_id: 220152, recipient_email: 'ana@example.com' })).toContain('Amount: MISSING USD');
});

it('reads the campaigns for the question once, and sends nothing but what goes through it', () => {
	expect(example.into('Gift agent')).toEqual(['Read the campaigns 0']);
	expect([example.node('Gift agent').executeOnce, example.node('Read the campaigns').alwaysOutputData]).toEqual([true, true]);
	expect(example.parametersOf('Send an eGift').options).toEqual({ maximumSends: 1 });
});

it('waits for the person without a limit: n8n takes the word of the model when the time of a review runs out', () => {
	expect(example.parametersOf('Ask before it goes out').options).toEqual({});
});
