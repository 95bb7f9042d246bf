import { expect, it } from "vitest";
import { OPTIMISER_SPECS } from "../optimisers/optimiser-specs.ts";
import { KERNEL_NAMES } from "./ir/kernel-names.ts";
import { SIGNATURES } from "./signatures.ts";

it("lists the signatures in the order of their names", () => {
  expect(Object.keys(SIGNATURES)).toEqual([...KERNEL_NAMES]);
  expect(Object.values(SIGNATURES).map(({ name }) => name)).toEqual([...KERNEL_NAMES]);
});

it("declares every optional operand as a view or an array, with constants of the signature", () => {
  for (const { views, reads, writes, optional, variant } of Object.values(SIGNATURES)) {
    for (const [name, presence] of Object.entries(optional)) {
      expect(Object.keys({ ...views, ...reads, ...writes })).toContain(name);
      if (presence === "either") continue;
      for (const constant of Object.keys(presence)) expect(Object.keys(variant)).toContain(constant);
    }
  }
});

it("gives optimisers that share a kernel the same constants and state", () => {
  for (const { kernel, constants, state } of Object.values(OPTIMISER_SPECS)) {
    const { variant, writes } = SIGNATURES[kernel];
    expect(variant).toEqual({ ...constants, clips: "flag" });
    expect(Object.keys(writes)).toEqual(["parameters", ...state]);
  }
});
