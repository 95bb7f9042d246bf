import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { makeSample, type SampleOptions } from "../core/augment/make-sample.ts";
import { AUGMENTATION_PRESETS } from "../core/augment/presets.ts";
import { createRandom } from "../core/augment/random.ts";
import { type SourceImage, WholeImage } from "../core/augment/source-image.ts";
import type { ImageRecord } from "../core/dataset/image-record.ts";
import { measureImage } from "../core/dataset/measure-image.ts";
import type { StoredImage } from "../core/dataset/stored-image.ts";
import { channelOf } from "../core/raster/channel.ts";
import { percentileOf } from "../core/raster/percentile.ts";
import { type Pixels, wholeBox } from "../core/raster/plane.ts";
import type { ImageValues, Normalisation } from "../core/recipe/recipe.ts";
import { PERCENTILES } from "../core/recipe/recipe-schema.ts";
import { imageFileParts, openImageFile } from "../platform/image-file.ts";
import { StoredSource, storedValues } from "./stored-source.ts";

const ARRAYS = { uint8: Uint8Array, uint16: Uint16Array, float32: Float32Array } as const;
const LARGEST = { uint8: 255, uint16: 65_535, float32: 3 } as const;

/** Noise that is brighter in the cells, which are skewed tiles. */
function imageOf(
  rows: number,
  columns: number,
  channels: number,
  type: ImageRecord["type"],
  labelled = true,
) {
  const random = createRandom(rows, columns, channels);
  const ids = Int32Array.from({ length: rows * columns }, (_, pixel) => {
    const [row, column] = [Math.floor(pixel / columns), pixel % columns];
    const [down, right] = [row + 4 * Math.sin(column / 9), column + 5 * Math.sin(row / 7)];
    const isGap = Math.abs(down % 23) < 6 || Math.abs(right % 31) < 4;
    return isGap ? 0 : 1 + Math.floor(down / 23 + 1) * 1000 + Math.floor(right / 31 + 1);
  });
  const data = new ARRAYS[type](rows * columns * channels);
  for (let at = 0; at < data.length; at++) {
    const cell = ids[Math.floor(at / channels)] > 0 ? 0.5 : 0.1;
    data[at] = LARGEST[type] * (cell + 0.4 * random.uniform(0, 1));
  }
  const facts = { id: "a", unlabelledId: null, name: "a", source: "s", group: null, part: null, notes: [] };
  const record = { ...facts, rows, columns, channels, type, labelled, cells: 1, overlapPixels: 0 };
  const labels = labelled ? { rows, columns, data: ids } : null;
  return { record, pixels: { rows, columns, channels, data }, labels } satisfies StoredImage;
}

/**
 * The normalised plane and its deviation computed directly from the formulas: all values in memory,
 * percentiles by sorting.
 */
function normalisedWhole(pixels: Pixels, { channel, normalisation }: ImageValues, largest: number) {
  const values = channelOf(pixels, channel);
  const deviationOf = (all: Float32Array, first: number) => {
    let sum = 0;
    for (const value of all) sum += value - first;
    const mean = sum / all.length;
    let squares = 0;
    for (const value of all) squares += (value - first - mean) ** 2;
    return { mean: first + mean, deviation: Math.sqrt(squares / all.length) };
  };
  let [zero, unit] = [0, largest];
  if (normalisation.kind === "percentile") {
    const sorted = values.toSorted();
    zero = percentileOf(sorted, normalisation.low);
    unit = percentileOf(sorted, normalisation.high) - zero;
  } else if (normalisation.kind === "meanStd") {
    const { mean, deviation } = deviationOf(values, values[0]);
    [zero, unit] = [mean, deviation];
  }
  const data = values.map((value) => (unit > 0 ? (value - zero) / unit : 0));
  return { data, deviation: deviationOf(data, 0).deviation };
}

const NORMALISATIONS: readonly Normalisation[] = [PERCENTILES, { kind: "meanStd" }, { kind: "none" }];

async function sourcesOf({ record, pixels, labels }: StoredImage, values: ImageValues) {
  const stored = await openImageFile(new Blob(imageFileParts({ record, pixels, labels })));
  if (!stored) throw new Error("the file is torn");
  const passes = () => storedValues(stored, values.channel);
  const measures = await measureImage(passes, record, values.normalisation);
  const { data, deviation } = normalisedWhole(pixels, values, { ...LARGEST, float32: 1 }[record.type]);
  const place = { of: { rows: record.rows, columns: record.columns }, box: wholeBox(record) };
  const ids = labels?.data ?? new Int32Array(record.rows * record.columns);
  const whole = new WholeImage({ image: { ...place, data }, labels: { ...place, data: ids } }, deviation);
  return { whole, byRange: new StoredSource(stored, values.channel, measures) };
}

/** All planes of a crop and of its stale vectors as bytes, for a bitwise comparison. */
async function planesOf(source: SourceImage, options: SampleOptions): Promise<Record<string, string>> {
  const { sample, stale } = await makeSample(source, options);
  const { rows, columns, ...planes } = sample;
  const moved = Object.entries(await stale()).map(([name, plane]) => [`stale ${name}`, plane] as const);
  const hexOf = ({ buffer }: ArrayBufferView) => Buffer.from(buffer).toString("hex");
  return Object.fromEntries(
    [...Object.entries(planes), ...moved].map(([name, plane]) => [
      `${name} of ${rows} x ${columns} px`,
      hexOf(plane),
    ]),
  );
}

const IMAGES: readonly (readonly [name: string, image: StoredImage])[] = [
  ["smaller than the crop, of 8 bits", imageOf(21, 33, 1, "uint8")],
  ["as wide as the crop and lower, of floats and two channels", imageOf(40, 48, 2, "float32")],
  ["larger, of 16 bits", imageOf(310, 270, 1, "uint16")],
  ["larger, of floats and three channels", imageOf(190, 260, 3, "float32")],
  ["longer than what is read at once, of 8 bits and three channels", imageOf(90, 6000, 3, "uint8")],
  ["without labels", imageOf(150, 140, 1, "uint8", false)],
];

describe.each(IMAGES)("an image %s", (_, image) => {
  it("gives the same samples read by range as from the whole image", async () => {
    for (const normalisation of NORMALISATIONS) {
      for (const channel of ["mean", 1] as const) {
        const { whole, byRange } = await sourcesOf(image, { channel, normalisation });
        expect(byRange.deviation).toBe(whole.deviation);
        await fc.assert(
          fc.asyncProperty(
            fc.constantFrom("none", "light", "heavy"),
            fc.constantFrom("reflect", "zero"),
            fc.constantFrom("open", "closed"),
            fc.integer(),
            async (preset, padding, border, seed) => {
              const augmentation = { ...AUGMENTATION_PRESETS[preset], padding };
              const options = () => ({ crop: 48, augmentation, border, random: createRandom(seed) });
              const expected = await planesOf(whole, options());
              const found = await planesOf(byRange, options());
              expect(found).toEqual(expected);
            },
          ),
          { numRuns: 8 },
        );
      }
    }
  });
});
