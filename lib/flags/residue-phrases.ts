import type { Severity } from '../core/severity.ts';
import type { Span } from '../core/span.ts';

/** A phrase of chat in a text; `suggestions` holds the empty text where the rest stays whole without it. */
export type ChatPhrase = Span & {
  readonly severity: Severity;
  readonly message: string;
  readonly confidence: number;
  readonly suggestions?: string[];
};

const model = `(?:(?:AI|artificial intelligence)(?: (?:large |powered )?(?:language )?(?:model|assistant|chatbot|system|program|bot))?|(?:large )?language model|(?:AI|virtual|digital|computer)[- ](?:assistant|chatbot|program))`;
const maker = `(?: (?:developed|created|trained|made|built|designed) by (?:OpenAI|Anthropic|Google|Meta|Microsoft|Mistral|xAI|DeepSeek|Alibaba))?`;

/** "As an AI language model, I …": the writer speaks of itself. An AI company or an AI researcher does not match. */
const asModel = new RegExp(
  String.raw`\bas an? ${model}${maker}(?=,? (?:I|my|I['’]m|I['’]ve|it is (?:not )?(?:my|within))\b)`,
  'gi',
);
const iAmModel = new RegExp(
  String.raw`\bI(?:['’]m| am) (?:just |only |simply |merely )?an? ${model}${maker}(?![\p{L}-])(?! (?:researcher|engineer|company|expert|enthusiast|student|developer|professional|consultant|specialist|scientist|artist))`,
  'giu',
);
const ofModel: readonly RegExp[] = [
  asModel,
  iAmModel,
  // "Since my last update to you" is a colleague's; "as of my last update" and a year behind it are a model's.
  /\b(?:as of|up (?:un)?til|up to) my (?:last |latest |most recent )?(?:(?:knowledge|training|data) )?(?:update|cut-?off|training data)(?: date)?\b(?: in (?:[\p{L}]{3,9} )?\d{4})?/giu,
  /\bmy (?:knowledge|training)(?: data)?(?:['’]s)? ?(?:cut-?off|cut off)(?: date)?\b|\bmy (?:last|latest|most recent) (?:knowledge|training) (?:update|cut-?off)\b|\bmy (?:last|latest) update (?:was )?in (?:[\p{L}]{3,9} )?\d{4}\b/giu,
  /\bmy (?:training data|knowledge base) (?:only )?(?:goes|extends|includes|covers|was last updated|is current|does not|doesn['’]t|cuts? off|ends?)\b/gi,
  /\bI (?:do not|don['’]t|cannot|can['’]t|am unable to|am not able to) (?:(?:have|possess) (?:real-?time (?:access|information|data|updates)|access to (?:real-?time|live)\b[^.,;\n]{0,20}|personal (?:opinions|feelings|experiences|beliefs|emotions)|(?:feelings|emotions|consciousness)(?= (?:or|like|as)\b|,))|(?:provide|access) real-?time (?:information|data|updates)|browse the (?:internet|web))/gi,
  /\bI was (?:created|developed) by (?:OpenAI|Anthropic|Google|Meta|Microsoft|Mistral|xAI|DeepSeek|Alibaba)\b/gi,
];

const sorry = `(?:I(?:['’]m| am) (?:really |very |so )?sorry,? (?:but )?|I apologi[sz]e,? (?:but )?|Sorry,? (?:but )?|Unfortunately,? )?`;
const cannot = `I(?: |['’]m |['’]m just | am )?(?:can(?:not|['’]t| not)|unable to|not able to|won['’]t(?: be able to)?|will not(?: be able to)?|must decline to)`;
const refused = String.raw`(?: (?:directly |actually ))? (?:(?:assist|help)(?: you)? with (?:that|this)(?: (?:request|question|task|topic))?|(?:fulfill?|comply with|respond to) (?:that|this|your|the) (?:request|prompt)|(?:provide|create|generate|write|produce|engage in|continue with) (?:(?:any |explicit |harmful |such |that (?:kind|type) of |this (?:kind|type) of |that |this )+(?:content|material|information|text|request|conversation|topic|instructions?)))(?![\p{L}-])`;
const refusal = new RegExp(sorry + cannot + refused, 'giu');
const sorryCannot =
  /(?<=^|\n|[.!?] )I(?:['’]m| am) sorry,? but I (?:can(?:not|['’]t)|am unable to|['’]m unable to) (?:assist|comply|do that|continue)(?![\p{L}-])(?: with (?:that|this)(?: request)?)?/giu;

/** A refusal without an apology counts within so many code units of the start. */
const refusalStart = 160;

/** Phrases of chat in an English text, in no order, and disjoint. */
export function findChatPhrases(text: string): readonly ChatPhrase[] {
  const found: ChatPhrase[] = [];
  const add = (phrase: ChatPhrase) => {
    if (!found.some((other) => other.start < phrase.end && phrase.start < other.end)) found.push(phrase);
  };
  for (const pattern of ofModel) {
    for (const match of text.matchAll(pattern)) {
      if (isQuoted(text, match.index) || found.some((other) => isSameSentence(text, other, spanOf(match)))) continue;
      add({
        ...spanOf(match),
        severity: 'major',
        confidence: 0.95,
        message: 'The text speaks as the model that wrote it, not as its sender.',
      });
    }
  }
  for (const match of [...text.matchAll(refusal), ...text.matchAll(sorryCannot)]) {
    // Deep in a text an agent may say that she cannot give something out; a model that refuses starts with it.
    if (
      isQuoted(text, match.index) ||
      (match.index > refusalStart && !/^(?:I['’]m|I am|I apolog|Sorry)/i.test(match[0]))
    )
      continue;
    add({
      ...spanOf(match),
      severity: 'major',
      confidence: 0.9,
      message: 'The model refused here; the request is not answered.',
    });
  }
  for (const phrase of [findOpener(text), ...findClosers(text)]) if (phrase !== undefined) add(phrase);
  return found;
}

/** One sentence that speaks as a model in two ways is one finding. */
function isSameSentence(text: string, a: Span, b: Span): boolean {
  const between = a.start < b.start ? text.slice(a.end, b.start) : text.slice(b.end, a.start);
  return between.length < 120 && !/[.!?\n]/.test(between);
}

/** Whether an offset stands right behind an opening quotation mark: somebody is quoted, or a phrase is spoken about. */
function isQuoted(text: string, offset: number): boolean {
  return /["“‘'«][^"”’'»\n]{0,24}$/.test(text.slice(Math.max(0, offset - 26), offset));
}

const opener =
  /^(?:(?:Certainly|Sure(?: thing)?|Absolutely|Of course|Definitely|No problem|Great question|Good question|Excellent question|Great idea|Happy to help|Gladly|You(?:['’]re| are) (?:absolutely |completely )?right|I['’]?d be (?:happy|glad|delighted) to help(?: (?:you )?(?:with (?:that|this))?)?|What an? (?:great|interesting|fascinating|lovely) (?:question|idea|topic))[!.](?:[ \t]{1,3}|(?=\n)|$)|(?:Certainly|Sure|Absolutely|Of course|Definitely), (?=(?:here(?:['’]s| is| are)|I can|I['’]d|I would|let['’]s|let me|below)\b))/i;

/** What often follows an opener: "Here's a draft of the email:". */
const announcement =
  /^(?:(?:Here(?:['’]s| is| are)|Below (?:is|are)|The following (?:is|are)|I['’]?(?:ve|ll| will| have)|I['’]d be (?:happy|glad) to|Let['’]s|Let me)\b[^\n.!?:]{0,160}[:.!]|That['’]s a (?:great|good) (?:question|idea)[.!])[ \t]*(?=\n|$)|^I['’]d be (?:happy|glad|delighted) to (?:help|assist)[^\n.!?:]{0,120}[.!](?=\s|$)/i;

function findOpener(text: string): ChatPhrase | undefined {
  const lead = /^\s{0,20}/.exec(text)?.[0].length ?? 0;
  const rest = text.slice(lead, lead + 400);
  const opening = opener.exec(rest)?.[0];
  if (opening === undefined) return undefined;
  const announced = announcement.exec(rest.slice(opening.length))?.[0] ?? '';
  const words = `${opening}${announced}`.trimEnd();
  // "Sure, here is the plan for Monday, as promised." must not become "here is …".
  const isWhole = announced !== '' || /[!.]\s*$/.test(opening);
  const isEverything = text.slice(lead + words.length).trim() === '';
  if (!isWhole)
    return { start: lead, end: lead + words.length, severity: 'neutral', confidence: 0.85, message: openerMessage };
  const end =
    lead + words.length + (isEverything ? 0 : (/^\s{0,4}/.exec(text.slice(lead + words.length))?.[0].length ?? 0));
  return {
    start: lead,
    end,
    severity: 'neutral',
    confidence: 0.9,
    message: openerMessage,
    ...(isEverything ? {} : { suggestions: [''] }),
  };
}

const openerMessage = 'This opener answers a chat; it is no part of the text.';
const closerMessage = 'This closer answers a chat; take it out where the text goes to somebody else.';

const closer =
  /(?<=^|\n|[.!?)] {1,2}|[.!?*)]\n)(?:Please )?(?:let me know if (?:you|there|this|that|any)|(?:I )?hope (?:this|that) (?:helps|was helpful|is helpful|answers)|feel free to (?:ask|reach out|let me know|adjust|customi[sz]e|modify|tweak|edit)|(?:would|do) you (?:like|want) me to|is there anything (?:else|more|specific)|if you (?:have|need|would like|['’]d like|want) (?:any |more |further |additional |me to |other |specific )+|don['’]t hesitate to (?:ask|reach out))[^\n.!?]{0,240}[.!?](?=\s|$|\*)/gi;

/** How much of the end of a text counts as its close, in code units. */
const closeLength = 500;

function findClosers(text: string): ChatPhrase[] {
  const trimmed = text.trimEnd();
  const from = Math.max(0, trimmed.length - closeLength);
  const found: ChatPhrase[] = [];
  for (const match of trimmed.slice(from).matchAll(closer)) {
    const start = from + match.index;
    const end = start + match[0].length;
    // A letter goes on behind its closing line, with a greeting and a name; there the sentence is the sender's.
    const rest = trimmed.slice(end);
    if (
      /\n\s*(?:(?:Best|Kind|Warm|Many|With)\b|Sincerely|Regards|Thank|Cheers|Yours|Respectfully|Love|\[|—|--)/i.test(
        rest,
      )
    )
      continue;
    if (/\n\s*\n[^\n]{60,}/.test(rest)) continue;
    found.push({ start, end, severity: 'neutral', confidence: 0.85, message: closerMessage, suggestions: [''] });
  }
  return found;
}

function spanOf(match: RegExpExecArray): Span {
  return { start: match.index, end: match.index + match[0].length };
}
