import { FileError } from "../../../core/dataset/pairing/file-error.ts";
import { MAX_ROW_LENGTH } from "./limits.ts";

const [QUOTE, NEW_LINE, RETURN] = [0x22, 0x0a, 0x0d];

const withoutReturn = (text: string) => (text.endsWith("\r") ? text.slice(0, -1) : text);

/** Splits the text of a table, which arrives in parts, after the last complete row of each part. */
export class WholeRows {
  readonly #file: string;
  #held: string[] = [];
  #heldLength = 0;
  #quoted = false;

  constructor(file: string) {
    this.#file = file;
  }

  /** The rows completed so far, without the last line break; null if there are none. Throws a FileError. */
  push(text: string): string | null {
    let end = -1;
    for (let at = 0; at < text.length; at++) {
      const code = text.charCodeAt(at);
      if (code === QUOTE) this.#quoted = !this.#quoted;
      else if (code === NEW_LINE && !this.#quoted) end = at;
      // Old programs end a line with a single CR. At the end of a part, it is not yet known whether LF
      // follows.
      else if (
        code === RETURN &&
        !this.#quoted &&
        at + 1 < text.length &&
        text.charCodeAt(at + 1) !== NEW_LINE
      )
        end = at;
    }
    if (end >= 0) {
      const rows = [...this.#held, text.slice(0, end)].join("");
      this.#held = [text.slice(end + 1)];
      this.#heldLength = text.length - end - 1;
      return withoutReturn(rows);
    }
    this.#held.push(text);
    this.#heldLength += text.length;
    if (this.#heldLength > MAX_ROW_LENGTH) {
      throw new FileError(
        this.#file,
        `A row of the table has more than ${Math.round(MAX_ROW_LENGTH / 1e6)} million characters. A quotation mark may be unclosed.`,
      );
    }
    return null;
  }

  /** The remaining text at the end. */
  rest(): string {
    return this.#held.join("");
  }
}
