import { readdirSync } from "node:fs";
import { resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { SIGNATURES } from "../plan/signatures.ts";
import { className } from "./build/kernel-functions.mjs";
import { WASM_KERNELS } from "./kernel-order.ts";
import { recordFields } from "./record-fields.ts";
import { RECORD_HEADER } from "./record-layout.ts";
import { recordClasses } from "./testing/record-class.ts";

const FILES = readdirSync(resolve(import.meta.dirname, "kernels")).filter(
  (file) => !file.endsWith(".test.ts"),
);
const CLASSES = new Map(FILES.flatMap((file) => [...recordClasses(file)]));

describe("a record", () => {
  it.each(WASM_KERNELS)(
    "of %s has the same fields in AssemblyScript as in its signature, in order",
    (kernel) => {
      const fields = recordFields(SIGNATURES[kernel]).map(({ name, type }) => ({ name, type }));
      expect(CLASSES.get(className(kernel))).toEqual(fields);
    },
  );

  it.each(WASM_KERNELS)("of %s has a list only at its end", (kernel) => {
    const constants = Object.values(SIGNATURES[kernel].variant);
    expect(constants.slice(0, -1)).not.toContain("f32s");
  });
});

it("starts with the same words in AssemblyScript", () => {
  const header = CLASSES.get("DispatchRecord")!;
  expect(header.map(({ name }) => name)).toEqual(RECORD_HEADER);
  expect(header.map(({ type }) => type)).toEqual(["u32", "u32", "i32", "u32"]);
});

it("is declared in AssemblyScript for kernels only", () => {
  const known: readonly string[] = WASM_KERNELS.map(className);
  expect([...CLASSES.keys()].filter((name) => !known.includes(name))).toEqual(["DispatchRecord"]);
});
