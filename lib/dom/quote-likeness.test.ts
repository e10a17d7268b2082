import { describe, expect, it } from 'vitest';
import { contextLikeness, saysOtherwise } from './quote-likeness.ts';

describe('contextLikeness', () => {
  it.each<[name: string, context: string, neighbour: string, atLeast: number, atMost: number]>([
    ['the same words', 'of all records passed', 'of all records passed validation', 1, 1],
    ['white space beside the place does not count', 'of all records', ' \n of all records', 1, 1],
    ['a word more', 'of all records passed', 'of nearly all records passed', 0.6, 0.75],
    ['unrelated words', 'of all records passed', 'the weather will be fine', 0, 0.4],
    ['nothing there', 'of all records passed', '', 0, 0],
    ['no context asks nothing', '', 'anything', 1, 1],
  ])('%s', (...[, context, neighbour, atLeast, atMost]) => {
    const likeness = contextLikeness(context, neighbour);
    expect(likeness).toBeGreaterThanOrEqual(atLeast);
    expect(likeness).toBeLessThanOrEqual(atMost);
  });
});

describe('saysOtherwise', () => {
  it.each<[name: string, quote: string, found: string, otherwise: boolean]>([
    ['the same', 'revenue grew 12 percent', 'revenue grew 12 percent', false],
    ['a typing error', 'revenue grew 12 percent', 'revneue grew 12 percnt', false],
    ['another number', 'revenue grew 12 percent', 'revenue grew 15 percent', true],
    ['a digit more', 'revenue grew 12 percent', 'revenue grew 120 percent', true],
    ['numbers that changed places', 'from 12 to 15 percent', 'from 15 to 12 percent', true],
    ['a mistyped number', 'all 4812 records', 'all 48x12 records', false],
    ['a number that is gone', 'all 4812 records', 'all records', true],
    ['another version', 'works in Godot 3.x', 'works in Godot 4.x', true],
    ['a negation more', 'there is evidence for this', 'there is no evidence for this', true],
    ['a negation less', 'they did not grow last year', 'they did grow last year', true],
    ['another name', 'The Basic plan includes it', 'The Extra plan includes it', true],
    ['another letter for a name', 'ship it to server B', 'ship it to server C', true],
    ['a word split in two', 'the migration finished', 'the migra tion finished', false],
  ])('%s', (...[, quote, found, otherwise]) => {
    expect(saysOtherwise(quote, found)).toBe(otherwise);
  });
});
