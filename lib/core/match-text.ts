/**
 * A text made comparable, with a way back: `starts[i]` is the offset in the source where the code unit `text[i]` came
 * from, and `starts[text.length]` is the source's length.
 */
export type MatchText = { readonly text: string; readonly starts: readonly number[] };

const singleQuotes = /[\u2018\u2019\u201A\u201B\u2032\u02BC]/g;
const doubleQuotes = /[\u201C\u201D\u201E\u201F\u2033\u00AB\u00BB]/g;
const dashes = /[\u2010-\u2015\u2212\uFE58\uFE63\uFF0D]/g;
// Zero width space, non-joiners, soft hyphen and BOM are invisible: a quote typed again has none of them.
const invisible = /[\u200B-\u200D\u2060\u00AD\uFEFF]/g;
const markdownMarks = /[*_`]/g;

/**
 * The match text of a source: each character in NFKC, straight quotes, plain hyphens, no invisible characters, no Markdown
 * emphasis marks, every run of white space one space, and none at the ends. Critics retype quotes and pages re-wrap text;
 * two texts that read the same have the same match text (`docs/contracts.md`, The page), but for accents of their own, which stay apart
 * from their letter so that each code unit has one place it came from. The match text of a match text is itself.
 */
export function toMatchText(source: string): MatchText {
  const units: string[] = [];
  const starts: number[] = [];
  let offset = 0;
  let pendingSpace = -1;
  for (const character of source) {
    // One character may become several, white space among them: U+00B4 is a space with an accent.
    for (const unit of plainCharacter(character).split('')) {
      if (/\s/.test(unit)) {
        if (units.length > 0 && pendingSpace < 0) pendingSpace = offset;
        continue;
      }
      if (pendingSpace >= 0) {
        units.push(' ');
        starts.push(pendingSpace);
        pendingSpace = -1;
      }
      units.push(unit);
      starts.push(offset);
    }
    offset += character.length;
  }
  starts.push(source.length);
  return { text: units.join(''), starts };
}

function plainCharacter(character: string): string {
  // Double quotes before NFKC, which makes two single ones of a double prime.
  return character
    .replace(doubleQuotes, '"')
    .normalize('NFKC')
    .replace(singleQuotes, "'")
    .replace(dashes, '-')
    .replace(invisible, '')
    .replace(markdownMarks, '');
}

/** The text two renderings of one message share: its match text, composed, in lower case. Passage identity hashes this. */
export function normaliseText(source: string): string {
  return toMatchText(source).text.normalize('NFC').toLowerCase();
}
