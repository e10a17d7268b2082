/**
 * Tells from the words inside a pair of brackets whether they are a template field nobody filled in ("Your Name",
 * "insert date", "City, State, ZIP Code") or something that brackets are for: a note, an edit in a quotation, a stage
 * direction, a footnote, mathematics.
 */

/** What a bracket asks to be filled in, as the last word of its phrase. */
const fieldNouns = new Set(
  (
    'name names date dates address email e-mail phone number numbers title titles position city state zip country location ' +
    'time amount link links url website signature recipient price deadline duration topic industry field department ' +
    'institution university initials handle hashtag logo username company organization organisation budget salary quantity ' +
    'percentage timeline role occupation profession degree major platform venue section placeholder info information details ' +
    'number(s) name(s) product service program course surname birthday'
  ).split(' '),
);

/** Parties that templates leave open in title case: "[Client]". In lower case they are edits in a quotation. */
const parties = new Set(
  'client employer employee customer recipient company product candidate institution landlord tenant seller buyer'.split(
    ' ',
  ),
);

/** Single lower-case words that are left open, not edits: "[name]". */
const lowerFields = new Set(
  'name date time number link topic amount address location email phone city state country url title'.split(' '),
);

const asksToFill =
  /^(?:please )?(?:insert|your|enter|fill in|specify|describe|mention|briefly|provide|include|specifically|clearly|add|list|select|choose|state|suggest|propose|explain|attach|replace)\b(?: [\p{L}\d'’"(/#]|$)/iu;
const namesBySort =
  /^(?:(?:a |an |any |another )?(?:specific|relevant|brief|short|proposed|expected|desired|number of|name of|names of|types? of|date of|amount of)\b [\p{L}])/iu;
const otherLanguages =
  /^(?:ihr(?:e[nr]?)? |dein(?:e[nr]?)? |name des |votre |nom d[eu] |su nombre|tu nombre|nombre d|seu nome|nome d|il tuo |uw naam|jouw )/iu;
const notAField =
  /^(?:the|an?|this|that|these|his|her|their|its|of|to|in|on|at|and|or|is|was|are|were|has|had|have|not|for|from|by|with|who|which|sic|see|note|source|citation|emphasis|edit|ref)\b|\b(?:withheld|redacted|omitted|removed|unknown|unclear|inaudible|anonymi[sz]ed|deleted|hidden|missing|not provided|given|in original|added|above|below|names? changed)\b/iu;
const pronounChoice =
  /^(?:s?he|his|him|her|hers|they|their|them|himself|herself)(?:\/(?:s?he|his|him|her|hers|they|their|them|himself|herself|it|its))+$/i;
const amountLeftOpen = /^(?:[$€£]\s?)?(?:X|XX|XXX|XXXX|Y|#)(?:\s?%|\s\p{L}{2,12})?$|^[$€£]\s?[XYZ]$/u;

/**
 * Whether the words between square brackets, or other brackets where the text is prose, name a field left open. At most 120
 * characters, without the brackets.
 */
export function namesOpenField(words: string): boolean {
  const inside = words.trim();
  if (inside === '' || /[\\={}<>|;]|^\W*$/.test(inside.replace(/^#$/, 'X'))) return false;
  if (amountLeftOpen.test(inside) || pronounChoice.test(inside)) return true;
  if (notAField.test(inside) && !namesBySort.test(inside)) return false;
  if (asksToFill.test(inside) || namesBySort.test(inside) || otherLanguages.test(inside))
    return !/^(?:list|state|add|include|your)$/i.test(inside);
  if (/\be\.g\.,? /i.test(inside) && !/[.!?]$/.test(inside)) return /^\p{L}/u.test(inside);
  return endsInFieldNoun(inside);
}

function endsInFieldNoun(inside: string): boolean {
  const phrase = inside
    .replace(/\((?:s|optional|if [\p{L} ]{1,30}|or [\p{L} ]{1,40})\)$/iu, '')
    .replace(/, (?:if|optional|typically|usually|such as|including) .*$/i, '')
    .trim();
  const numbered = /^(\p{Lu}[\p{L}'’]+(?: [\p{L}'’]+){0,2}) \d$/u.exec(phrase);
  if (/[:?!"]|\d/.test(phrase)) return numbered !== null && hasFieldWord(numbered[1] ?? '');
  const words = phrase.split(/[\s,/]+/).filter((word) => word !== '' && word !== '&');
  const last = words.at(-1) ?? '';
  if (words.length === 1) return isSingleField(last);
  if (words.length > 8 || !words.every((word) => /^[\p{L}'’().-]+$/u.test(word))) return false;
  if (/^code$/i.test(last)) return /\b(?:zip|postal|post|discount|promo|coupon|access|product)\b/i.test(phrase);
  return fieldNouns.has(last.toLowerCase());
}

function hasFieldWord(phrase: string): boolean {
  return phrase.split(' ').some((word) => fieldNouns.has(word.toLowerCase()) || parties.has(word.toLowerCase()));
}

function isSingleField(word: string): boolean {
  const lower = word.toLowerCase();
  if (word === lower) return lowerFields.has(lower);
  return fieldNouns.has(lower) || parties.has(lower);
}

const stageWords =
  /\b(?:scene|act|music|chorus|verse|bridge|intro|outro|hook|refrain|sound|effects?|cut|fade[sd]?|visuals?|interview|applause|laugh(?:s|ing|ter)?|sighs?|pauses?|beat|end|close-?up|camera|voice-?over|narrator|credits|montage|transition|playing|overlay|exit|enters?|silence|crosstalk|speaker)\b/i;

/**
 * Whether words in brackets may be an open field in a text that has open fields for certain: one to six plain words that are
 * no edit, no stage direction and no label in capitals ("reason", "key features", "Guest 1").
 */
export function mayNameOpenField(words: string): boolean {
  const inside = words.trim();
  if (notAField.test(inside) || stageWords.test(inside) || /^[\p{Lu}_\d]{2,}$/u.test(inside)) return false;
  return /^\p{L}[\p{L}'’/-]{2,}(?: [\p{L}'’/&-]+){0,5}(?: \d)?$/u.test(inside);
}
