import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Flag, type FlagInput, flagReportSchema } from '../core/flag.ts';
import type { Severity } from '../core/severity.ts';
import { spansOverlap } from '../core/span.ts';
import { createEngine, type EngineOptions, maxTextLength } from './engine.ts';
import { rules, rulesetName } from './registry.ts';
import { flagOf, type Rule } from './rule.ts';

const at = async () => {};
const engineOf = (some: readonly Rule[], options: Partial<EngineOptions> = {}) =>
  createEngine(some, { ruleset: 'test@1', rest: at, ...options });

type Found = { readonly start: number; readonly end: number; readonly severity?: Severity };

/** A rule that flags the same spans in every text. */
function ruleAt(id: string, ...found: readonly Found[]): Rule {
  const identity = { id, version: '1', category: 'fact.incorrect', severity: 'major' } as const;
  return {
    ...identity,
    run: ({ text }) => ({
      kind: 'flags',
      flags: found.map((one) => flagOf(identity, text, { message: 'm', confidence: 1, ...one })),
    }),
  };
}

function ruleThat(id: string, run: Rule['run']): Rule {
  return { id, version: '1', category: 'fact.incorrect', severity: 'major', run };
}

const text = 'the quick brown fox jumps over the lazy dog';
const placesOf = (flags: readonly Flag[]) => flags.map(({ rule, start, end }) => [rule, start, end]);

describe('an engine', () => {
  it('stamps the report with the id of the input and the rule set', async () => {
    expect(await engineOf([]).run({ id: 'p1', text })).toEqual({
      id: 'p1',
      ruleset: 'test@1',
      flags: [],
      abstained: [],
      failed: [],
    });
  });

  it('goes on with the other rules when one throws, and says which and why', async () => {
    const broken = ruleThat('broken', () => {
      throw new TypeError('boom');
    });
    const report = await engineOf([ruleAt('a', { start: 0, end: 3 }), broken, ruleAt('b', { start: 4, end: 9 })]).run({
      id: 'p',
      text,
    });
    expect(placesOf(report.flags)).toEqual([
      ['a', 0, 3],
      ['b', 4, 9],
    ]);
    expect(report.failed).toEqual([{ rule: 'broken', reason: 'boom' }]);
  });

  it('keeps the reason of a rule that throws something else than an error', async () => {
    const broken = ruleThat('broken', () => {
      throw 'no words';
    });
    expect((await engineOf([broken]).run({ id: 'p', text })).failed).toEqual([{ rule: 'broken', reason: 'no words' }]);
  });

  it.each<[why: string, flag: Partial<Flag>, reason: RegExp]>([
    ['an empty span', { start: 3, end: 3, quote: '' }, /at \[3, 3\)/],
    ['a span behind the end', { start: 40, end: 99, quote: 'dog' }, /at \[40, 99\) of 43/],
    ['a span before the start', { start: -1, end: 3, quote: 'the' }, /at \[-1, 3\)/],
    ['a span that is no number', { start: Number.NaN, end: 3, quote: 'the' }, /at \[NaN, 3\)/],
    ['a quote that stands elsewhere', { start: 0, end: 3, quote: 'fox' }, /do not stand at 0/],
    ['another rule', { rule: 'other' }, /in the name of other/],
  ])('fails a rule whose flag has %s, with all its flags', async (_, wrong, reason) => {
    const good = ruleAt('bad', { start: 0, end: 3 });
    const bad = ruleThat('bad', (input) => {
      const outcome = good.run(input);
      const [flag] = outcome.kind === 'flags' ? outcome.flags : [];
      return { kind: 'flags', flags: flag === undefined ? [] : [flag, { ...flag, ...wrong }] };
    });
    const report = await engineOf([bad]).run({ id: 'p', text });
    expect(report.flags).toEqual([]);
    expect(report.failed).toMatchObject([{ rule: 'bad', reason: expect.stringMatching(reason) }]);
  });

  it('says what a rule abstained from, wholly or in part', async () => {
    const silent = ruleThat('silent', () => ({ kind: 'abstained', reason: 'no source' }));
    const partly = ruleThat('partly', () => ({ kind: 'flags', flags: [], notChecked: 'phrases: not English' }));
    const report = await engineOf([silent, partly]).run({ id: 'p', text });
    expect(report.abstained).toEqual([
      { rule: 'silent', reason: 'no source' },
      { rule: 'partly', reason: 'phrases: not English' },
    ]);
  });
});

