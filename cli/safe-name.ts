/** What some system takes in no file's name, and what no one sees: controls, marks of direction, halves of letters. */
const UNSAFE = /[<>:"/\\|?*\p{C}]/gu;

/** Systems take 255 bytes; the rest is for what is put behind the name. */
const MOST_BYTES = 200;

/** A name that every system takes for a file: unsafe characters become `_`, and what is too long is cut off. */
export function safeName(name: string): string {
  const encoder = new TextEncoder();
  let safe = "";
  let bytes = 0;
  for (const letter of name.replaceAll(UNSAFE, "_")) {
    bytes += encoder.encode(letter).length;
    if (bytes > MOST_BYTES) break;
    safe += letter;
  }
  return safe === "" ? "_" : safe;
}
