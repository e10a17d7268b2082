import { describe, expect, it } from 'vitest';
import { applyEdits } from '../../core/span.ts';
import { flagsIn, quotesIn } from './flags-in.ts';
import { residue } from './residue.ts';

describe('residue finds what the application left', () => {
  it.each<[why: string, text: string, quotes: readonly string[]]>([
    ['a citation token', 'It rose :contentReference[oaicite:0]{index=0}.', [':contentReference[oaicite:0]{index=0}']],
    ['a file citation', 'It rose【12:1†report.pdf】.', ['【12:1†report.pdf】']],
    ['a search citation', 'It rose turn0search0 by far', ['turn0search0']],
    ['two joined', 'It rose citeturn0search1turn0news2', ['citeturn0search1turn0news2']],
    ['private-use marks', 'It rose \uE200cite\uE202turn0search0\uE201.', ['\uE200cite\uE202turn0search0\uE201']],
    ['a citation of Gemini', '[cite_start]It rose [cite: 1, 2]', ['[cite_start]', '[cite: 1, 2]']],
    ['a reasoning tag', '<think>Hm.</think>Yes', ['<think>', '</think>']],
    ['turn markers', '<|im_start|>assistant\nHi<|im_end|>', ['<|im_start|>assistant', '<|im_end|>']],
    ['instruction marks', '[INST] Hi [/INST] Hello', ['[INST]', '[/INST]']],
    ['a heading of a prompt', 'x\n### Response:\nHi', ['### Response:']],
    ['a link into the sandbox', 'see sandbox:/mnt/data/report.xlsx', ['sandbox:/mnt/data/report.xlsx']],
  ])('%s', (_, text, quotes) => {
    expect(quotesIn(residue, text)).toEqual(quotes);
  });

  it.each<[before: string, after: string]>([
    ['https://shop.de/a?utm_source=chatgpt.com', 'https://shop.de/a'],
    ['https://shop.de/a?utm_source=chatgpt.com&b=1', 'https://shop.de/a?b=1'],
    ['https://shop.de/a?b=1&utm_source=openai', 'https://shop.de/a?b=1'],
    ['https://shop.de/a?b=1&utm_source=chatgpt.com&c=2', 'https://shop.de/a?b=1&c=2'],
  ])('a tracking parameter, and takes it out of %s cleanly', (before, after) => {
    const edits = flagsIn(residue, before).map(({ start, end, suggestions }) => ({
      start,
      end,
      text: suggestions?.[0] ?? '?',
    }));
    expect(applyEdits(before, edits)).toBe(after);
  });
});

describe('residue finds a model that speaks of itself', () => {
  it.each<[text: string, quote: string]>([
    ['As an AI language model, I cannot taste it.', 'As an AI language model'],
    ['as an AI assistant developed by OpenAI, my answer is no', 'as an AI assistant developed by OpenAI'],
    ["I'm just a large language model", "I'm just a large language model"],
    ['As of my last update in October 2023, it was open.', 'As of my last update in October 2023'],
    ['This is beyond my knowledge cutoff.', 'my knowledge cutoff'],
    ["I don't have access to real-time data", "I don't have access to real-time data"],
    ["Sorry, I don't have personal opinions.", "I don't have personal opinions"],
    ["I'm sorry, but I can't assist with that request.", "I'm sorry, but I can't assist with that request"],
    ['I cannot fulfill this request.', 'I cannot fulfill this request'],
    ['I’m unable to help with that.', 'I’m unable to help with that'],
  ])('%s', (text, quote) => {
    const flags = flagsIn(residue, text);
    expect(flags.map((flag) => [flag.quote, flag.severity])).toEqual([[quote, 'major']]);
  });
});

describe('residue passes over', () => {
  it.each<[why: string, text: string]>([
    ['an AI company', 'As an AI company, we build tools. I am an AI researcher.'],
    ['a model somebody speaks about', 'A large language model has a knowledge cutoff.'],
    ['a colleague', 'Since my last update to you, the team has met.'],
    ['a customer without a line', "I can't access the internet from my desk."],
    [
      'an agent that keeps a secret',
      'Thank you very much for calling us about the account of your mother this morning. For reasons of data protection, which I am sure you know well from your own work at the bank, I cannot provide that content here.',
    ],
    ['a phrase in quotation marks', 'The bot said “As an AI language model, I cannot taste it.”'],
    ['marks in code', '`<|im_start|>` and\n```\n<think>\n```'],
    ['an ordinary address', 'https://shop.de/a?utm_source=newsletter'],
    ['ordinary brackets', '[note] 【notice】 <b>bold</b> turn 0 search'],
    ['an opener that is content', 'Certainly the plan of the team holds. Sure enough, it rained.'],
    ['an agreement with what follows', 'Of course you can return it.'],
    ['a closing line of a letter', 'Please let me know if you have any questions.\n\nBest regards,\nAnn'],
    [
      'the same line in the middle',
      `Let me know if you have any questions. ${'The rest of the text goes on for long. '.repeat(20)}`,
    ],
  ])('%s', (_, text) => {
    expect(quotesIn(residue, text)).toEqual([]);
  });
});

describe('residue takes out the chat around a text', () => {
  it.each<[why: string, before: string, after: string]>([
    ['an opener', 'Certainly! The order has shipped.', 'The order has shipped.'],
    ['an opener and its announcement', "Sure! Here's a draft of the mail:\n\nDear Ann,", 'Dear Ann,'],
    ['a closer', 'The order has shipped.\n\nI hope this helps!', 'The order has shipped.\n\n'],
  ])('%s', (_, before, after) => {
    const flags = flagsIn(residue, before);
    expect(flags.map((flag) => flag.severity)).toEqual(['neutral']);
    const edits = flags.map(({ start, end, suggestions }) => ({ start, end, text: suggestions?.[0] ?? '?' }));
    expect(applyEdits(before, edits)).toBe(after);
  });

  it('but offers no removal that would leave half a sentence', () => {
    const [flag] = flagsIn(residue, 'Sure, I can do that for you and your team on Monday, as promised.');
    expect(flag).toMatchObject({ severity: 'neutral', quote: 'Sure,' });
    expect(flag).not.toHaveProperty('suggestions');
  });
});

describe('residue in another language', () => {
  it('looks for marks only, and says so', async () => {
    const { toRuleInput } = await import('../rule-input.ts');
    const outcome = residue.run(toRuleInput({ text: '<think>Das ist gut.', lang: 'de' }));
    expect(outcome).toMatchObject({
      kind: 'flags',
      flags: [{ quote: '<think>' }],
      notChecked: expect.stringContaining('English'),
    });
  });
});