describe('an engine stops between rules', () => {
  it('when the rules before took longer than the budget', async () => {
    let clock = 0;
    const slow = ruleThat('slow', () => {
      clock += 60;
      return { kind: 'flags', flags: [] };
    });
    const options = { budgetMs: 100, now: () => clock };
    const report = await engineOf([slow, slow, ruleAt('late', { start: 0, end: 3 })], options).run({ id: 'p', text });
    expect(report.flags).toEqual([]);
    expect(report.failed).toEqual([{ rule: 'late', reason: 'not run: the checks before it took longer than 100 ms' }]);
  });

  it('but not when they took exactly the budget', async () => {
    let clock = 0;
    const slow = ruleThat('slow', () => {
      clock += 100;
      return { kind: 'flags', flags: [] };
    });
    const options = { budgetMs: 100, now: () => clock };
    const report = await engineOf([slow, ruleAt('next', { start: 0, end: 3 })], options).run({ id: 'p', text });
    expect(placesOf(report.flags)).toEqual([['next', 0, 3]]);
  });

  it('when it is cancelled while it rests, and keeps what it has', async () => {
    const controller = new AbortController();
    const options = { rest: async () => controller.abort() };
    const some = [ruleAt('first', { start: 0, end: 3 }), ruleAt('second', { start: 4, end: 9 })];
    const report = await engineOf(some, options).run({ id: 'p', text }, controller.signal);
    expect(placesOf(report.flags)).toEqual([['first', 0, 3]]);
    expect(report.failed).toEqual([{ rule: 'second', reason: 'not run: cancelled' }]);
  });

  it('before the first rule when it was cancelled before', async () => {
    const report = await engineOf([ruleAt('a', { start: 0, end: 3 })]).run({ id: 'p', text }, AbortSignal.abort());
    expect(report).toMatchObject({ flags: [], failed: [{ rule: 'a', reason: 'not run: cancelled' }] });
  });

  it('and rests once after each rule', async () => {
    let rests = 0;
    const options = {
      rest: async () => {
        rests += 1;
      },
    };
    await engineOf([ruleAt('a'), ruleAt('b'), ruleAt('c')], options).run({ id: 'p', text });
    expect(rests).toBe(3);
  });
});

describe('a text longer than an engine reads', () => {
  it('is read as far as that, and the report says so', async () => {
    const lengths: number[] = [];
    const measure = ruleThat('measure', (input) => {
      lengths.push(input.text.length);
      return { kind: 'flags', flags: [] };
    });
    const long = 'a'.repeat(maxTextLength + 1);
    const report = await engineOf([measure]).run({ id: 'p', text: long });
    expect(lengths).toEqual([maxTextLength]);
    expect(report.failed).toEqual([{ rule: 'engine', reason: `only the first ${maxTextLength} characters were read` }]);
  });

  it('is flagged in the part that was read', async () => {
    const words = 'The order has left our warehouse and is on its way to you. ';
    const long = `[Your Name] ${words.repeat(18_000)}`;
    const report = await createEngine(rules, { ruleset: rulesetName }).run({ id: 'p', text: long, lang: 'en' });
    expect(report.flags).toMatchObject([{ rule: 'placeholder', start: 0, end: 11 }]);
    expect(report.failed.map(({ rule }) => rule)).toEqual(['engine']);
  });
});

describe('of flags on the same words', () => {
  it.each<[why: string, given: readonly Rule[], kept: readonly (readonly [string, number, number])[]]>([
    [
      'the graver stays, though it is shorter',
      [ruleAt('long', { start: 0, end: 9 }), ruleAt('grave', { start: 4, end: 9, severity: 'critical' })],
      [['grave', 4, 9]],
    ],
    [
      'of equals the longer stays',
      [ruleAt('short', { start: 4, end: 9 }), ruleAt('long', { start: 0, end: 9 })],
      [['long', 0, 9]],
    ],
    [
      'of twins the one of the earlier rule stays',
      [ruleAt('one', { start: 0, end: 3 }), ruleAt('two', { start: 0, end: 3 })],
      [['one', 0, 3]],
    ],
    [
      'flags that touch stay both',
      [ruleAt('left', { start: 0, end: 3 }), ruleAt('right', { start: 3, end: 9 })],
      [
        ['left', 0, 3],
        ['right', 3, 9],
      ],
    ],
    [
      'a flag comes back when what stood in its way has lost',
      [
        ruleAt('grave', { start: 0, end: 4, severity: 'critical' }),
        ruleAt('middle', { start: 3, end: 12 }),
        ruleAt('small', { start: 10, end: 14, severity: 'minor' }),
      ],
      [
        ['grave', 0, 4],
        ['small', 10, 14],
      ],
    ],
    [
      'flags come in reading order, whatever the order of the rules',
      [ruleAt('late', { start: 20, end: 25 }), ruleAt('early', { start: 0, end: 3 })],
      [
        ['early', 0, 3],
        ['late', 20, 25],
      ],
    ],
  ])('%s', async (_, given, kept) => {
    expect(placesOf((await engineOf(given).run({ id: 'p', text })).flags)).toEqual(kept);
  });

  it('a card number is not also a phone number or a figure', async () => {
    const source = `${'The customer paid the order of the shop with a card. '.repeat(5)}`;
    const report = await engineOf(rules).run({ id: 'p', text: 'The customer paid with 4000 0566 5566 5556.', source });
    expect(placesOf(report.flags)).toEqual([['payment-id', 23, 42]]);
  });
});

