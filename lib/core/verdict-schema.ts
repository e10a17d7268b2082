import * as z from 'zod/mini';
import { verdicts } from './verdict.ts';

/** A verdict on the wire and in the store. Apart from its values, since the page part carries no validation library. */
export const verdictSchema = z.enum(verdicts);
