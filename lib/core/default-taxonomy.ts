import type { IssueType, Taxonomy } from './taxonomy.ts';

const leaf = (
  id: string,
  hotkey: string,
  rest: Pick<IssueType, 'name' | 'definition' | 'defaultSeverity'>,
): IssueType => ({
  id,
  parent: id.slice(0, id.indexOf('.')),
  hotkey,
  status: 'active',
  since: '1.0.0',
  ...rest,
});

const group = (id: string, hotkey: string, rest: Pick<IssueType, 'name' | 'definition'>): IssueType => ({
  id,
  hotkey,
  ...rest,
  defaultSeverity: 'major',
  status: 'active',
  since: '1.0.0',
});

/**
 * The taxonomy an install starts with: 13 types in four classes and "Other". Informed by MQM's error typology, RAGTruth's
 * conflict / baseless split, the NIST AI 600-1 risks and the OWASP LLM list; severity defaults
 * follow MQM's weights. "Other" is u, because a, f, r, s and o are taken.
 */
export const defaultTaxonomy: Taxonomy = {
  id: 'lri',
  version: '1.0.0',
  title: 'LLM review issues',
  lang: 'en',
  types: [
    group('fact', 'f', {
      name: 'Factual',
      definition: 'What the text says about the world, the source or the record.',
    }),
    leaf('fact.incorrect', '1', {
      name: 'Incorrect fact',
      definition: 'States something false, outdated or contrary to the source: a number, a name, a date, a quote.',
      defaultSeverity: 'major',
    }),
    leaf('fact.unsupported', '2', {
      name: 'Unsupported or invented',
      definition:
        'A claim, citation, link or figure with no basis in the source; it may be true but cannot be checked.',
      defaultSeverity: 'major',
    }),
    leaf('fact.omission', '3', {
      name: 'Missing key information',
      definition: 'Leaves out something the reader needs, or the source or the request requires.',
      defaultSeverity: 'major',
    }),
    group('reason', 'r', { name: 'Reasoning', definition: 'How the text gets from what it knows to what it says.' }),
    leaf('reason.logic', '1', {
      name: 'Faulty reasoning',
      definition: 'The conclusion does not follow, the text contradicts itself, or a sum or step is wrong.',
      defaultSeverity: 'major',
    }),
    leaf('reason.instruction', '2', {
      name: 'Ignores request or context',
      definition: 'Off topic, the wrong task, a constraint missed, the conversation misread.',
      defaultSeverity: 'major',
    }),
    group('style', 's', { name: 'Style', definition: 'How the text is written.' }),
    leaf('style.language', '1', {
      name: 'Language or terminology',
      definition: 'Grammar, spelling, punctuation, a wrong or inconsistent term.',
      defaultSeverity: 'minor',
    }),
    leaf('style.clarity', '2', {
      name: 'Unclear or wordy',
      definition: 'Hard to follow, repetitive, padded or ambiguous.',
      defaultSeverity: 'minor',
    }),
    leaf('style.tone', '3', {
      name: 'Wrong tone or voice',
      definition: 'Register, brand voice, empathy or formality does not fit the reader.',
      defaultSeverity: 'minor',
    }),
    leaf('style.format', '4', {
      name: 'Format or layout',
      definition: 'Markup residue, broken lists, length, locale formats, template fields left open.',
      defaultSeverity: 'minor',
    }),
    group('align', 'a', { name: 'Alignment', definition: 'What the text must not do, whether true or not.' }),
    leaf('align.harm', '1', {
      name: 'Harmful or unsafe',
      definition:
        'Could lead to physical, psychological, financial or legal harm; unqualified specialist advice; hate.',
      defaultSeverity: 'critical',
    }),
    leaf('align.bias', '2', {
      name: 'Unfair or biased',
      definition: 'A stereotype, or a group treated unequally.',
      defaultSeverity: 'major',
    }),
    leaf('align.privacy', '3', {
      name: 'Privacy or secret exposed',
      definition: 'Personal data, credentials, internal or system-prompt text that must not appear.',
      defaultSeverity: 'critical',
    }),
    leaf('align.policy', '4', {
      name: 'Policy, legal or IP breach',
      definition: 'Breaks company policy, regulation or copyright, or promises what we cannot deliver.',
      defaultSeverity: 'critical',
    }),
    {
      id: 'other',
      hotkey: 'u',
      name: 'Other',
      definition: 'Nothing above fits; say in the note what it is.',
      defaultSeverity: 'minor',
      needsNote: true,
      status: 'active',
      since: '1.0.0',
    },
  ],
};
