import type { Rule } from './rule.ts';
import { contact } from './rules/contact.ts';
import { date } from './rules/date.ts';
import { numberSource } from './rules/number-source.ts';
import { paymentId } from './rules/payment-id.ts';
import { placeholder } from './rules/placeholder.ts';
import { residue } from './rules/residue.ts';

/** The rules that run, in the order of `docs/contracts.md`. */
export const rules: readonly Rule[] = [paymentId, contact, placeholder, residue, numberSource, date];

/** Name and version of this set of rules, kept with every flag so that decisions stay comparable. */
export const rulesetName = 'countersign@1';
