/**
 * Text that steers nothing: control characters (ANSI, OSC), characters that turn the direction of writing, and invisible
 * ones are shown as what they are (WEB-13).
 */

/** C0, DEL, C1; line separators; bidi marks, embeddings, overrides and isolates; zero-width space, BOM, tags. */
export const UNSAFE =
  // oxlint-disable-next-line no-control-regex -- these are the ones to find
  /[\u0000-\u001F\u007F-\u009F\u061C\u200B\u200E\u200F\u2028-\u202E\u2066-\u2069\uFEFF\u{E0000}-\u{E007F}]/gu

const SHORT: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' }

export function escapeText(text: string): string {
  return text.replace(UNSAFE, (one) => SHORT[one] ?? `\\u{${one.codePointAt(0)!.toString(16)}}`)
}
