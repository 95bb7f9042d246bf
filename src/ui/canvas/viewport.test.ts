import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fitImage, keptOnImage, pan, pixelAt, placeAt, pointOf, showing, zoomAt } from "./viewport.ts";

const IMAGE = { rows: 300, columns: 500 };

const views = fc.record({
  row: fc.double({ min: -50, max: 350, noNaN: true }),
  column: fc.double({ min: -50, max: 550, noNaN: true }),
  scale: fc.double({ min: 0.1, max: 60, noNaN: true }),
});
const panels = fc.record({
  width: fc.integer({ min: 40, max: 900 }),
  height: fc.integer({ min: 40, max: 900 }),
});
const points = fc.record({ x: fc.integer({ min: 0, max: 900 }), y: fc.integer({ min: 0, max: 900 }) });

describe("viewport", () => {
  it("placeAt and pointOf are inverse", () => {
    fc.assert(
      fc.property(views, panels, points, (view, panel, point) => {
        const back = pointOf(view, panel, placeAt(view, panel, point));
        expect(back.x).toBeCloseTo(point.x, 6);
        expect(back.y).toBeCloseTo(point.y, 6);
      }),
    );
  });

  it("fits the whole image, no smaller than needed", () => {
    fc.assert(
      fc.property(panels, (panel) => {
        const view = fitImage(IMAGE, panel);
        const corner = pointOf(view, panel, { row: 0, column: 0 });
        const opposite = pointOf(view, panel, { row: IMAGE.rows, column: IMAGE.columns });
        expect(Math.min(corner.x, corner.y)).toBeCloseTo(0, 6);
        expect(opposite.x).toBeLessThanOrEqual(panel.width + 1e-6);
        expect(opposite.y).toBeLessThanOrEqual(panel.height + 1e-6);
        expect(corner.x + opposite.x).toBeCloseTo(panel.width, 6);
        expect(corner.y + opposite.y).toBeCloseTo(panel.height, 6);
      }),
    );
  });

  it("zooming keeps the point under the pointer, and zooming back restores the view", () => {
    const factors = fc.double({ min: 0.9, max: 1.3, noNaN: true });
    fc.assert(
      fc.property(views, panels, points, factors, (view, panel, point, factor) => {
        const zoomed = zoomAt(view, panel, point, factor);
        const before = placeAt(view, panel, point);
        const after = placeAt(zoomed, panel, point);
        expect(after.row).toBeCloseTo(before.row, 5);
        expect(after.column).toBeCloseTo(before.column, 5);
        const back = zoomAt(zoomed, panel, point, 1 / factor);
        expect(back.row).toBeCloseTo(view.row, 5);
        expect(back.column).toBeCloseTo(view.column, 5);
        expect(back.scale).toBeCloseTo(view.scale, 5);
      }),
    );
  });

  it("limits the scale for any number of zooms, without moving at the limit", () => {
    const panel = { width: 200, height: 100 };
    const start = fitImage(IMAGE, panel);
    let near = start;
    let far = start;
    for (let step = 0; step < 100; step++) {
      near = zoomAt(near, panel, { x: 10, y: 20 }, 2);
      far = zoomAt(far, panel, { x: 10, y: 20 }, 0.5);
    }
    expect(near.scale).toBe(80);
    expect(far.scale).toBe(0.05);
    expect(zoomAt(near, panel, { x: 0, y: 0 }, 2)).toEqual(near);
  });

  it("panning moves the image with the pointer", () => {
    fc.assert(
      fc.property(views, panels, points, points, (view, panel, from, to) => {
        const moved = pan(view, to.x - from.x, to.y - from.y);
        const held = placeAt(view, panel, from);
        expect(pointOf(moved, panel, held).x).toBeCloseTo(to.x, 5);
        expect(pointOf(moved, panel, held).y).toBeCloseTo(to.y, 5);
      }),
    );
  });

  it("finds the pixel under a point, with edges on one side only, and none outside the image", () => {
    const panel = { width: 40, height: 30 };
    const view = { row: 1.5, column: 2, scale: 10 };
    const image = { rows: 3, columns: 4 };
    expect(pixelAt(view, panel, { x: 0, y: 0 }, image)).toEqual({ row: 0, column: 0 });
    expect(pixelAt(view, panel, { x: 9.9, y: 10 }, image)).toEqual({ row: 1, column: 0 });
    expect(pixelAt(view, panel, { x: 39.9, y: 29.9 }, image)).toEqual({ row: 2, column: 3 });
    expect(pixelAt(view, panel, { x: 40, y: 0 }, image)).toBeNull();
    expect(pixelAt(view, panel, { x: 0, y: -0.1 }, image)).toBeNull();
  });

  it("keeps the image visible and leaves a view of it unchanged", () => {
    expect(keptOnImage({ row: -9, column: 900, scale: 2 }, IMAGE)).toEqual({ row: 0, column: 500, scale: 2 });
    const view = { row: 10, column: 20, scale: 3 };
    expect(keptOnImage(view, IMAGE)).toEqual(view);
  });

  it("scrolls a pixel fully into view by the shortest way", () => {
    const panel = { width: 100, height: 100 };
    const view = { row: 50, column: 50, scale: 10 };
    expect(showing(view, panel, { row: 50, column: 50 })).toEqual(view);
    expect(showing(view, panel, { row: 55, column: 44 })).toEqual({ row: 51, column: 49, scale: 10 });
  });
});
