import { CONVERSATION, type Turn } from './conversation.ts';

/** A customer's question with the order it is about and what was said so far. */
export type Ticket = {
  /** The order number; also the address of the ticket (`#TM-48213`). */
  readonly id: string;
  readonly customer: string;
  readonly subject: string;
  /** When the customer last wrote, as the list shows it. */
  readonly when: string;
  /** The order record in display order, label and value. */
  readonly record: readonly (readonly [label: string, value: string])[];
  readonly history: readonly Turn[];
};

const REFUND_POLICY =
  'Unused items can be returned within 30 days of delivery. The refund goes to the original payment method within 5 working days after the return reaches our warehouse.';

const trekkingPack: Ticket = {
  id: 'TM-48213',
  customer: 'Eleanor Whitcombe',
  subject: 'Where is my pack, and can I return it?',
  when: '10:42',
  record: [
    ['Order number', 'TM-48213'],
    ['Customer', 'Eleanor Whitcombe'],
    ['Item', 'Skarn 45 trekking pack, slate, size M'],
    ['Item price', '£168.00'],
    ['Express delivery', '£6.50'],
    ['Amount paid', '£174.50'],
    ['Payment method', 'Visa debit ending 5556'],
    ['Order date', '3 March 2026'],
    ['Ship date', '5 March 2026'],
    ['Carrier', 'Northline Parcels'],
    ['Delivery estimate', '9 March 2026 to 11 March 2026'],
    ['Refund policy', REFUND_POLICY],
    [
      'Warranty',
      'Frame and stitching are covered for 3 years from the order date. The order number is the proof of purchase.',
    ],
  ],
  history: CONVERSATION,
};

const baseLayer: Ticket = {
  id: 'TM-48377',
  customer: 'Gareth Pryce',
  subject: 'Base layer came in the wrong size',
  when: '09:15',
  record: [
    ['Order number', 'TM-48377'],
    ['Customer', 'Gareth Pryce'],
    ['Item', 'Fell wool base layer, moss, size L'],
    ['Item price', '£48.50'],
    ['Standard delivery', '£3.90'],
    ['Amount paid', '£52.40'],
    ['Payment method', 'Mastercard ending 4444'],
    ['Order date', '24 February 2026'],
    ['Ship date', '25 February 2026'],
    ['Carrier', 'Northline Parcels'],
    ['Delivery estimate', '27 February 2026 to 2 March 2026'],
    ['Refund policy', REFUND_POLICY],
    ['Warranty', 'Seams are covered for 1 year from the order date. The order number is the proof of purchase.'],
  ],
  history: [
    {
      role: 'user',
      text: 'The base layer from order TM-48377 says L on the bag, but the label inside says S. I need an L.',
    },
    {
      role: 'ai',
      text: 'Your order TM-48377 was for a Fell wool base layer in size L, so the S was packed by mistake. Unused items can be returned within 30 days of delivery, and the prepaid label is in the parcel.',
    },
    { role: 'user', text: 'And if you have no L left? I paid by Mastercard on 24 February.' },
    {
      role: 'ai',
      text: 'Then we refund the amount paid, £54.20, to the original payment method within 5 working days after the return reaches our warehouse.',
    },
  ],
};

const stove: Ticket = {
  id: 'TM-47950',
  customer: 'Sunniva Holm',
  subject: 'Stove valve drips, is that covered?',
  when: 'Yesterday',
  record: [
    ['Order number', 'TM-47950'],
    ['Customer', 'Sunniva Holm'],
    ['Item', 'Ember 2 camping stove, brass'],
    ['Item price', '£84.00'],
    ['Standard delivery', '£3.90'],
    ['Amount paid', '£87.90'],
    ['Payment method', 'Bank transfer'],
    ['Order date', '12 January 2026'],
    ['Ship date', '14 January 2026'],
    ['Carrier', 'Northline Parcels'],
    ['Delivery estimate', '19 January 2026 to 21 January 2026'],
    ['Refund policy', REFUND_POLICY],
    [
      'Warranty',
      'Valve and burner are covered for 2 years from the order date. The order number is the proof of purchase.',
    ],
  ],
  history: [
    {
      role: 'user',
      text: 'My Ember 2 (TM-47950) drips at the valve after two trips. I turned it off and left it outside.',
    },
    {
      role: 'ai',
      text: 'Please do not use the stove again. Valve and burner are covered for 2 years from the order date, 12 January 2026, and the order number TM-47950 is the proof of purchase.',
    },
    { role: 'user', text: 'Thank you, that was quick. I will bring it to the shop on Saturday.' },
  ],
};

/** All tickets of the demo in list order; the first is the one a visitor lands on. */
export const TICKETS: readonly [Ticket, ...Ticket[]] = [trekkingPack, baseLayer, stove];

/**
 * Finds the ticket an address fragment names, with or without its `#`.
 *
 * An unknown or empty fragment gives the first ticket, so that an old link still opens the page.
 */
export function ticketFor(fragment: string): Ticket {
  const id = fragment.replace(/^#/, '');
  return TICKETS.find((ticket) => ticket.id === id) ?? TICKETS[0];
}

/**
 * Reads one value of a ticket's order record by its label.
 *
 * @throws when the record has no such label.
 */
export function recordValue(ticket: Ticket, label: string): string {
  const entry = ticket.record.find(([name]) => name === label);
  if (!entry) throw new Error(`Order record ${ticket.id} has no "${label}"`);
  return entry[1];
}
