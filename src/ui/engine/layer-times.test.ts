import { expect, test } from "vitest";
import { layerTimesFigure, layerTotals } from "./layer-times.ts";
import type { TableRow } from "./step-table.ts";

const row = (layer: string, phase: TableRow["phase"], milliseconds: number | null): TableRow => ({
  index: 0,
  name: "",
  variant: "",
  layer,
  phase,
  kernel: 0,
  workgroups: 1,
  units: 64,
  bytes: 0,
  flops: null,
  operands: [],
  sizes: [],
  milliseconds,
  aloneMilliseconds: null,
  fraction: null,
  rate: null,
});

const ROWS = [
  row("conv1", "forward", 1),
  row("conv2", "forward", 2),
  row("loss", "loss", 4),
  row("conv2", "backward", 8),
  row("conv2", "backward", 16),
  row("conv1", "backward", 32),
];

const COLOURS = {
  surface: "",
  text: "",
  muted: "",
  line: "",
  accent: "",
  step: "",
  mean: "",
  validation: "",
  second: "",
  plan: "",
  reference: "",
  phases: { forward: "teal", loss: "pink", backward: "orange", update: "blue" },
};

test("the time of a layer is the sum of its rows, with its bar divided by phase", () => {
  expect([...layerTotals(ROWS)]).toEqual([
    ["conv1", 33],
    ["conv2", 26],
    ["loss", 4],
  ]);
  const { traces } = layerTimesFigure(ROWS, COLOURS);
  expect(traces).toMatchObject([
    { name: "Forward", x: ["conv1", "conv2", "loss"], y: [1, 2, 0], marker: { color: "teal" } },
    { name: "Loss", y: [0, 0, 4], marker: { color: "pink" } },
    { name: "Backward", y: [32, 24, 0], marker: { color: "orange" } },
    { name: "Update", y: [0, 0, 0], marker: { color: "blue" } },
  ]);
});
