import { SOURCES } from "virtual:wasm-kernels";
import { expect, it } from "vitest";
import { dispatchText } from "./build/dispatch-text.mjs";
import { kernelFiles } from "./build/kernel-files.mjs";
import { functionName } from "./build/kernel-functions.mjs";
import { WASM_KERNELS } from "./kernel-order.ts";

const dispatch = kernelFiles().get("dispatch.ts")!;

/** Number and function of each case, for functions that end in `suffix`. */
function casesOf(suffix: string): [number, string][] {
  const pattern = new RegExp(`case (\\d+):\\s+(?:return )?(\\w+?)${suffix}\\(`, "g");
  return [...dispatch.matchAll(pattern)].map(([, number, name]) => [Number(number), name]);
}

const expected = WASM_KERNELS.map((kernel, number) => [number, functionName(kernel)]);

it("numbers the kernels by their position in the list", () => {
  expect(casesOf("").slice(-expected.length)).toEqual(expected);
  for (const suffix of ["Jobs", "Scratch"]) {
    expect(casesOf(suffix).length).toBeGreaterThan(0);
    expect(expected).toEqual(expect.arrayContaining(casesOf(suffix)));
  }
});

it("has one job and no scratch memory for a kernel without functions for them", () => {
  const file =
    "export class FoldedMean extends DispatchRecord {\n}\nexport function foldedMean(d: FoldedMean): void {}";
  const text = dispatchText(["folded mean"], new Map([["mean.ts", file]]));
  expect(text).toContain('import { FoldedMean, foldedMean } from "./mean";');
  expect(text).toContain("case 0: return 1;");
  expect(text).toContain("case 0: foldedMean(changetype<FoldedMean>(record)); break;");
});

it("names a kernel that is missing, or has no record class", () => {
  const text = "export function foldedMean(d: Mean): void {}";
  expect(() => dispatchText(["folded mean"], new Map([["sum.ts", ""]]))).toThrow(
    'The CPU has no kernel "folded mean": write a file in src/engine/wasm/kernels with "export function foldedMean(".',
  );
  expect(() => dispatchText(["folded mean"], new Map([["mean.ts", text]]))).toThrow(
    'The kernel "folded mean" in mean.ts needs a record class FoldedMean.',
  );
});

it("shows the source of each kernel, with the tiles that it uses", () => {
  for (const kernel of WASM_KERNELS) {
    expect(SOURCES[kernel]).toContain(`export function ${functionName(kernel)}(`);
  }
  expect(SOURCES.convolution).toContain("export function convolution6x2(");
  expect(SOURCES.convolution).not.toContain("export function weights6x2(");
  expect(SOURCES.pool).not.toContain("convolution6x2");
});
