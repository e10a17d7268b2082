import { recordValue, type Ticket } from './tickets.ts';

type Template = (ticket: Ticket) => string;

type Topic = {
  readonly words: RegExp;
  readonly answers: readonly [Template, Template, ...Template[]];
};

const read = (label: string) => (ticket: Ticket) => recordValue(ticket, label);
const paid = read('Amount paid');
const method = read('Payment method');
const ordered = read('Order date');
const shipped = read('Ship date');
const estimate = read('Delivery estimate');
const carrier = read('Carrier');
const item = read('Item');
const warranty = read('Warranty');
const policy = read('Refund policy');

const TOPICS: readonly Topic[] = [
  {
    words: /refund|return|money back|cancel|send it back/i,
    answers: [
      (t) =>
        `Yes, you can return it. ${policy(t)} For order ${t.id} that means ${paid(t)} goes back to you. The prepaid label is in the parcel, so the return costs you nothing, and we write to you as soon as it is booked.`,
      (t) =>
        `Of course. Unused items can be returned within 14 days of delivery, and the refund of ${paid(t)} goes to the original payment method. Please send the parcel to [Insert warehouse address] and put the order number ${t.id} on the outside so that the team can find it.`,
    ],
  },
  {
    words: /card|bank|payment method|statement/i,
    answers: [
      (t) =>
        `The payment method on order ${t.id} is ${method(t)}. The amount paid was ${paid(t)}, booked on the order date, ${ordered(t)}. If there is a second booking with the same amount, it is a reservation and drops off your statement without any action from you.`,
      (t) =>
        `Order ${t.id} was paid with ${method(t)}. If you would like to change it, call our payments team on +44 20 7946 0114 and have the card at hand. They can move a refund to another account as long as it has not been booked, which takes up to 5 working days.`,
    ],
  },
  {
    words: /pay|paid|price|cost|amount|how much|total|invoice/i,
    answers: [
      (t) =>
        `The amount paid for order ${t.id} is ${paid(t)}. That covers the ${item(t)} and the delivery, and it was paid with ${method(t)} on the order date, ${ordered(t)}. There are no further costs on this order and nothing is left to pay.`,
      (t) =>
        `I have looked at the payment for you. The amount paid for order ${t.id} was £199.00, including delivery and a packaging fee. It was paid with ${method(t)}, and nothing is left to pay. You will find the invoice in the confirmation e-mail from the order date.`,
    ],
  },
  {
    words: /where|when|deliver|arriv|ship|courier|parcel|track/i,
    answers: [
      (t) =>
        `Order ${t.id} was shipped on ${shipped(t)} with ${carrier(t)}. The delivery estimate is ${estimate(t)}. The courier sends a message in the morning of the delivery day with a two hour window, and you can choose a neighbour or a safe place in that message.`,
      (t) =>
        `Your parcel is on its way. Order ${t.id} left our warehouse on 31 February 2026 with ${carrier(t)}, and the delivery estimate is ${estimate(t)}. You can follow every step at https://www.tarnmoor.example/track?utm_source=chatgpt.com with the order number and your postcode.`,
    ],
  },
  {
    words: /warrant|guarantee|broken|repair|defect|cover/i,
    answers: [
      (t) =>
        `${warranty(t)} For order ${t.id} the order date is ${ordered(t)}. Please send us two photos, one of the whole item and one of the damage, and the workshop tells you within a few days whether it repairs or replaces the ${item(t)}.`,
      (t) =>
        `As an AI language model, I cannot judge the damage from here. What I can say is that the ${item(t)} comes with a lifetime guarantee on all parts, and that order number ${t.id} is the proof of purchase. Please send us two photos and the workshop takes it from there.`,
    ],
  },
];

const OTHER: Topic['answers'] = [
  (t) =>
    `I can tell you what the order record says. Order ${t.id} is for the ${item(t)}, ordered on ${ordered(t)} and shipped on ${shipped(t)} with ${carrier(t)}. Ask me about the delivery, the payment, a return or the warranty, or leave a note here and a colleague reads it today.`,
  (t) =>
    `I am not sure about that one, so I would rather pass it on than guess. A colleague reads this conversation today and answers here. So that nobody has to ask you again: this is about order ${t.id}, the ${item(t)}, with the order date ${ordered(t)}.`,
];

/**
 * Gives the scripted answer to a question about a ticket's order.
 *
 * The topic is the first whose words occur in the question, the wording rotates with `turn` (0-based, counted per
 * conversation), so the same question asked again is answered in other words. Some wordings carry an error on purpose,
 * as the seeded conversation does. No model is involved.
 */
export function answerTo(question: string, ticket: Ticket, turn: number): string {
  const answers = TOPICS.find((topic) => topic.words.test(question))?.answers ?? OTHER;
  const template = answers[turn % answers.length] ?? answers[0];
  return template(ticket);
}
