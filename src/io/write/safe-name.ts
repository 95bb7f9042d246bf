/** Characters that some file systems reject, and invisible ones: control characters, bidi marks, lone surrogates. */
const UNSAFE = /[<>:"/\\|?*\p{C}]/gu;

/**
 * Names reserved for devices on Windows, whatever follows a dot (Microsoft, "Naming Files, Paths, and
 * Namespaces").
 */
const DEVICE = /^(?:con|prn|aux|nul|conin\$|conout\$|(?:com|lpt)[0-9¹²³]) *(?:\.|$)/i;

/** Dots and spaces that Windows strips from the end of a name. */
const LAST = /[. ]+$/;

/** File systems allow 255 bytes; the rest is for suffixes and extensions. */
const MAX_BYTES = 200;

/**
 * A name that is valid for a file or folder on every system, also with an extension: unsafe characters become
 * `_`, as do trailing dots and spaces; device names are prefixed with `_`; long names are truncated.
 */
export function safeName(name: string): string {
  const encoder = new TextEncoder();
  const plain = name.replaceAll(UNSAFE, "_");
  let safe = DEVICE.test(plain) ? "_" : "";
  let bytes = safe.length;
  for (const letter of plain) {
    bytes += encoder.encode(letter).length;
    if (bytes > MAX_BYTES) break;
    safe += letter;
  }
  safe = safe.replace(LAST, (end) => "_".repeat(end.length));
  return safe === "" ? "_" : safe;
}
