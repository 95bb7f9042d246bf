import { describe, expect, it } from "vitest";
import type { DispatchRow, StepDescription } from "../../workers/step.protocol.ts";
import { groupRows, tableRows } from "./step-table.ts";

const row = (
  layer: string,
  phase: DispatchRow["phase"],
  bytes: number,
  flops: number | null,
): DispatchRow => ({
  layer,
  phase,
  kernel: flops === null ? 1 : 0,
  workgroups: 1,
  units: 64,
  bytes,
  flops,
  operands: [],
  sizes: [],
});

const kernel = (name: string) => ({
  name,
  variant: "",
  explanation: "",
  bindings: [],
  sizes: [],
  source: name,
});

const STEP: StepDescription = {
  rows: [
    row("conv1", "forward", 100, 4e6),
    row("pool", "forward", 300, null),
    row("conv1", "backward", 200, 8e6),
    row("optimiser", "update", 50, null),
  ],
  kernels: [kernel("convolution"), kernel("other")],
  slots: [],
  arenas: [],
  bytes: 0,
  flops: 12e6,
  size: { batch: 1, rows: 1, columns: 1 },
};

const MEASURED = {
  dispatchMilliseconds: [2, 1, 5, 0],
  aloneMilliseconds: null,
  stepMilliseconds: 9,
  referenceGflops: 1,
  fraction: 1,
};

describe("the table of a step", () => {
  it("has fractions that sum to one, and rates of arithmetic with a measurable time", () => {
    const rows = tableRows(STEP, MEASURED);
    expect(rows.map(({ fraction }) => fraction)).toEqual([0.25, 0.125, 0.625, 0]);
    expect(rows.map(({ rate }) => rate)).toEqual([2e9, null, 1.6e9, null]);
    expect(rows.map(({ name }) => name)).toEqual(["convolution", "other", "convolution", "other"]);
  });

  it("shows no times before or without a measurement", () => {
    for (const profile of [null, { ...MEASURED, dispatchMilliseconds: null }]) {
      const rows = tableRows(STEP, profile);
      expect(
        rows.every((one) => one.milliseconds === null && one.fraction === null && one.rate === null),
      ).toBe(true);
      expect(groupRows(rows, "order").map(({ milliseconds }) => milliseconds)).toEqual([null, null, null]);
    }
  });

  it("groups rows by phase or sorts the largest first", () => {
    const rows = tableRows(STEP, MEASURED);
    expect(groupRows(rows, "order").map(({ phase, milliseconds }) => [phase, milliseconds])).toEqual([
      ["forward", 3],
      ["backward", 5],
      ["update", 0],
    ]);
    const indices = (order: "time" | "bytes") =>
      groupRows(rows, order).map((group) => group.rows.map(({ index }) => index));
    expect(indices("time")).toEqual([[2, 0, 1, 3]]);
    expect(indices("bytes")).toEqual([[1, 2, 0, 3]]);
  });
});
