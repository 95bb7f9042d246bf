import { expect, test } from "vitest";
import { type Language, tokenize } from "./tokenize-code.ts";

const kinds = (line: string, language: Language) =>
  tokenize(line, language)
    .filter(({ kind }) => kind !== "plain")
    .map(({ kind, text }) => [kind, text]);

test("WGSL is split into keywords, types, numbers, attributes and comments", () => {
  expect(kinds("@group(0) var<uniform> lets: vec4f; // let 3", "WGSL")).toEqual([
    ["attribute", "@group"],
    ["number", "0"],
    ["keyword", "var"],
    ["type", "vec4f"],
    ["comment", "// let 3"],
  ]);
  expect(kinds("for (var k = 0u; k < 128u; k++) { s0_1 += x2.y * 1e-12; }", "WGSL")).toEqual([
    ["keyword", "for"],
    ["keyword", "var"],
    ["number", "0u"],
    ["number", "128u"],
    ["number", "1e-12"],
  ]);
});

test("so is AssemblyScript, whose comments go over lines", () => {
  expect(kinds("export function pool(d: Pool, job: u32): void { // let", "AssemblyScript")).toEqual([
    ["keyword", "export"],
    ["keyword", "function"],
    ["type", "u32"],
    ["type", "void"],
    ["comment", "// let"],
  ]);
  expect(kinds("  let x0 = f32x4.splat(0.5) * 20_000;", "AssemblyScript")).toEqual([
    ["keyword", "let"],
    ["type", "f32x4"],
    ["number", "0.5"],
    ["number", "20_000"],
  ]);
  const comment = ["/** Sums of", " * let there be", " */"];
  for (const line of comment) expect(kinds(line, "AssemblyScript")).toEqual([["comment", line]]);
});

test("no letter is lost", () => {
  const lines = ["", "  let a = b[(4u * k + 1u) * 32u];", "é ✓ \t}", " * @inline /* */ x"];
  for (const language of ["WGSL", "AssemblyScript"] as const) {
    for (const line of lines) {
      const texts = tokenize(line, language).map(({ text }) => text);
      expect(texts.join("")).toBe(line);
    }
  }
});
