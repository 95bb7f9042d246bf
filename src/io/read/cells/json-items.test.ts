import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { FileError } from "../../../core/dataset/pairing/file-error.ts";
import { JsonItems } from "./json-items.ts";

interface Taken {
  readonly key: string;
  readonly kind: string;
  readonly items: unknown[];
}

class NoObject extends Error {}

/** Parses a text that arrives in parts split at `cuts`. */
function read(text: string, cuts: readonly number[] = []): Taken[] {
  const taken: Taken[] = [];
  const reader = new JsonItems("a.json", {
    value: (key, kind) => void taken.push({ key, kind, items: [] }),
    item: (value) => void taken.at(-1)?.items.push(value),
    noObject: () => {
      throw new NoObject();
    },
  });
  const places = [...cuts.map((cut) => cut % (text.length + 1)), 0, text.length].sort((a, b) => a - b);
  for (let index = 1; index < places.length; index++)
    reader.push(text.slice(places[index - 1], places[index]));
  reader.end();
  return taken;
}

/** The same result by JSON.parse. */
function expected(value: object): Taken[] {
  return Object.entries(value).map(([key, inner]) => {
    if (typeof inner !== "object" || inner === null) return { key, kind: "single", items: [] };
    return { key, kind: Array.isArray(inner) ? "list" : "object", items: Object.values(inner) };
  });
}

/** Non-numeric keys, whose order engines preserve. */
const key = fc.string({ unit: "binary" }).map((text) => `k${text}`);
const document = fc.dictionary(
  key,
  fc.oneof(fc.jsonValue(), fc.array(fc.jsonValue()), fc.dictionary(key, fc.jsonValue())),
);
const indent = fc.constantFrom(undefined, 1, "\t", "\r\n");
const cuts = fc.array(fc.nat(), { maxLength: 8 });
const isNumberKey = (text: string) => /"\d+":/.test(text);

describe("incremental JSON", () => {
  it("gives the entries of JSON.parse for any chunking", () => {
    fc.assert(
      fc.property(document, indent, cuts, (value, space, places) => {
        const text = JSON.stringify(value, null, space);
        fc.pre(!isNumberKey(text));
        expect(read(text, places)).toEqual(expected(JSON.parse(text)));
      }),
      { numRuns: 500 },
    );
  });

  it("refuses exactly what JSON.parse refuses", () => {
    const letters = fc.constantFrom(
      "",
      ",",
      "{",
      "}",
      "[",
      "]",
      '"',
      "\\",
      ":",
      "0",
      "-",
      "\u00a0",
      "\n",
      "x",
    );
    fc.assert(
      fc.property(document, fc.nat(), fc.nat(2), letters, cuts, (value, place, taken, put, places) => {
        const whole = JSON.stringify(value);
        const at = place % whole.length;
        const text = whole.slice(0, at) + put + whole.slice(at + taken);
        let parsed: unknown;
        try {
          parsed = JSON.parse(text);
        } catch {
          parsed = undefined;
        }
        const isObject = typeof parsed === "object" && parsed !== null && !Array.isArray(parsed);
        if (isObject) expect(() => read(text, places)).not.toThrow();
        else expect(() => read(text, places)).toThrow(parsed === undefined ? /not JSON|^$/ : NoObject);
      }),
      { numRuns: 600 },
    );
  });

  it.each([
    "",
    " ",
    "{",
    "{}}",
    '{"a": 1[2]}',
    '{"a": [1,]}',
    '{"a": [,1]}',
    '{"a": [1] 2}',
    '{"a": {"b"}}',
    "{,}",
  ])("refuses %j", (text) => {
    expect(() => read(text)).toThrow(FileError);
  });

  it("refuses an entry longer than any valid one", () => {
    const part = "1".repeat(2 ** 25);
    const reader = new JsonItems("a.json", {
      value: () => {},
      item: () => {},
      noObject: () => expect.fail(),
    });
    reader.push('{"a": [');
    expect(() => {
      for (let parts = 0; parts < 3; parts++) reader.push(part);
    }).toThrow(/more than 67 million characters/);
  });
});
