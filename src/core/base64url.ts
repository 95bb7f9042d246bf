/** Letters of base64url (RFC 4648, section 5), without padding. */
const LETTERS = /^[A-Za-z0-9_-]*$/;

/** Bytes as base64url without padding: letters that stay as they are in an address. */
export function base64url(bytes: Uint8Array): string {
  const binary = Array.from(bytes, (byte) => String.fromCharCode(byte)).join("");
  return btoa(binary).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

/** The bytes of `base64url`; null if the text is not base64url without padding. */
export function bytesOfBase64url(text: string): Uint8Array | null {
  // A last group of one letter has too few bits for a byte.
  if (!LETTERS.test(text) || text.length % 4 === 1) return null;
  const binary = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
  return Uint8Array.from(binary, (letter) => letter.charCodeAt(0));
}
