/** Encoding of a text. */
export type TextEncodingName = "utf-8" | "utf-16le" | "utf-16be";

/** Bytes of two characters in UTF-16. */
const TWO_CHARACTERS = 4;

/**
 * Determines the encoding of a text from its first bytes: by its byte order mark or, without one, by the zero
 * bytes of two ASCII letters in UTF-16 ("Unicode text" of Excel). The default is UTF-8.
 */
export function encodingOf(head: Uint8Array): TextEncodingName {
  const [a, b, c, d] = head;
  if (a === 0xff && b === 0xfe) return "utf-16le";
  if (a === 0xfe && b === 0xff) return "utf-16be";
  if (head.length < TWO_CHARACTERS) return "utf-8";
  if (a !== 0 && b === 0 && c !== 0 && d === 0) return "utf-16le";
  if (a === 0 && b !== 0 && c === 0 && d !== 0) return "utf-16be";
  return "utf-8";
}