const anyText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 200 }),
  // Lone surrogates, controls and separators, which pages do contain.
  fc.array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 120 }).map((codes) => String.fromCharCode(...codes)),
  fc
    .array(
      fc.constantFrom(
        ...[
          '$4,250.00',
          ' 30 days',
          '31 April 2026',
          '[',
          ']',
          'Your Name',
          '+44 20 7946 0958',
          '@',
          'a.b',
          '4111 1111',
        ],
        ...[
          ' 1111 1111',
          'GB29',
          '\uD800',
          '\uDC00',
          '\u0000',
          '\n',
          '```',
          '{{',
          '}}',
          'one hundred ',
          '12:30',
          '٣',
          '%',
        ],
        ...[
          'As an AI',
          ' I ',
          '<think>',
          'in 1999',
          ' million',
          'https://a.b/1?utm_source=openai',
          '5/5/2025',
          '\u202F',
        ],
      ),
      { maxLength: 40 },
    )
    .map((parts) => parts.join('')),
);

const anyInput: fc.Arbitrary<FlagInput> = fc.record(
  {
    id: fc.constant('p'),
    text: anyText,
    source: fc.oneof(anyText, fc.constant('The customer paid $4,250.00 on 30 April 2026 for the order. '.repeat(6))),
    request: anyText,
    lang: fc.constantFrom('en', 'en-GB', 'de', 'x-none', '', '\uD800'),
    records: fc.array(
      fc.record({
        kind: fc.constant('pairs' as const),
        entries: fc.array(fc.tuple(anyText, anyText), { maxLength: 3 }),
      }),
      { maxLength: 2 },
    ),
  },
  { requiredKeys: ['id', 'text'] },
);

describe('all rules, over any text', () => {
  const engine = engineOf(rules, { budgetMs: Number.POSITIVE_INFINITY });

  it('finish, put every flag on words that stand there, overlap nowhere, and say the same twice', async () => {
    await fc.assert(
      fc.asyncProperty(anyInput, async (input) => {
        const report = await engine.run(input);
        expect(flagReportSchema.parse(report)).toEqual(report);
        expect(report.failed).toEqual([]);
        for (const [index, flag] of report.flags.entries()) {
          expect(input.text.slice(flag.start, flag.end)).toBe(flag.quote);
          const next = report.flags[index + 1];
          expect(next !== undefined && (spansOverlap(flag, next) || next.start < flag.start)).toBe(false);
        }
        expect(await engine.run(input)).toEqual(report);
      }),
      { numRuns: 400 },
    );
  });

  const source = 'The customer bought 3 packs for 20 dollars on 5 May 2024. '.repeat(100);

  it.each(
    [
      ...[
        'a',
        '1',
        ' ',
        '[',
        '@',
        '.',
        '-',
        '(',
        '{',
        '<',
        '"',
        '`',
        '/',
        ':',
        '_',
        '\n',
        '\u00A0',
        '\uD800',
        'é',
        '1 ',
      ],
      ...[
        'a ',
        'one ',
        '[name] ',
        '{{x}} ',
        'a@b.co ',
        ' @ a.',
        '12:30 ',
        '$5 ',
        '1,',
        'A-',
        '1-2-3-4 ',
        'TODO ',
        '<think>',
      ],
      ...[
        '31 April 2026, ',
        'May 5, 2024 ',
        '4111 1111 1111 1111 ',
        '+44 20 7946 0958 ',
        'GB29 ',
        'AB12 ',
        'https://a.b/c ',
      ],
    ].map((unit) => [JSON.stringify(unit), unit] as const),
  )('finish on 50,000 characters of %s', async (_, unit) => {
    const long = `The customer bought the packs ${unit.repeat(Math.ceil(50_000 / unit.length)).slice(0, 50_000)}`;
    const report = await engine.run({ id: 'p', text: long, source, lang: 'en' });
    expect(report.failed).toEqual([]);
  });
});
