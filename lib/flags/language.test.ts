import { describe, expect, it } from 'vitest';
import { judgeLanguage } from './language.ts';

const english = 'The order has left our warehouse and it will be with you on Monday.';
const german = 'Die Bestellung hat das Lager verlassen und wird am Montag mit der Post bei Ihnen sein.';

describe('judgeLanguage', () => {
  it.each<[why: string, lang: string | undefined, text: string, source: string]>([
    ['English words, no tag', undefined, english, ''],
    ['English words and tag', 'en-GB', english, ''],
    ['a tag that names no language', 'und', english, ''],
    ['a passage too short to tell', undefined, 'Total: 5', ''],
    ['a short passage of an English source', undefined, 'Total: 5', english],
    ['a foreign name or two in an English text', 'en', `${english} Die Zeit, Der Spiegel.`, ''],
    ['nothing at all', undefined, '', ''],
  ])('takes for English: %s', (_, lang, text, source) => {
    expect(judgeLanguage(lang, text, source)).toEqual({ kind: 'english' });
  });

  it.each<[why: string, lang: string | undefined, text: string, source: string, reason: RegExp]>([
    ['a tag of another language', 'de', english, '', /is in “de”/],
    ['German words', undefined, german, '', /looks like German/],
    ['German words under the tag of the menus', 'en', german, '', /German, though it is marked “en”/],
    ['another script', undefined, 'Ваш заказ уже отправлен', '', /another script/],
    ['French words', undefined, 'Le colis est dans les mains de la poste et nous ne savons pas', '', /French/],
    ['a short passage of a German source', undefined, 'Total: 5', german, /German/],
  ])('does not take for English: %s', (_, lang, text, source, reason) => {
    expect(judgeLanguage(lang, text, source)).toMatchObject({ kind: 'other', reason: expect.stringMatching(reason) });
  });
});
