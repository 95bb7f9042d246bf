import { describe, expect, it } from "vitest";
import { stateAfterKey } from "./field-keys.ts";
import { pixelAt, pointOf } from "./viewport.ts";

const IMAGE = { rows: 100, columns: 200 };
const PANEL = { width: 400, height: 200 };
const START = { viewport: null, pixel: { row: 10, column: 20 } };

function press(key: string, state = START as Parameters<typeof stateAfterKey>[0], shiftKey = false) {
  return stateAfterKey(state, { key, shiftKey }, IMAGE, PANEL);
}

describe("stateAfterKey", () => {
  it("moves the inspected pixel by one, by ten with Shift, and stops at the image's edge", () => {
    expect(press("ArrowDown")?.pixel).toEqual({ row: 11, column: 20 });
    expect(press("ArrowLeft", START, true)?.pixel).toEqual({ row: 10, column: 10 });
    expect(press("ArrowUp", { viewport: null, pixel: { row: 0, column: 3 } })?.pixel).toEqual({
      row: 0,
      column: 3,
    });
    expect(press("ArrowRight", { viewport: null, pixel: { row: 0, column: 195 } }, true)?.pixel).toEqual({
      row: 0,
      column: 199,
    });
  });

  it("starts at the centre of the view if no pixel is inspected", () => {
    expect(press("ArrowUp", { viewport: null, pixel: null })?.pixel).toEqual({ row: 50, column: 100 });
  });

  it("keeps the moved pixel visible", () => {
    const viewport = { row: 10, column: 20, scale: 40 };
    const next = press("ArrowRight", { viewport, pixel: { row: 10, column: 24 } });
    const corner = pointOf(next!.viewport!, PANEL, { row: 10, column: 26 });
    expect(corner.x).toBeCloseTo(PANEL.width, 9);
  });

  it("zooms at the inspected pixel and fits again", () => {
    const zoomed = press("+")!;
    expect(zoomed.viewport!.scale).toBeCloseTo(3, 9);
    const before = pointOf({ row: 50, column: 100, scale: 2 }, PANEL, { row: 10.5, column: 20.5 });
    expect(pixelAt(zoomed.viewport!, PANEL, before, IMAGE)).toEqual(START.pixel);
    expect(press("-", zoomed)!.viewport!.scale).toBeCloseTo(2, 9);
    expect(press("0", zoomed)).toEqual(START);
  });

  it("ignores other keys", () => {
    expect(press("a")).toBeNull();
    expect(press("Escape", { viewport: null, pixel: null })).toBeNull();
    expect(press("Escape")).toEqual({ viewport: null, pixel: null });
  });
});
