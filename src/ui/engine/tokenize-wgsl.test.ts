import { expect, test } from "vitest";
import { tokenizeWgsl } from "./tokenize-wgsl.ts";

const kinds = (line: string) =>
  tokenizeWgsl(line)
    .filter(({ kind }) => kind !== "plain")
    .map(({ kind, text }) => [kind, text]);

test("WGSL is split into keywords, types, numbers, attributes and comments", () => {
  expect(kinds("@group(0) var<uniform> lets: vec4f; // let 3")).toEqual([
    ["attribute", "@group"],
    ["number", "0"],
    ["keyword", "var"],
    ["type", "vec4f"],
    ["comment", "// let 3"],
  ]);
  expect(kinds("for (var k = 0u; k < 128u; k++) { s0_1 += x2.y * 1e-12; }")).toEqual([
    ["keyword", "for"],
    ["keyword", "var"],
    ["number", "0u"],
    ["number", "128u"],
    ["number", "1e-12"],
  ]);
});

test("no character is lost", () => {
  const lines = ["", "  let a = b[(4u * k + 1u) * 32u];", "é ✓ \t}"];
  for (const line of lines)
    expect(
      tokenizeWgsl(line)
        .map(({ text }) => text)
        .join(""),
    ).toBe(line);
});
