import { FileError } from "../../../core/dataset/pairing/file-error.ts";

const [QUOTE, COMMA, BACKSLASH] = [0x22, 0x2c, 0x5c];
const [OPEN_LIST, CLOSE_LIST, OPEN_OBJECT, CLOSE_OBJECT] = [0x5b, 0x5d, 0x7b, 0x7d];
/** Depth within the outermost object, and within a list or object under one of its keys. */
const [IN_OUTERMOST, IN_VALUE] = [1, 2];

/** Maximum number of characters per entry; the longest in practice are the run lengths of a large image. */
const MAX_ITEM_LENGTH = 2 ** 26;

/** White space as defined by JSON; other languages have more. */
const BLANK = /^[\t\n\r ]*$/;
const BLANK_START = /^[\t\n\r ]+/;

const NOT_JSON = "The file is not JSON, or a part of it is missing.";

/** Receives the content of a JSON file during parsing. */
export interface JsonConsumer {
  /** Start of a value under a key of the outermost object. */
  value(key: string, kind: "list" | "object" | "single"): void;
  /** An entry of the most recent list or object; without its key for an object. */
  item(value: unknown): void;
  /** Called if the outermost value is not an object. */
  noObject(): never;
}

/**
 * Parses JSON while its text arrives, since the text may be longer than the maximum length of a string.
 * Splits lists and objects directly below the outermost object at the commas between their entries, and
 * passes each entry to `JSON.parse`. Refuses whatever `JSON.parse` would refuse.
 */
export class JsonItems {
  readonly #file: string;
  readonly #consumer: JsonConsumer;
  #text = "";
  /** Start of the unparsed piece in the current text; `#held` contains its earlier parts. */
  #from = 0;
  #held: string[] = [];
  #heldLength = 0;
  #depth = 0;
  #inString = false;
  #escaped = false;
  /** Closing bracket of the open value. */
  #closer = CLOSE_LIST;
  /** Numbers of values of the outermost object, and of entries of the open one, so far. */
  #values = 0;
  #items = 0;
  /** A list or object has just ended: only a comma or the end may follow. */
  #ended = false;

  constructor(file: string, consumer: JsonConsumer) {
    this.#file = file;
    this.#consumer = consumer;
  }

  /** Parses the next part of the text. Throws a FileError if it is not JSON. */
  push(text: string): void {
    this.#text = text;
    this.#from = 0;
    for (let at = 0; at < text.length; ) at = this.#inString ? this.#passString(at) : this.#passPlain(at);
    this.#heldLength += text.length - this.#from;
    if (this.#heldLength > MAX_ITEM_LENGTH) {
      throw new FileError(
        this.#file,
        `An entry of the JSON has more than ${Math.round(MAX_ITEM_LENGTH / 1e6)} million characters, which is too much.`,
      );
    }
    this.#held.push(text.slice(this.#from));
  }

  /** Ends the text. Throws a FileError if it is incomplete. */
  end(): void {
    this.#text = "";
    this.#from = 0;
    const rest = this.#joined(0);
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

  /** The text from the end of the last piece to `end`; the next piece begins after the character at `end`. */
  #joined(end: number): string {
    this.#held.push(this.#text.slice(this.#from, end));
    const joined = this.#held.join("");
    this.#held = [];
    this.#heldLength = 0;
    this.#from = end + 1;
    return joined;
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
      // Most characters are digits, whose codes are between these.
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
    if (this.#depth === 0) this.#beginOutermost(this.#joined(at) + this.#text[at]);
    else if (this.#depth === IN_OUTERMOST) this.#beginValue(this.#joined(at), code);
    this.#depth += 1;
  }

  #close(code: number, at: number): void {
    if (this.#depth === IN_VALUE) {
      if (code !== this.#closer) this.#fail();
      this.#item(this.#joined(at), true);
      this.#ended = true;
    } else if (this.#depth === IN_OUTERMOST) {
      if (code !== CLOSE_OBJECT) this.#fail();
      this.#single(this.#joined(at), true);
      this.#ended = true;
    } else if (this.#depth === 0) this.#fail();
    this.#depth -= 1;
  }

  #comma(at: number): void {
    if (this.#depth === IN_VALUE) this.#item(this.#joined(at), false);
    else if (this.#depth === IN_OUTERMOST) this.#single(this.#joined(at), false);
    else this.#fail();
  }

  /** Only an object can be parsed in pieces; a file with another start may still be valid JSON. */
  #beginOutermost(before: string): void {
    const text = before.replace(BLANK_START, "");
    if (this.#ended) this.#fail();
    if (text === "{") return;
    if (/^([["\d-]|true|false|null)/.test(text)) this.#consumer.noObject();
    this.#fail();
  }

  #keyOf(member: string): string {
    const keys = Object.keys(this.#parse(`{${member}}`) as object);
    return keys.length === 1 ? keys[0] : this.#fail();
  }

  #beginValue(before: string, code: number): void {
    if (this.#ended) this.#fail();
    this.#consumer.value(this.#keyOf(`${before}null`), code === OPEN_LIST ? "list" : "object");
    this.#closer = code === OPEN_LIST ? CLOSE_LIST : CLOSE_OBJECT;
    this.#values += 1;
    this.#items = 0;
  }

  /** Ends a member of the outermost object: a single value, or a list or object that has been closed. */
  #single(text: string, isLast: boolean): void {
    const isBlank = BLANK.test(text);
    if (this.#ended) {
      if (!isBlank) this.#fail();
      this.#ended = false;
      return;
    }
    if (isBlank && isLast && this.#values === 0) return;
    this.#consumer.value(this.#keyOf(text), "single");
    this.#values += 1;
  }

  #item(text: string, isLast: boolean): void {
    if (isLast && this.#items === 0 && BLANK.test(text)) return;
    this.#items += 1;
    if (this.#closer === CLOSE_LIST) {
      this.#consumer.item(this.#parse(text));
      return;
    }
    const values = Object.values(this.#parse(`{${text}}`) as object);
    if (values.length !== 1) this.#fail();
    this.#consumer.item(values[0]);
  }
}
