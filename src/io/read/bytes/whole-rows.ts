import { FileError } from "../../../core/dataset/pairing/file-error.ts";
import { MOST_ROW_LENGTH } from "./limits.ts";

const [QUOTE, NEW_LINE, RETURN] = [0x22, 0x0a, 0x0d];

const withoutReturn = (text: string) => (text.endsWith("\r") ? text.slice(0, -1) : text);

/** Cuts the text of a table, which arrives in parts, behind the last row that is whole in each. */
export class WholeRows {
  readonly #file: string;
  #held: string[] = [];
  #heldLength = 0;
  #quoted = false;

  constructor(file: string) {
    this.#file = file;
  }

  /** Rows that are whole now, without the end of the last line; null while there are none. Throws a FileError. */
  push(text: string): string | null {
    let end = -1;
    for (let at = 0; at < text.length; at++) {
      const code = text.charCodeAt(at);
      if (code === QUOTE) this.#quoted = !this.#quoted;
      else if (code === NEW_LINE && !this.#quoted) end = at;
      // Old programs end a line with a return alone. Whether one at the end of a part stands alone is not known yet.
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
    if (this.#heldLength > MOST_ROW_LENGTH) {
      throw new FileError(
        this.#file,
        `A row of the table has more than ${Math.round(MOST_ROW_LENGTH / 1e6)} million characters. Is a quotation mark never closed?`,
      );
    }
    return null;
  }

  /** What is left at the end. */
  rest(): string {
    return this.#held.join("");
  }
}
