import { describe, expect, it } from 'vitest';
import { CONVERSATION, PLANTED } from './conversation.ts';
import { recordValue, TICKETS, ticketFor } from './tickets.ts';

const [ticket] = TICKETS;
const recordText = ticket.record.flat().join('\n');
const answers = CONVERSATION.filter(({ role }) => role === 'ai').map(({ text }) => text);
const questions = CONVERSATION.filter(({ role }) => role === 'user').map(({ text }) => text);

function occurrences(text: string, quote: string): number {
  return text.split(quote).length - 1;
}

/** Luhn, ISO/IEC 7812-1 annex B. */
function checksOut(digits: string): boolean {
  const sum = [...digits].reverse().reduce((total, digit, index) => {
    const value = Number(digit) * (index % 2 === 1 ? 2 : 1);
    return total + (value > 9 ? value - 9 : value);
  }, 0);
  return sum % 10 === 0;
}

describe('the seeded conversation', () => {
  it('alternates between the customer and the assistant', () => {
    expect(CONVERSATION.map(({ role }) => role)).toEqual(answers.flatMap(() => ['user', 'ai']));
    expect(answers.length).toBeGreaterThanOrEqual(3);
  });

  it.each(PLANTED)('has "$quote" once, and only in an answer', ({ quote }) => {
    expect(occurrences(answers.join('\n'), quote)).toBe(1);
    expect(occurrences(questions.join('\n'), quote)).toBe(0);
    expect(occurrences(recordText, quote)).toBe(0);
  });

  it.each(PLANTED.filter(({ record }) => record))('differs from the record by "$quote"', ({ record = '' }) => {
    expect(recordText).toContain(record);
  });

  it('keeps the first answer free of planted errors', () => {
    expect(PLANTED.filter(({ quote }) => answers[0]?.includes(quote))).toEqual([]);
  });

  it('leaks a card number that passes its check digit and ends as the record says', () => {
    const digits = PLANTED.find(({ rule }) => rule === 'payment-id')?.quote.replaceAll(' ', '') ?? '';
    expect(digits).toHaveLength(16);
    expect(checksOut(digits)).toBe(true);
    expect(recordValue(ticket, 'Payment method')).toContain(digits.slice(-4));
  });

  it('lets customers write their own order number and phone number', () => {
    expect(questions.join('\n')).toContain(ticket.id);
    expect(questions.join('\n')).toContain('0161 496 0372');
  });
});

describe('the order record', () => {
  it.each(TICKETS)('of $id has 40 words or more, and adds up', (each) => {
    expect(each.record.flat().join(' ').split(/\s+/).length).toBeGreaterThanOrEqual(40);
    const pence = (label: RegExp) =>
      each.record
        .filter(([name]) => label.test(name))
        .reduce((sum, [, value]) => sum + Math.round(Number(value.slice(1)) * 100), 0);
    expect(pence(/price$|delivery$/)).toBe(pence(/^Amount paid$/));
  });

  it('refuses a label it does not have', () => {
    expect(() => recordValue(ticket, 'Colour')).toThrow('Colour');
  });
});

describe('a ticket is found by its address', () => {
  it.each([
    ['#TM-48377', 'TM-48377'],
    ['TM-47950', 'TM-47950'],
    ['', 'TM-48213'],
    ['#TM-00000', 'TM-48213'],
  ])('%j opens %s', (fragment, id) => {
    expect(ticketFor(fragment).id).toBe(id);
  });
});
