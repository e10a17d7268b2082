import type { Flag } from '../../core/flag.ts';
import type { Span } from '../../core/span.ts';
import { overlapsAny } from '../code-spans.ts';
import { findChatPhrases } from '../residue-phrases.ts';
import { flagOf, type Rule, type RuleInput } from '../rule.ts';
import { createSpanSet } from '../span-set.ts';

const identity = { id: 'residue', version: '1', category: 'style.format', severity: 'major' } as const;

/**
 * What a model or its application left in a text and no reader should see: citation tokens, chat markup, reasoning tags,
 * tracking parameters (`major`), talk of being an AI, of training cut-offs, refusals (`major`), and the openers and closers
 * of chat (`neutral`). Markup is found in every language and outside code only; phrases in English only. Where the text
 * stays whole without the span, the empty replacement is suggested.
 */
export const residue: Rule = {
  ...identity,
  run: (input) => {
    const markup = findMarkup(input);
    const language = input.language();
    if (language.kind === 'other') return { kind: 'flags', flags: markup, notChecked: `phrases: ${language.reason}` };
    const phrases = findChatPhrases(input.text)
      .filter((hit) => !overlapsAny(input.codeSpans(), hit) && !overlapsAny(markup, hit))
      .map((hit) => flagOf(identity, input.text, hit));
    return { kind: 'flags', flags: [...markup, ...phrases].sort((a, b) => a.start - b.start) };
  },
};

type Markup = { readonly pattern: RegExp; readonly what: string };

/** Tokens that chat applications put around citations, tools and turns. Each pattern is linear and bounded. */
const markups: readonly Markup[] = [
  { pattern: /:{0,2}contentReference\[oaicite:\d{1,4}\](?:\{index=\d{1,4}\})?/g, what: 'a citation token of ChatGPT' },
  {
    pattern: /\[oaicite:\d{1,4}\]|\[oai_citation:[^\]\n]{1,200}\](?:\([^)\s]{1,500}\))?/g,
    what: 'a citation token of ChatGPT',
  },
  { pattern: /\uE200[^\uE201\n]{0,300}\uE201/g, what: 'a citation token of ChatGPT' },
  {
    pattern:
      /(?:\b(?:file)?cite)?(?:turn\d{1,3}(?:search|view|news|image|file|fetch|product|academia|forecast|sports|finance|reddit|youtube|calculator|maps)\d{1,3})+/g,
    what: 'a citation token of ChatGPT',
  },
  { pattern: /【\d{1,4}(?::\d{1,4})?†[^】\n]{0,120}】/g, what: 'a citation token of an assistant' },
  { pattern: /\[cite(?:_start|_end)?(?:: ?[\d, -]{1,40})?\]/g, what: 'a citation token of Gemini' },
  {
    pattern:
      /<\/?(?:think|thinking|scratchpad|antml:[a-z_]{2,24}|tool_call|tool_response|function_calls?|invoke|start_of_turn|end_of_turn|bos|eos|eot|pad|unk)>/g,
    what: 'a tag of the model, not part of the answer',
  },
  {
    pattern:
      /<\|(?:im_start|im_end|im_sep|endoftext|eot_id|eom_id|start_header_id|end_header_id|begin_of_text|end_of_text|system|user|assistant|end|python_tag|fim_\w{3,10}|channel|message|return|start)\|>(?:(?:system|user|assistant)\b)?/g,
    what: 'a turn marker of the model',
  },
  { pattern: /\[\/?INST\]|<<\/?SYS>>|(?<![\p{L}\d<])<\/?s>(?=\s|$|\[INST)/gu, what: 'a turn marker of the model' },
  {
    pattern: /(?<=^|\n)#{2,3} ?(?:Instruction|Response|Input|Human|Assistant|User|System):?[ \t]*(?=\n)/g,
    what: 'a heading of a prompt template',
  },
  { pattern: /(?<=^|\n)(?:Human|Assistant|AI|USER|ASSISTANT|SYSTEM): (?=\S)/g, what: 'a turn label of a prompt' },
  { pattern: /\bsandbox:\/mnt\/data\/[^\s)\]]{1,200}/g, what: "a link into the model's own sandbox; it leads nowhere" },
  {
    pattern: /<(?:grok-card|grok:render|argument name=)[^>\n]{0,200}>|<\/grok:render>/g,
    what: 'a tag of the application',
  },
];

const trackingParameter =
  /([?&])utm_source=(?:chatgpt\.com|openai(?:\.com)?|chat\.openai\.com|perplexity(?:\.ai)?|copilot\.com|gemini|claude\.ai)(&?)/g;

function findMarkup(input: RuleInput): Flag[] {
  const flags: Flag[] = [];
  const taken = createSpanSet();
  const add = (span: Span, message: string) => {
    if (overlapsAny(input.codeSpans(), span) || !taken.add(span)) return;
    flags.push(flagOf(identity, input.text, { ...span, message, confidence: 0.97, suggestions: [''] }));
  };
  for (const { pattern, what } of markups) {
    for (const match of input.text.matchAll(pattern)) {
      if (what === labelOfTurn && !isLeftoverLabel(input.text, match.index)) continue;
      add({ start: match.index, end: match.index + match[0].length }, `This is ${what}. Take it out.`);
    }
  }
  for (const match of input.text.matchAll(trackingParameter)) {
    // What is left must be an address again: "?utm…&a=1" keeps its "?", "?utm…" and "&utm…" go with their mark.
    const goesOn = match[2] === '&';
    const start = match.index + (goesOn ? 1 : 0);
    const end = match.index + match[0].length;
    add({ start, end }, 'The link tells which assistant it was copied from. Take the parameter out.');
  }
  return flags.sort((a, b) => a.start - b.start);
}

const labelOfTurn = 'a turn label of a prompt';

/** A label that opens the text is left over; in a dialogue of several speakers it is the speaker's name. */
function isLeftoverLabel(text: string, offset: number): boolean {
  return (
    offset === 0 && !/\n(?:Human|Assistant|AI|USER|ASSISTANT|SYSTEM|[\p{Lu}][\p{L}]{1,20}):/u.test(text.slice(0, 4000))
  );
}
