import { expect, test } from "vitest";
import { describePanel } from "./describe-panel.ts";
import type { PanelContent } from "./panel-content.ts";

const PANEL: PanelContent = {
  id: "distance",
  group: "target",
  name: "distance",
  shortName: "distance",
  meaning: "to the edge",
  planes: [{ rows: 1, columns: 4, data: Float32Array.from([9, 1, 2, 4.5]) }],
  appearance: {
    map: "sequential",
    range: [0, 9],
    mask: { rows: 1, columns: 4, data: Uint8Array.from([0, 1, 1, 1]) },
  },
  unit: "px",
  read: () => "",
};

test("only cell pixels count in a panel with a mask", () => {
  expect(describePanel(PANEL)).toBe(
    "distance, to the edge, 4 by 1 pixels; from 1 to 4.5 px, mean 2.5 inside cells.",
  );
});

test("an empty mask leaves no values to describe", () => {
  const mask = { rows: 1, columns: 4, data: new Uint8Array(4) };
  expect(describePanel({ ...PANEL, appearance: { ...PANEL.appearance, mask } })).toBe(
    "distance, to the edge, 4 by 1 pixels.",
  );
});
