import fc from "fast-check";
import { expect, it } from "vitest";
import { iterationOf } from "./iteration.ts";
import { partsOf } from "./parts.ts";
import { pixelsOf, type View, vectorsFor, vectorsOf } from "./view.ts";

const SPACES = [
  "vectors of x",
  "pixels of x",
  "parts of x",
  "strided pixels of x",
  "arena",
  "threads",
  "tiles",
  "groups",
] as const;

const length = fc.integer({ min: 1, max: 40 });

const views = fc
  .record({ batch: length, rows: length, columns: length, channels: length })
  .map((shape): View => ({ ...shape, buffer: 0, stride: vectorsFor(shape.channels), offset: 0 }));

it("assigns a thread to each vector of each pixel, or to each pixel", () => {
  fc.assert(
    fc.property(views, (view) => {
      const [vectors] = iterationOf("vectors of x");
      const [pixels] = iterationOf("pixels of x");
      expect(vectors.count(view, 0).extent).toBe(pixelsOf(view) * vectorsOf(view));
      expect(pixels.count(view, 0).extent).toBe(pixelsOf(view));
    }),
  );
});

it("distributes all pixels over non-empty parts", () => {
  fc.assert(
    fc.property(views, fc.integer({ min: 1, max: 300 }), (view, maxParts) => {
      const parts = partsOf(pixelsOf(view), maxParts);
      const [iteration, name] = iterationOf("parts of x");
      const { sizes, extent } = iteration.count(view, parts);
      expect(name).toBe("x");
      expect(extent).toBe(parts * vectorsOf(view));
      expect(parts * sizes.pixelsPerPart).toBeGreaterThanOrEqual(sizes.pixels);
      expect((parts - 1) * sizes.pixelsPerPart).toBeLessThan(sizes.pixels);
    }),
  );
});

it("provides the sizes that it declares", () => {
  fc.assert(
    fc.property(views, fc.constantFrom(...SPACES), (view, space) => {
      const [iteration] = iterationOf(space);
      expect(Object.keys(iteration.count(view, 1).sizes).sort()).toEqual([...iteration.sizes].sort());
    }),
  );
});
