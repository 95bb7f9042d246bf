import { expect, test } from "vitest";
import { describePanel } from "./describe-panel.ts";
import type { FieldContent } from "./layer-content.ts";
import { layerOf } from "./layers.ts";

const SIZE = { rows: 1, columns: 4 };
const plane = (...values: number[]) => ({ ...SIZE, data: Float32Array.from(values) });

function contentWithin(mask: ReturnType<typeof plane>, unit: string): FieldContent {
  const draw = () => ({
    planes: [plane(9, 1, 2, 4.5)] as const,
    appearance: { map: "sequential", range: [0, 9], mask } as const,
  });
  return { kind: "field", draw, drawOver: draw, unit, isImage: false, read: () => "" };
}

test("only cell pixels count in a panel with a mask", () => {
  expect(describePanel(layerOf("distance"), contentWithin(plane(0, 1, 1, 1), "px"), SIZE)).toBe(
    "distance, to the edge, 4 by 1 pixels; from 1 to 4.5 px, mean 2.5 inside cells.",
  );
  expect(describePanel(layerOf("angleError"), contentWithin(plane(0, 1, 1, 1), "°"), SIZE)).toContain(
    "from 1 to 4.5 degrees",
  );
});

test("an empty mask and lines leave no values to describe", () => {
  expect(describePanel(layerOf("distance"), contentWithin(plane(0, 0, 0, 0), "px"), SIZE)).toBe(
    "distance, to the edge, 4 by 1 pixels.",
  );
  expect(describePanel(layerOf("staleArrows"), { kind: "lines", paint: () => {} }, SIZE)).toBe(
    "stale arrows, direction, over the image, 4 by 1 pixels.",
  );
});
