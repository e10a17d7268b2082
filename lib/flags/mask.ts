/** Stands for one hidden character. */
const dot = '•';

/**
 * Hides the digits of a text but the last `keep`, and leaves everything else where it is: `4111 1111 1111 1111` becomes
 * `•••• •••• •••• 1111`.
 */
export function maskDigits(text: string, keep: number): string {
  return maskKeepingLast(text, /\d/g, keep);
}

/** Hides the ASCII letters and digits of a text but the last `keep`, and leaves separators where they are. */
export function maskLettersAndDigits(text: string, keep: number): string {
  return maskKeepingLast(text, /[A-Za-z\d]/g, keep);
}

function maskKeepingLast(text: string, pattern: RegExp, keep: number): string {
  let toHide = (text.match(pattern)?.length ?? 0) - keep;
  return text.replace(pattern, (character) => {
    toHide -= 1;
    return toHide >= 0 ? dot : character;
  });
}

/** Hides whose mailbox an e-mail address is and leaves the domain: `ann@shop.example` becomes `•••@shop.example`. */
export function maskEmail(address: string): string {
  return `${dot.repeat(3)}${address.slice(address.lastIndexOf('@'))}`;
}
