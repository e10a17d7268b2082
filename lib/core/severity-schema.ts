import * as z from 'zod/mini';
import { severities } from './severity.ts';

/** A severity on the wire and in the store. Apart from its values, since the page part carries no validation library. */
export const severitySchema = z.enum(severities);
