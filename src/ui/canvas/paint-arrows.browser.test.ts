import { describe, expect, it } from "vitest";
import type { VectorField } from "./arrow-grid.ts";
import { type ArrowStyle, paintArrows } from "./paint-arrows.ts";

const STYLE: ArrowStyle = { colour: "rgb(255 0 0)", halo: "rgb(0 0 255)", width: 2, pivot: "tail" };
const PANEL = { width: 60, height: 60 };

/** A canvas with the arrow of a single pixel, which covers the panel, at this many device px per CSS px. */
function drawnArrow(down: number, right: number, deviceScale: number, style = STYLE) {
  const canvas = document.createElement("canvas");
  canvas.width = PANEL.width * deviceScale;
  canvas.height = PANEL.height * deviceScale;
  const context = canvas.getContext("2d");
  if (!context) throw new Error("no canvas");
  const field: VectorField = {
    rows: 1,
    columns: 1,
    uvec0: Float32Array.of(down),
    uvec1: Float32Array.of(right),
    valid: Float32Array.of(1),
  };
  paintArrows(context, field, { row: 0.5, column: 0.5, scale: 40 }, PANEL, style);
  /** Red, green and blue at a CSS px; null where nothing is drawn. */
  return (x: number, y: number) => {
    const [red, green, blue, alpha] = context.getImageData(x * deviceScale, y * deviceScale, 1, 1).data;
    return alpha === 0 ? null : [red, green, blue];
  };
}

const RED = [255, 0, 0];

describe.each([1, 2])("arrows at %s device px per CSS px", (deviceScale) => {
  it.each([
    ["down the rows", 1, 0, [30, 45], [30, 15]],
    ["up", -1, 0, [30, 15], [30, 45]],
    ["along the columns", 0, 1, [45, 30], [15, 30]],
    ["to the left", 0, -1, [15, 30], [45, 30]],
  ] as const)("point %s from their pixel", (_, down, right, ahead, behind) => {
    const at = drawnArrow(down, right, deviceScale);
    expect(at(ahead[0], ahead[1])).toEqual(RED);
    expect(at(behind[0], behind[1])).toBeNull();
  });

  it("lie across their pixel if they are alone, with a halo beside them", () => {
    const at = drawnArrow(0, 1, deviceScale, { ...STYLE, pivot: "middle" });
    expect(at(20, 30)).toEqual(RED);
    expect(at(40, 30)).toEqual(RED);
    expect(at(20, 27)?.[2]).toBeGreaterThan(100);
    expect(at(20, 20)).toBeNull();
  });
});
