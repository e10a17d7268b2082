/** What travels back: Error objects do not survive the wire, so their code and message do. */
export type Reply =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly error: { readonly code: string; readonly message: string } };

/** Whether a value is a reply of ours. Written by hand, since the page part carries no validation library. */
export function isReply(value: unknown): value is Reply {
  if (!isRecord(value)) return false;
  if (value['ok'] === true) return 'value' in value;
  const { error } = value;
  return (
    value['ok'] === false &&
    isRecord(error) &&
    typeof error['code'] === 'string' &&
    typeof error['message'] === 'string'
  );
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
