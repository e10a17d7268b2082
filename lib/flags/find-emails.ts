import type { Span } from '../core/span.ts';

// The mailbox is looked for backwards from each "@", so that a long run of letters is read once and not once per letter.
const mailboxBefore = /[\p{Script=Latin}\d._%+'-]{1,64}$/u;
const domainAfter =
  /^(?:[\p{Script=Latin}\d](?:[\p{Script=Latin}\d-]{0,62})\.){1,8}\p{Script=Latin}{2,24}(?![\p{Script=Latin}\d_@-])/u;

/** Endings of file names that stand behind an "@" as well: `logo@2x.png`. None of them is a top-level domain in use. */
const fileEnding = /\.(?:png|jpe?g|gif|svg|webp|pdf|css|js|ts|json|html?|xml|ya?ml|txt|csv|exe|dll|zip|tar|gz)$/i;

/** E-mail addresses in a text as spans, in order. Addresses of repositories (`git@host:path`) and file names are left out. */
export function findEmails(text: string): readonly Span[] {
  const spans: Span[] = [];
  for (let at = text.indexOf('@'); at >= 0; at = text.indexOf('@', at + 1)) {
    const mailbox = mailboxBefore.exec(text.slice(Math.max(0, at - 64), at))?.[0].replace(/^[._%+'-]+/, '') ?? '';
    const domain = domainAfter.exec(text.slice(at + 1, at + 260))?.[0] ?? '';
    if (mailbox === '' || domain === '' || /[._]$|\.\./.test(mailbox) || fileEnding.test(domain)) continue;
    const end = at + 1 + domain.length;
    const isRepository =
      mailbox === 'git' || (text[end] === ':' && /^[\w~/]/.test(text.slice(end + 1, end + 2)) && text[end + 1] !== '/');
    if (isRepository || /:\/\/\S{0,64}$/.test(text.slice(Math.max(0, at - mailbox.length - 68), at - mailbox.length)))
      continue;
    spans.push({ start: at - mailbox.length, end });
  }
  return spans;
}
