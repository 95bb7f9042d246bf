import { readFileSync } from "node:fs";
import { join } from "node:path";
import { SOURCES } from "virtual:wasm-kernels";
import { expect, it } from "vitest";
import { functionName } from "./build/kernel-sources.mjs";
import { WASM_KERNELS } from "./kernel-order.ts";

const dispatch = readFileSync(join(import.meta.dirname, "kernels", "dispatch.ts"), "utf8");

/** Number and function of each case, for functions that end in `suffix`. */
function casesOf(suffix: string): [number, string][] {
  const pattern = new RegExp(`case (\\d+):\\s+(?:return )?(\\w+?)${suffix}\\(`, "g");
  return [...dispatch.matchAll(pattern)].map(([, number, name]) => [Number(number), name]);
}

const expected = WASM_KERNELS.map((kernel, number) => [number, functionName(kernel)]);

it("numbers the kernels by their position in the list", () => {
  expect(casesOf("Jobs")).toEqual(expected);
  expect(casesOf("").slice(-expected.length)).toEqual(expected);
  const scratch = casesOf("Scratch");
  expect(scratch.length).toBeGreaterThan(0);
  expect(expected).toEqual(expect.arrayContaining(scratch));
});

it("shows the source of each kernel, with the tiles that it uses", () => {
  for (const kernel of WASM_KERNELS) {
    expect(SOURCES[kernel]).toContain(`export function ${functionName(kernel)}(`);
  }
  expect(SOURCES.convolution).toContain("export function convolution6x2(");
  expect(SOURCES.convolution).not.toContain("export function weights6x2(");
  expect(SOURCES.pool).not.toContain("convolution6x2");
});
