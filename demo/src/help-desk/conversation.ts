/** One message of a help desk conversation; the roles are deep-chat's own words. */
export type Turn = {
  readonly role: 'user' | 'ai';
  readonly text: string;
};

/**
 * The conversation of ticket TM-48213, oldest first: five questions, five answers.
 *
 * The first answer is right in every point. The others carry the errors listed in `PLANTED`. Each text is exactly what
 * the page shows, except that a blank line is a paragraph border there.
 */
export const CONVERSATION: readonly Turn[] = [
  {
    role: 'user',
    text: "Hi, I ordered a Skarn 45 pack last week, order TM-48213, and I can't find out when it will get here. If the courier needs to ring me, my number is 0161 496 0372.",
  },
  {
    role: 'ai',
    text: 'Your order TM-48213 has left our warehouse. The Skarn 45 trekking pack was shipped on 5 March 2026 with Northline Parcels, and the delivery estimate is 9 March 2026 to 11 March 2026. Express delivery is already included in the amount paid.',
  },
  {
    role: 'user',
    text: "Good, thank you. How much did I pay in the end? My bank shows two bookings and I'm not sure which one is yours.",
  },
  {
    role: 'ai',
    text: 'I have checked the payment for you. The amount paid for order TM-48213 was £184.50, and the order date was 13 March 2026. Express delivery of £6.50 is part of that total, so you should see a single booking from us on your statement.',
  },
  {
    role: 'user',
    text: "That doesn't look right, but fine. If I send it back, which card would the refund go to? I changed banks in January.",
  },
  {
    role: 'ai',
    text: 'The refund goes to the original payment method, your Visa debit card 4000 0566 5566 5556. If that account is closed, please call Tomasz Berg in our warehouse on +44 20 7946 0958, he can move the refund to your new bank within 5 working days.',
  },
  {
    role: 'user',
    text: 'I have already taken the tags off the pack. Can I still return it, and who do I write to?',
  },
  {
    role: 'ai',
    text: 'As an AI language model, I cannot inspect the pack myself. Unused items can be returned within 60 days of delivery, so you still have time.\n\nPlease write to [Insert returns team e-mail] and give the order number TM-48213. The full refund policy is at https://www.tarnmoor.example/help/returns?utm_source=chatgpt.com',
  },
  {
    role: 'user',
    text: "All right, I'll keep it. Is the warranty registered automatically, or do I need to send you the receipt for TM-48213?",
  },
  {
    role: 'ai',
    text: 'You do not need to register anything. Frame and stitching are covered for 3 years from the order date, and the order number TM-48213 is the proof of purchase. :contentReference[oaicite:2]{index=2}',
  },
];

/** One error put into a text on purpose. */
export type Planted = {
  /** Id of the rule this error is meant for. */
  readonly rule: 'record-source' | 'payment-id' | 'contact' | 'placeholder' | 'residue' | 'date';
  /** The words that show the error, exactly as they stand in the text, once in the whole conversation. */
  readonly quote: string;
  /** What the record says instead, where it says something. */
  readonly record?: string;
};

/**
 * The errors in `CONVERSATION`, in reading order.
 *
 * The card number is Stripe's published Visa debit test number; the phone numbers lie in the ranges Ofcom keeps free for
 * drama (020 7946 0xxx and 0161 496 0xxx).
 */
export const PLANTED: readonly Planted[] = [
  { rule: 'record-source', quote: '£184.50', record: '£174.50' },
  { rule: 'record-source', quote: '13 March 2026', record: '3 March 2026' },
  { rule: 'payment-id', quote: '4000 0566 5566 5556', record: 'Visa debit ending 5556' },
  { rule: 'contact', quote: '+44 20 7946 0958' },
  { rule: 'residue', quote: 'As an AI language model' },
  { rule: 'record-source', quote: '60 days', record: '30 days' },
  { rule: 'placeholder', quote: '[Insert returns team e-mail]' },
  { rule: 'residue', quote: 'utm_source=chatgpt.com' },
  { rule: 'residue', quote: ':contentReference[oaicite:2]{index=2}' },
];
