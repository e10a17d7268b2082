/** Whether rules that know English only may read a text, and if not, why, in words for a person. */
export type LanguageVerdict = { readonly kind: 'english' } | { readonly kind: 'other'; readonly reason: string };

/**
 * Function words that set apart the languages written in Latin letters which chat output comes in most. Words that two of
 * them share ("in", "is", "de", "la") are left out on purpose, or stand in every list they belong to.
 */
const functionWords: Readonly<Record<string, string>> = {
  English:
    'the of and to that for with was are this you not have from they which were been has had their there what would your ' +
    'we it be on as at by an or if can will here how do',
  German:
    'der die das und ist nicht ein eine mit auf für sich den dem von zu im werden wird sind auch wie oder bei aus sie',
  French: 'le les des et est une un pour dans que qui pas sur avec vous nous sont au aux ce cette il elle du ne par',
  Spanish: 'el los las y es una un para en que con por no se del su al como más pero sus le lo está son',
  Italian: 'il che di e per una un con non sono del della dei nel alla si come più ma anche gli questo ha è',
  Portuguese: 'o os as e é uma um para que com não se do da dos das em no na mais como seu sua são por ao',
  Dutch: 'de het een van en dat niet met voor op zijn aan er ook als bij naar maar worden wordt te',
  Swedish: 'och det att som en är på av för med den till inte om har ett var jag kan ska',
  Polish: 'i w na z się do nie że jest to o jak przez dla po od są oraz który może',
};

const wordSets = Object.entries(functionWords).map(([name, words]) => ({ name, words: new Set(words.split(' ')) }));

/** How much of a text is read to tell its language, in code units. */
const sampleLength = 4000;

/** A text with more words than this, none of them an English function word, is not taken for English. */
const longestWithoutFunctionWords = 12;

/**
 * Judges whether a passage is English. A tag for another language says no. Without a tag, or with one that names no
 * language (`und`, `mul`), the passage has to look English; and a tag `en` is not believed where the words plainly speak
 * another language, because pages carry the language of their menus. A passage too short to tell is read together with
 * its source.
 */
export function judgeLanguage(lang: string | undefined, text: string, sourceText: string): LanguageVerdict {
  const primary = (lang ?? '').trim().toLowerCase().split(/[-_]/, 1)[0] ?? '';
  const isGiven = primary !== '' && !['und', 'mul', 'zxx', 'mis'].includes(primary);
  const isEnglishTag = /^(?:en|eng|english)$/.test(primary);
  if (isGiven && !isEnglishTag) {
    return { kind: 'other', reason: `the passage is in “${lang}”; this check knows English only` };
  }
  const seen =
    readLanguage(text) ?? readLanguage(`${text}\n${sourceText.slice(0, sampleLength)}`) ?? withoutSigns(text);
  if (seen === undefined || seen.name === 'English' || (isEnglishTag && !seen.isPlain)) return { kind: 'english' };
  const doubt = isEnglishTag ? `, though it is marked “${lang}”` : '';
  return { kind: 'other', reason: `the passage looks like ${seen.name}${doubt}; this check knows English only` };
}

type SeenLanguage = { readonly name: string; readonly isPlain: boolean };

/** The language a text seems to be in; `undefined` where it is too short to tell. */
function readLanguage(text: string): SeenLanguage | undefined {
  const sample = text.slice(0, sampleLength);
  const letters = sample.match(/\p{L}/gu)?.length ?? 0;
  const latin = sample.match(/\p{Script=Latin}/gu)?.length ?? 0;
  if (letters >= 4 && latin < letters * 0.6) return { name: 'another script than Latin', isPlain: true };
  const words = sample.toLowerCase().match(/\p{L}+/gu) ?? [];
  const counts = wordSets
    .map(({ name, words: set }) => ({ name, hits: words.filter((word) => set.has(word)).length }))
    .sort((a, b) => b.hits - a.hits);
  const english = counts.find(({ name }) => name === 'English')?.hits ?? 0;
  const best = counts[0];
  if (best === undefined || best.hits === 0) return undefined;
  if (english >= best.hits) return { name: 'English', isPlain: true };
  if (best.hits < 2) return undefined;
  return { name: best.name, isPlain: best.hits >= 4 && best.hits >= english * 2 };
}

function withoutSigns(text: string): SeenLanguage | undefined {
  const words = text.slice(0, sampleLength).match(/\p{L}+/gu) ?? [];
  return words.length > longestWithoutFunctionWords
    ? { name: 'a language other than English', isPlain: false }
    : undefined;
}
