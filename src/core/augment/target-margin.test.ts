import fc from "fast-check";
import { expect, test } from "vitest";
import { cut } from "../raster/cut.ts";
import type { Box } from "../raster/plane.ts";
import type { Border } from "../targets/squared-distance.ts";
import type { Augmentation, Padding } from "./augmentation.ts";
import { makeSample } from "./make-sample.ts";
import { AUGMENTATION_PRESETS } from "./presets.ts";
import { createRandom } from "./random.ts";
import type { Sample } from "./sample.ts";
import { drawSource } from "./testing/draw-source.ts";
import { wholeSample, windowSample } from "./whole-sample.ts";

const CROP = 16;
/** Reaches beyond every image here. */
const ALL = 48;

const { none, heavy } = AUGMENTATION_PRESETS;
const border = fc.constantFrom<Border>("open", "closed");
const side = fc.integer({ min: CROP, max: 40 });
const image = fc.record({
  rows: side,
  columns: side,
  cells: fc.integer({ min: 1, max: 12 }),
  seed: fc.nat(),
});

type Planes = Pick<Sample, "labels" | "distance" | "level" | "unitVectors" | "valid" | "weight">;

function planesIn(sample: Sample, box: Box): Planes {
  const of = { rows: sample.rows, columns: sample.columns };
  const part = <Name extends keyof Planes>(name: Name, channels = 1) =>
    cut({ ...of, data: sample[name] }, box, channels) as Planes[Name];
  return {
    labels: part("labels"),
    distance: part("distance"),
    level: part("level"),
    unitVectors: part("unitVectors", 2),
    valid: part("valid"),
    weight: part("weight"),
  };
}

const allOf = (sample: Sample) => planesIn(sample, { top: 0, left: 0, rows: CROP, columns: CROP });

test("with all of the image around it, a crop that is only moved has the targets of the whole image", async () => {
  await fc.assert(
    fc.asyncProperty(image, border, fc.nat(), async ({ rows, columns, cells, seed }, border, place) => {
      const { whole } = drawSource(rows, columns, cells, seed);
      const start = { row: place % (rows - CROP + 1), column: (place >> 8) % (columns - CROP + 1) };
      const box = { top: start.row, left: start.column, rows: CROP, columns: CROP };
      const expected = planesIn(await wholeSample(whole, { border, multiple: 1 }), box);
      const options = { crop: CROP, augmentation: none, border, start, targetMargin: ALL };
      const { sample } = await makeSample(whole, { ...options, random: createRandom(1) });
      expect(allOf(sample)).toEqual(expected);
      const window = await windowSample(whole, box, { border, multiple: 1, targetMargin: ALL });
      expect(allOf(window)).toEqual(expected);
    }),
    { numRuns: 60 },
  );
});

test("the margin changes the targets alone, of pixels whose cell the crop cuts; 0 is none at all", async () => {
  const strong: Augmentation = {
    ...heavy,
    elastic: { probability: 1, amplitude: 3, spacing: 16 },
    rotation: { probability: 1, degrees: 180 },
  };
  const padding = fc.constantFrom<Padding>("reflect", "zero");
  const margin = fc.integer({ min: 1, max: 24 });
  await fc.assert(
    fc.asyncProperty(image, border, padding, margin, async (drawn, border, padding, targetMargin) => {
      const { whole } = drawSource(drawn.rows, drawn.columns, drawn.cells, drawn.seed);
      const options = { crop: CROP, augmentation: { ...strong, padding }, border };
      const draw = async (more: object) =>
        (await makeSample(whole, { ...options, ...more, random: createRandom(drawn.seed) })).sample;
      const [without, zero, wide] = [
        await draw({}),
        await draw({ targetMargin: 0 }),
        await draw({ targetMargin }),
      ];
      expect(zero).toEqual(without);
      const same = ({ rows, columns, image, labels, mask, inside }: Sample) => ({
        rows,
        columns,
        image,
        labels,
        mask,
        inside,
      });
      expect(same(wide)).toEqual(same(without));
      for (let pixel = 0; pixel < CROP * CROP; pixel++) {
        // Beyond the edge of a crop nothing is known where the border is open, and all is background where it is closed.
        const [row, column] = [Math.floor(pixel / CROP), pixel % CROP];
        const toEdge = Math.min(row + 1, column + 1, CROP - row, CROP - column);
        const [before, after] = [without.distance[pixel], wide.distance[pixel]];
        if (before > 0 && before < toEdge) expect(after).toBe(before);
        else if (before > 0 && border === "open") expect(after).toBeLessThanOrEqual(before);
        if (border === "closed") expect(after).toBeGreaterThanOrEqual(before);
        expect(wide.weight[pixel]).toBeLessThanOrEqual(without.weight[pixel]);
      }
    }),
    { numRuns: 60 },
  );
});

test("a cell that the crop cuts has the levels of the whole cell in a flipped crop, too", async () => {
  const { whole } = drawSource(40, 40, 6, 3);
  const border = "open";
  const start = { row: 9, column: 14 };
  const augmentation = { ...none, flipVertical: { probability: 1 } };
  const options = { crop: CROP, augmentation, border, start, targetMargin: ALL } as const;
  const { sample } = await makeSample(whole, { ...options, random: createRandom(1) });
  const box = { top: start.row, left: start.column, rows: CROP, columns: CROP };
  const expected = planesIn(await wholeSample(whole, { border, multiple: 1 }), box);
  for (let row = 0; row < CROP; row++) {
    const line = (data: Uint8Array, at: number) => data.slice(at * CROP, (at + 1) * CROP);
    expect(line(sample.level, row)).toEqual(line(expected.level, CROP - 1 - row));
  }
});
