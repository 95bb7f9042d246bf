/** Characters that some file systems reject, and invisible ones: control characters, bidi marks, lone surrogates. */
const UNSAFE = /[<>:"/\\|?*\p{C}]/gu;

/** Names that Windows keeps for devices, whatever follows a dot (Microsoft, "Naming Files, Paths, and Namespaces"). */
const DEVICE = /^(?:con|prn|aux|nul|conin\$|conout\$|(?:com|lpt)[0-9¹²³]) *(?:\.|$)/i;

/** Dots and spaces that Windows takes off the end of a name. */
const LAST = /[. ]+$/;

/** Systems take 255 bytes; the rest is for what is put behind the name. */
const MOST_BYTES = 200;

/**
 * A name that every system takes for a file or folder, also with an extension behind it: unsafe characters become `_`, as do
 * dots and spaces at the end, names of devices get one before them, and what is too long is cut off.
 */
export function safeName(name: string): string {
  const encoder = new TextEncoder();
  const plain = name.replaceAll(UNSAFE, "_");
  let safe = DEVICE.test(plain) ? "_" : "";
  let bytes = safe.length;
  for (const letter of plain) {
    bytes += encoder.encode(letter).length;
    if (bytes > MOST_BYTES) break;
    safe += letter;
  }
  safe = safe.replace(LAST, (end) => "_".repeat(end.length));
  return safe === "" ? "_" : safe;
}
