import { FileError } from "../../../core/dataset/pairing/file-error.ts";

const [QUOTE, COMMA, BACKSLASH] = [0x22, 0x2c, 0x5c];
const [OPEN_LIST, CLOSE_LIST, OPEN_OBJECT, CLOSE_OBJECT] = [0x5b, 0x5d, 0x7b, 0x7d];
/** Within the outermost object, and within a list or object that stands under one of its keys. */
const [IN_OUTERMOST, IN_VALUE] = [1, 2];

/** Characters of a single entry; the longest that anyone writes are the run lengths of a large image. */
const MOST_ITEM_LENGTH = 2 ** 26;

/** White space as JSON has it; other languages know more of it. */
const BLANK = /^[\t\n\r ]*$/;
const BLANK_START = /^[\t\n\r ]+/;

const NOT_JSON = "The file is not JSON, or a part of it is missing.";

/** What a JSON file holds, as it is come upon. */
export interface JsonTaker {
  /** A value begins under a key of the outermost object. */
  value(key: string, kind: "list" | "object" | "single"): void;
  /** An entry of the list or object that was begun last; of an object without its key. */
  item(value: unknown): void;
  /** The file is something else than an object. */
  noObject(): never;
}

/**
 * Takes JSON apart as its text arrives, so that it may be longer than any string: looks for the commas between the
 * entries of lists and objects that stand directly in the outermost object, and leaves each entry to `JSON.parse`.
 * Refuses what `JSON.parse` would refuse.
 */
export class JsonItems {
  readonly #file: string;
  readonly #taker: JsonTaker;
  #text = "";
  /** Where the piece begins that is not parsed yet, in the text at hand; what came of it before is held. */
  #from = 0;
  #held: string[] = [];
  #heldLength = 0;
  #depth = 0;
  #inString = false;
  #escaped = false;
  /** What closes the value that is open. */
  #closer = CLOSE_LIST;
  /** Values of the outermost object, and entries of the open one, so far. */
  #values = 0;
  #items = 0;
  /** A list or object has just ended, so that only a comma or the end may follow. */
  #ended = false;

  constructor(file: string, taker: JsonTaker) {
    this.#file = file;
    this.#taker = taker;
  }

  /** Takes the next part of the text. Throws a FileError where it is not JSON. */
  push(text: string): void {
    this.#text = text;
    this.#from = 0;
    for (let at = 0; at < text.length; ) at = this.#inString ? this.#passString(at) : this.#passPlain(at);
    this.#heldLength += text.length - this.#from;
    if (this.#heldLength > MOST_ITEM_LENGTH) {
      throw new FileError(
        this.#file,
        `An entry of the JSON has more than ${Math.round(MOST_ITEM_LENGTH / 1e6)} million characters, which is too much.`,
      );
    }
    this.#held.push(text.slice(this.#from));
  }

  /** The text is at its end. Throws a FileError where something is missing. */
  end(): void {
    this.#text = "";
    this.#from = 0;
    const rest = this.#piece(0);
    if (this.#values === 0 && this.#depth === 0 && !this.#ended) this.#beginOutermost(rest);
    if (this.#depth !== 0 || !this.#ended || !BLANK.test(rest)) this.#fail();
  }

  #fail(cause?: unknown): never {
    throw new FileError(this.#file, NOT_JSON, { cause });
  }

  #parse(text: string): unknown {
    try {
      return JSON.parse(text);
    } catch (error) {
      this.#fail(error);
    }
  }

  /** The text since the last piece up to `end`; the next piece begins behind the character there. */
  #piece(end: number): string {
    this.#held.push(this.#text.slice(this.#from, end));
    const piece = this.#held.join("");
    this.#held = [];
    this.#heldLength = 0;
    this.#from = end + 1;
    return piece;
  }

  #passString(start: number): number {
    const text = this.#text;
    for (let at = start; at < text.length; at++) {
      const code = text.charCodeAt(at);
      if (this.#escaped) this.#escaped = false;
      else if (code === BACKSLASH) this.#escaped = true;
      else if (code === QUOTE) {
        this.#inString = false;
        return at + 1;
      }
    }
    return text.length;
  }

  #passPlain(start: number): number {
    const text = this.#text;
    for (let at = start; at < text.length; at++) {
      const code = text.charCodeAt(at);
      // Most characters are digits, which lie between these.
      if (code > COMMA && code < OPEN_LIST) continue;
      if (code === QUOTE) {
        this.#inString = true;
        return at + 1;
      }
      if (code === COMMA) {
        if (this.#depth <= IN_VALUE) this.#comma(at);
      } else if (code === OPEN_LIST || code === OPEN_OBJECT) this.#open(code, at);
      else if (code === CLOSE_LIST || code === CLOSE_OBJECT) this.#close(code, at);
    }
    return text.length;
  }

  #open(code: number, at: number): void {
    if (this.#depth === 0) this.#beginOutermost(this.#piece(at) + this.#text[at]);
    else if (this.#depth === IN_OUTERMOST) this.#beginValue(this.#piece(at), code);
    this.#depth += 1;
  }

  #close(code: number, at: number): void {
    if (this.#depth === IN_VALUE) {
      if (code !== this.#closer) this.#fail();
      this.#item(this.#piece(at), true);
      this.#ended = true;
    } else if (this.#depth === IN_OUTERMOST) {
      if (code !== CLOSE_OBJECT) this.#fail();
      this.#single(this.#piece(at), true);
      this.#ended = true;
    } else if (this.#depth === 0) this.#fail();
    this.#depth -= 1;
  }

  #comma(at: number): void {
    if (this.#depth === IN_VALUE) this.#item(this.#piece(at), false);
    else if (this.#depth === IN_OUTERMOST) this.#single(this.#piece(at), false);
    else this.#fail();
  }

  /** Only an object can be read in pieces; what begins otherwise may be JSON all the same. */
  #beginOutermost(before: string): void {
    const text = before.replace(BLANK_START, "");
    if (this.#ended) this.#fail();
    if (text === "{") return;
    if (/^([["\d-]|true|false|null)/.test(text)) this.#taker.noObject();
    this.#fail();
  }

  #keyOf(member: string): string {
    const keys = Object.keys(this.#parse(`{${member}}`) as object);
    return keys.length === 1 ? keys[0] : this.#fail();
  }

  #beginValue(before: string, code: number): void {
    if (this.#ended) this.#fail();
    this.#taker.value(this.#keyOf(`${before}null`), code === OPEN_LIST ? "list" : "object");
    this.#closer = code === OPEN_LIST ? CLOSE_LIST : CLOSE_OBJECT;
    this.#values += 1;
    this.#items = 0;
  }

  /** The end of a member of the outermost object, which is a single value or was a list or object. */
  #single(text: string, isLast: boolean): void {
    const isBlank = BLANK.test(text);
    if (this.#ended) {
      if (!isBlank) this.#fail();
      this.#ended = false;
      return;
    }
    if (isBlank && isLast && this.#values === 0) return;
    this.#taker.value(this.#keyOf(text), "single");
    this.#values += 1;
  }

  #item(text: string, isLast: boolean): void {
    if (isLast && this.#items === 0 && BLANK.test(text)) return;
    this.#items += 1;
    if (this.#closer === CLOSE_LIST) {
      this.#taker.item(this.#parse(text));
      return;
    }
    const values = Object.values(this.#parse(`{${text}}`) as object);
    if (values.length !== 1) this.#fail();
    this.#taker.item(values[0]);
  }
}
