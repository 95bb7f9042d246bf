import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { formatNumber, parseNumber } from "./parse-number.ts";

const finite = fc.double({ noNaN: true, noDefaultInfinity: true });

describe("accepted input", () => {
  test.each([
    ["1e-3", 0.001],
    ["1E-3", 0.001],
    ["5e−4", 0.0005],
    ["2.5e+2", 250],
    ["1×10^-3", 0.001],
    ["1 × 10⁻³", 0.001],
    ["3*10**2", 300],
    ["10^-3", 0.001],
    ["10⁻³", 0.001],
    ["0,003", 0.003],
    ["12,5", 12.5],
    ["1,5e-3", 0.0015],
    ["1234,500", 1234.5],
    ["1,0005", 1.0005],
    ["1.005", 1.005],
    [".5", 0.5],
    [",5", 0.5],
    ["5.", 5],
    ["  7 ", 7],
    ["-4", -4],
    ["−4", -4],
    ["– 4", -4],
    ["+4", 4],
    ["-0", 0],
    ["10 000", 10_000],
    ["10\u202f000", 10_000],
    ["10'000", 10_000],
    ["1,000,000", 1_000_000],
    ["1.000.000", 1_000_000],
    ["1,234.5", 1234.5],
    ["1.234,5", 1234.5],
    ["1 234,567", 1234.567],
    ["007", 7],
  ])("%s", (text, value) => expect(parseNumber(text)).toEqual({ value }));

  test.each([
    ["10 px", "px", 10],
    ["10px", "px", 10],
    ["10 Pixels", "px", 10],
    ["50 %", "%", 50],
    ["50%", "%", 50],
    ["50 per cent", "%", 50],
    ["90°", "°", 90],
    ["90 deg", "°", 90],
    ["1,5 ×", "×", 1.5],
    ["0.2 SD", "SD", 0.2],
    ["3 epochs", "epochs", 3],
    ["1e1px", "px", 10],
    ["2 levels", "levels", 2],
  ])("%s in a field in %s", (text, unit, value) => expect(parseNumber(text, unit)).toEqual({ value }));
});

describe("refused input, with the reason", () => {
  test.each([
    ["", "", "No number was typed"],
    ["abc", "", "“abc” is not a number"],
    ["1e", "", "“1e” is not a number"],
    ["e-3", "", "“e-3” is not a number"],
    ["1-3", "", "“1-3” is not a number"],
    ["1e-3-2", "", "“1e-3-2” is not a number"],
    ["--1", "", "“--1” is not a number"],
    ["1 2", "", "“1 2” is not a number"],
    ["1.2.3", "", "“1.2.3” is not a number"],
    ["1,2,3", "", "“1,2,3” is not a number"],
    ["1,00,000", "", "“1,00,000” is not a number"],
    ["0x10", "", "“0x10” is not a number"],
    ["NaN", "", "“NaN” is not a number"],
    ["Infinity", "", "“Infinity” is not a number"],
    [".", "", "“.” is not a number"],
    ["1/2", "", "“1/2” is not a number"],
    ["1,000", "", "“1,000” can be read as 1000 or as 1.000: type one of these"],
    ["10,000 px", "px", "“10,000 px” can be read as 10000 or as 10.000: type one of these"],
    ["1e999", "", "“1e999” is too large for a number of this page"],
    ["1e-999", "", "“1e-999” is too small to be distinguished from 0"],
    ["10 mm", "px", "“10 mm” is not in px"],
    ["50 %", "px", "“50 %” is not in px"],
    ["10 px", "", "“10 px” has a unit, but this number has none"],
    ["10 parsec", "px", "“10 parsec” is not a number"],
    ["9".repeat(1000), "", `“${"9".repeat(24)}…” is not a number`],
  ])("%s in %s", (text, unit, problem) => expect(parseNumber(text, unit)).toEqual({ problem }));
});

test("displayed text parses to the same number, with all digits and any unit", () => {
  fc.assert(
    fc.property(finite, fc.constantFrom("", "px", "%", "°", "×", "SD", "epochs"), (value, unit) => {
      const expected = { value: value === 0 ? 0 : value };
      expect(parseNumber(formatNumber(value), unit)).toEqual(expected);
      expect(parseNumber(`${formatNumber(value)} ${unit}`, unit)).toEqual(expected);
      expect(parseNumber(formatNumber(value).replace("-", "−").toUpperCase(), unit)).toEqual(expected);
    }),
  );
});

test("a decimal comma is read as a decimal point or refused", () => {
  fc.assert(
    fc.property(finite, (value) => {
      const read = parseNumber(formatNumber(value).replace(".", ","));
      if ("value" in read) expect(read).toEqual({ value: value === 0 ? 0 : value });
      else expect(read.problem).toContain("can be read as");
    }),
  );
});

test("any input quickly gives a finite number or a message", () => {
  const characters = fc.constantFrom(..."0123456789.,-+eE^*×x ' %°−⁻³p", "px", "10", "\u00a0", "é", "𝟙");
  const texts = fc.oneof(
    fc.string({ unit: "binary", maxLength: 200 }),
    fc.array(characters).map((all) => all.join("")),
  );
  fc.assert(
    fc.property(texts, (text) => {
      const read = parseNumber(text, "px");
      if ("value" in read) expect(Number.isFinite(read.value)).toBe(true);
      else expect(read.problem).not.toBe("");
    }),
    { numRuns: 2000 },
  );
});

test("text without a digit is never a number", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme" }), (text) => {
      if (!/[\d⁰¹²³⁴-⁹]/.test(text)) expect(parseNumber(text)).toHaveProperty("problem");
    }),
  );
});
