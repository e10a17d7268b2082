import { describe, expect, it } from 'vitest';
import { flagsIn, quotesIn } from './flags-in.ts';
import { placeholder } from './placeholder.ts';

describe('placeholder finds', () => {
  it.each<[why: string, text: string, quotes: readonly string[]]>([
    ['your name', 'Best regards,\n[Your Name]\n[Your Title]', ['[Your Name]', '[Your Title]']],
    ['what to insert', 'on [insert date] at [Insert time, e.g. 6 PM]', ['[insert date]', '[Insert time, e.g. 6 PM]']],
    ['a field in title case', 'Dear [Recipient’s Name],', ['[Recipient’s Name]']],
    ['several fields in one', '[City, State, ZIP Code]', ['[City, State, ZIP Code]']],
    ['a single word that is a field', 'on [date] in [City]', ['[date]', '[City]']],
    ['a party left open', 'between [Employer] and you', ['[Employer]']],
    ['an amount left open', 'for [X] years and [$X]', ['[X]', '[$X]']],
    ['a choice of pronouns', 'tell [him/her/them]', ['[him/her/them]']],
    ['a task for the writer', 'It [briefly describe the product].', ['[briefly describe the product]']],
    ['a field in bold', '**[Company Name]**', ['[Company Name]']],
    ['a field in another language', 'Grüße, [Ihr Name]', ['[Ihr Name]']],
    [
      'other brackets, where certain fields make it a template',
      'Dear [Your Name], [Company Name] for [reason] and [Guest 1]',
      ['[Your Name]', '[Company Name]', '[reason]', '[Guest 1]'],
    ],
    ['double braces', 'Hi {{first_name}}, {{ order.id }}', ['{{first_name}}', '{{ order.id }}']],
    ['single braces around a field', 'Hi {First Name}!', ['{First Name}']],
    ['dollar braces', 'Hi \u0024{user.name}!', ['\u0024{user.name}']],
    ['angle brackets', '<your-email>, <INSERT LINK>, <first name>', ['<your-email>', '<INSERT LINK>', '<first name>']],
    ['round brackets that ask', 'on (insert date here)', ['(insert date here)']],
    ['notes to oneself', 'Price: TBD. TODO: check', ['TBD', 'TODO']],
    ['crosses', 'It costs $XX,XXX, ref XXXX', ['$XX,XXX', 'XXXX']],
    ['a crossed phone number', 'call XXX-XXX-XXXX', ['XXX-XXX-XXXX']],
    ['lorem ipsum', 'Lorem ipsum dolor sit amet, consectetur', ['Lorem ipsum dolor sit amet']],
    ['a phone number of fiction', 'Call (415) 555-0132.', ['(415) 555-0132']],
    ['the sample street', 'at 123 Main St, Springfield', ['123 Main St']],
    ['an example e-mail address', 'Contact: john.doe@example.com', ['john.doe@example.com']],
  ])('%s', (_, text, quotes) => {
    expect(quotesIn(placeholder, text)).toEqual(quotes);
  });
});

describe('placeholder passes over', () => {
  it.each<[why: string, text: string]>([
    ['a Markdown link', 'see [Your Name](https://shop.de) and [link](/a)'],
    ['a reference link and its definition', 'see [the date][1]\n\n[name]: https://shop.de'],
    ['a footnote', 'as shown [1], [^2] and [12]'],
    ['a check box', '- [ ] call\n- [x] write\n- [X] send'],
    ['an index', 'take items[name] or a[i][0]'],
    ['code', '`[Your Name]` and\n```\n{{x}} <your-name> TODO\n```'],
    ['an edit in a quotation', '“[the company] said [sic] it [was] fine,” he told [them]'],
    ['a name that was withheld', '[name withheld] and [address redacted]'],
    ['a stage direction', '[Applause] [Chorus] [Scene 2: The Date] [Podcast Intro Music]'],
    ['mathematics', '\\[ x = \\frac{a}{b} \\] and [0, 1) and [1, 2, 3]'],
    ['braces of mathematics', '\\text{name} and x_{name} and $\\frac{{a}}{{b}}$'],
    ['HTML', '<address> and <title>, <br/>, <a href="x">'],
    ['an e-mail address in angle brackets', '<ann@shop.de>'],
    ['a to-do list', 'Build a TODO list app; your TODOs and to-do items'],
    ['a masked number', 'card XXXX-XXXX-XXXX-1234 and XXX-XX-6789'],
    ['Roman numerals and rows of kisses', 'Super Bowl XXX, Louis XXXVI? xxx'],
    ['a pattern that is shown on purpose', 'in the format XXX-XXX-XXXX, such as DD/MM/YYYY'],
    ['an example that is called one', 'an address such as ann@example.com'],
    ['talk about lorem ipsum', 'Lorem ipsum is placeholder text. ### Method 1: Using Lorem Ipsum'],
    ['brackets that tell what to do', 'the tax (enter it on line 3)'],
    ['another house of a Main Street', 'at 1123 Main St and 12 Main St'],
    ['a year in brackets', '[2024] and [Note: closed]'],
    ['a lone bracket of words that are no field', 'the plan [reason] holds'],
  ])('%s', (_, text) => {
    expect(quotesIn(placeholder, text)).toEqual([]);
  });
});

describe('placeholder', () => {
  it('is milder where the user asked for a template', () => {
    const severity = (request: string) => flagsIn(placeholder, { text: 'Dear [Name],', request })[0]?.severity;
    expect([severity('Write a letter'), severity('Write a template of a letter')]).toEqual(['major', 'minor']);
  });

  it('suggests the value of the one record that has the field', () => {
    const entries: [string, string][] = [
      ['Customer name', 'Ann Lee'],
      ['Order', '77'],
    ];
    const [flag] = flagsIn(placeholder, { text: 'Dear [Customer Name],', records: [{ kind: 'pairs', entries }] });
    expect(flag?.suggestions).toEqual(['Ann Lee']);
  });

  it('suggests nothing where two records differ', () => {
    const entries: [string, string][] = [
      ['Name', 'Ann'],
      ['Name', 'Bob'],
    ];
    const [flag] = flagsIn(placeholder, { text: 'Dear [Name],', records: [{ kind: 'pairs', entries }] });
    expect(flag?.suggestions).toBeUndefined();
  });
});
