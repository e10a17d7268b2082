// @vitest-environment jsdom
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { DRAFT, DRAFT_TEXT, PLANTED } from './draft.ts';

const html = readFileSync(join(import.meta.dirname, 'index.html'), 'utf8');
const page = new DOMParser().parseFromString(html, 'text/html');
const record = new Map(
  [...page.querySelectorAll('[data-account-record] dt')].map((term) => [
    term.textContent,
    term.nextElementSibling?.textContent ?? '',
  ]),
);
const pence = (label: string): number => Math.round(Number((record.get(label) ?? '').replace(/[£,]/g, '')) * 100);

describe('the draft', () => {
  it('has at least three paragraphs and exactly one bold run', () => {
    expect(DRAFT.length).toBeGreaterThanOrEqual(3);
    expect(DRAFT.flat().filter(({ bold }) => bold)).toHaveLength(1);
  });

  it.each(PLANTED)('has "$quote" once, and the page has it nowhere else', ({ quote }) => {
    expect(DRAFT_TEXT.split(quote)).toHaveLength(2);
    expect(html).not.toContain(quote);
  });

  it.each(PLANTED.filter((planted) => planted.record))('differs from the record by "$quote"', (planted) => {
    expect([...record.values()]).toContain(planted.record);
  });

  it('plants one error inside the bold run and one day that does not exist', () => {
    expect(DRAFT.flat().find(({ bold }) => bold)?.text).toContain(PLANTED[0]?.quote);
    const date = PLANTED.find(({ rule }) => rule === 'date')?.quote ?? '';
    expect(new Date(`${date} UTC`).getUTCDate()).toBe(1);
  });
});

describe('the account page', () => {
  it('has a record of 40 words or more whose amounts add up', () => {
    expect([...record].flat().join(' ').split(/\s+/).length).toBeGreaterThanOrEqual(40);
    expect(pence('Order total')).toBe(944112);
    expect(pence('Deposit paid') + pence('Balance')).toBe(pence('Order total'));
  });

  it('declares the draft, and only the draft, as written by an AI', () => {
    const declared = [...page.querySelectorAll('[ai-disclosure]')];
    expect(declared.map((element) => element.getAttribute('ai-disclosure'))).toEqual(['ai-generated']);
    expect(declared[0]?.querySelector('#editor')).not.toBeNull();
    expect(declared[0]?.querySelector('.draft-label')?.textContent).toBe('AI draft');
    expect(declared[0]?.contains(page.getElementById('timeline'))).toBe(false);
  });
});
