import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { golden } from "../../testing/golden.ts";
import { areaOfRuns, parseRunLengths, RunLengthError, type Runs, runsOfMask } from "./run-length.ts";

function textOf(runs: Runs): string {
  return Array.from(runs, (value, index) => (index % 2 === 0 ? value + 1 : value)).join(" ");
}

function maskOf(runs: Runs, pixels: number): Uint8Array {
  const mask = new Uint8Array(pixels);
  for (let index = 0; index < runs.length; index += 2)
    mask.fill(1, runs[index], runs[index] + runs[index + 1]);
  return mask;
}

describe("run lengths", () => {
  it("round-trip any mask", () => {
    fc.assert(
      fc.property(fc.array(fc.boolean(), { maxLength: 300 }), (pixels) => {
        const mask = Uint8Array.from(pixels, Number);
        const runs = parseRunLengths(textOf(runsOfMask(mask)), mask.length);
        expect(maskOf(runs, mask.length)).toEqual(mask);
        expect(areaOfRuns(runs)).toBe(pixels.filter(Boolean).length);
      }),
    );
  });

  it.each([
    ["odd count", "1 5 9", /odd number/],
    ["zero start", "0 5", /counted from 1/],
    ["zero length", "4 0", /no length/],
    ["negative", "-4 10", /"-4"/],
    ["words", "a b", /"a"/],
    ["fraction", "1.5 2", /"1\.5"/],
    ["exponent", "1e2 2", /"1e2"/],
    ["hexadecimal", "0x10 2", /"0x10"/],
    ["falling starts", "50 5 20 5", /comes after/],
    ["overlap", "5 5 9 2", /comes after/],
    ["beyond the image", "99 3", /ends at pixel 101/],
    ["huge number", "1 999999999999999999999", /21 digits/],
  ])("%s is refused", (_, text, reason) => {
    expect(() => parseRunLengths(text, 100)).toThrow(RunLengthError);
    expect(() => parseRunLengths(text, 100)).toThrow(reason);
  });

  it("accepts adjacent runs, and a run across the end of a row", () => {
    expect(Array.from(parseRunLengths("3 2 5 1", 10))).toEqual([2, 2, 4, 1]);
    expect(Array.from(parseRunLengths("  2   4 ", 6))).toEqual([1, 4]);
  });
});

interface Vector {
  readonly name: string;
  readonly height: number;
  readonly width: number;
  readonly mask?: readonly (readonly number[])[];
  readonly area?: number;
  readonly sartorius_row_major: string;
}

interface Refused {
  readonly rle: string;
  readonly height: number;
  readonly width: number;
  readonly why: string;
}

describe("reference run lengths", () => {
  const reference: { vectors: Vector[]; must_be_refused: Refused[] } = JSON.parse(
    readFileSync(golden("rle.json"), "utf8"),
  );

  it.each(reference.vectors)("$name", ({ mask, area, height, width, sartorius_row_major: text }) => {
    const pixels = height * width;
    const runs = parseRunLengths(text, pixels);
    const flat = maskOf(runs, pixels);
    if (mask) expect(flat).toEqual(Uint8Array.from(mask.flat()));
    if (area !== undefined) expect(areaOfRuns(runs)).toBe(area);
    expect(textOf(runsOfMask(flat))).toBe(text);
  });

  it.each(reference.must_be_refused)("refuses $rle: $why", ({ rle, height, width }) => {
    expect(() => parseRunLengths(rle, height * width)).toThrow(RunLengthError);
  });
});
