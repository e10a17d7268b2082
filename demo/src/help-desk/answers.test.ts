import { describe, expect, it } from 'vitest';
import { answerTo } from './answers.ts';
import { piecesOf, streamText } from './stream.ts';
import { TICKETS } from './tickets.ts';

const QUESTIONS = [
  'Where is my parcel?',
  'How much did I pay?',
  'Can I get a refund?',
  'Which card did I use?',
  'Is this under warranty?',
  'Do you like hiking?',
];

const cases = TICKETS.flatMap((ticket) => QUESTIONS.map((question) => [ticket.id, question, ticket] as const));

describe('a scripted answer', () => {
  it.each(cases)('on %s to "%s" is about that order, and long enough to be seen streaming', (id, question, ticket) => {
    for (const turn of [0, 1]) {
      const text = answerTo(question, ticket, turn);
      expect(text).toContain(id);
      expect(text.length).toBeGreaterThan(200);
      expect(piecesOf(text).length).toBeGreaterThanOrEqual(8);
    }
  });

  it.each(QUESTIONS)('to "%s" comes in other words the second time', (question) => {
    const [ticket] = TICKETS;
    expect(answerTo(question, ticket, 1)).not.toBe(answerTo(question, ticket, 0));
    expect(answerTo(question, ticket, 2)).toBe(answerTo(question, ticket, 0));
  });

  it('follows the topic of the question', () => {
    const [ticket] = TICKETS;
    expect(new Set(QUESTIONS.map((question) => answerTo(question, ticket, 0))).size).toBe(QUESTIONS.length);
  });
});

describe('streaming', () => {
  it.each(['One two three.', '  Leading and  double spaces\n\nkept ', 'word', ''])('gives %j back whole', (text) => {
    expect(piecesOf(text).join('')).toBe(text);
  });

  it('resolves with what was emitted', async () => {
    const pieces: string[] = [];
    const said = await streamText('One two three four.', (piece) => pieces.push(piece), new AbortController().signal);
    expect(pieces).toEqual(['One two ', 'three four.']);
    expect(said).toBe('One two three four.');
  });

  it('ends where it is when stopped', async () => {
    const stop = new AbortController();
    const said = await streamText('One two three four five six', () => stop.abort(), stop.signal);
    expect(said).toBe('One two ');
  });
});
