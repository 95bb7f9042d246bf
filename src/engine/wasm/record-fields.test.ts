import { readdirSync } from "node:fs";
import { resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { KERNEL_NAMES } from "../plan/ir/kernel-names.ts";
import { STEP_SCALARS } from "../plan/ir/step-scalars.ts";
import { SIGNATURES } from "../plan/signatures.ts";
import { WASM_KERNELS } from "./kernel-order.ts";
import { recordFields } from "./record-fields.ts";
import { recordClasses } from "./testing/record-class.ts";

const FILES = readdirSync(resolve(import.meta.dirname, "kernels")).filter(
  (file) => !file.endsWith(".test.ts"),
);
const CLASSES = new Map(FILES.flatMap((file) => [...recordClasses(file)]));

/** Name of the record class of a kernel: `ReluMask` for `ReLU mask`. */
function classOf(kernel: string): string {
  const words = kernel.toLowerCase().split(" ");
  return words.map((word) => word[0].toUpperCase() + word.slice(1)).join("");
}

describe("a record", () => {
  it.each(WASM_KERNELS)(
    "of %s has the same fields in AssemblyScript as in its signature, in order",
    (kernel) => {
      const fields = recordFields(SIGNATURES[kernel]).map(({ name, type }) => ({ name, type }));
      expect(CLASSES.get(classOf(kernel))).toEqual(fields);
    },
  );

  it.each(WASM_KERNELS)("of %s has a list only at its end", (kernel) => {
    const constants = Object.values(SIGNATURES[kernel].variant);
    expect(constants.slice(0, -1)).not.toContain("f32s");
  });
});

it("is defined for every kernel except those for GPUs only", () => {
  const gpuOnly = ["shared convolution", "convolution in parts", "finish convolution"];
  expect([...WASM_KERNELS, ...gpuOnly].sort()).toEqual([...KERNEL_NAMES].sort());
});

it("starts with four words", () => {
  expect(CLASSES.get("DispatchRecord")).toEqual([
    { name: "kernel", type: "u32" },
    { name: "jobs", type: "u32" },
    { name: "finished", type: "i32" },
    { name: "scratchBytes", type: "u32" },
  ]);
});

it("lists the step scalars in AssemblyScript in the order of their buffer", () => {
  const fields = STEP_SCALARS.map((name) => ({ name, type: "f32" }));
  expect(CLASSES.get("StepScalars")).toEqual(fields);
});
