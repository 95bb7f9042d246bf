import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { measureImage } from "../dataset/measure-image.ts";
import type { ImageValues, Normalisation } from "../recipe/recipe.ts";
import { PERCENTILES } from "../recipe/recipe-schema.ts";
import { channelOf } from "./channel.ts";
import { normalise as scaled } from "./normalise.ts";
import { percentileOf } from "./percentile.ts";
import type { Pixels } from "./plane.ts";

const MEASURED: readonly Normalisation[] = [PERCENTILES, { kind: "meanStd" }];
const NONE: Normalisation = { kind: "none" };

const seen = (normalisation: Normalisation): ImageValues => ({ channel: "mean", normalisation });
const percentiles = (low: number, high: number) => seen({ kind: "percentile", low, high });
const grey = (data: Pixels["data"]): Pixels => ({ rows: 1, columns: data.length, channels: 1, data });

const typeOf = ({ data }: Pixels) =>
  data instanceof Uint8Array ? "uint8" : data instanceof Uint16Array ? "uint16" : "float32";

/** Normalises an image whose scale is measured from a few values at a time. */
async function normalise(pixels: Pixels, { channel, normalisation }: ImageValues) {
  const { rows, columns } = pixels;
  const values = channelOf(pixels, channel);
  const passes = async function* () {
    for (let at = 0; at < values.length; at += 7) yield values.subarray(at, at + 7);
  };
  const measures = await measureImage(passes, { rows, columns, type: typeOf(pixels) }, normalisation);
  return { rows, columns, data: scaled(values, measures) };
}

/** 204 values with exactly known statistics (fractions; Python's `statistics`, inclusive method). */
const KNOWN = Uint16Array.from({ length: 204 }, (_, index) => (index * 7919 + index * index * 31) % 4093);

describe("normalisation", () => {
  it("interpolates percentiles like numpy.percentile", async () => {
    const sorted = Float32Array.of(1, 2, 4, 8, 16);
    expect(percentileOf(sorted, 0)).toBe(1);
    expect(percentileOf(sorted, 10)).toBeCloseTo(1.4, 6);
    expect(percentileOf(sorted, 50)).toBe(4);
    expect(percentileOf(sorted, 99.8)).toBeCloseTo(15.936, 5);
    expect(percentileOf(sorted, 100)).toBe(16);
    expect(percentileOf(Float32Array.of(7), 30)).toBe(7);
    const known = Float32Array.from(KNOWN).sort();
    expect(percentileOf(known, 1)).toBeCloseTo(39.21, 9);
    expect(percentileOf(known, 99.8)).toBeCloseTo(4083.94, 9);
  });

  it.each([
    ["percentiles", PERCENTILES, -0.009694095774007165, 0.2086146664919537],
    ["mean and deviation", { kind: "meanStd" }, -1.7631630276737784, -1.0258772187053842],
    ["none", NONE, 0, 0.013473716334782941],
  ] as const)("by %s gives known values", async (_, normalisation, first, hundredth) => {
    const { data } = await normalise(grey(KNOWN), seen(normalisation));
    expect(data[0]).toBeCloseTo(first, 6);
    expect(data[100]).toBeCloseTo(hundredth, 6);
  });

  it("maps percentiles to 0 and 1 and keeps values beyond them", async () => {
    const data = Uint16Array.from({ length: 101 }, (_, value) => 10 * (100 - value));
    const plane = await normalise(grey(data), percentiles(10, 90));
    expect([plane.data[90], plane.data[10]]).toEqual([0, 1]);
    expect(plane.data[100]).toBeCloseTo(-0.125, 6);
    expect(plane.data[0]).toBeCloseTo(1.125, 6);
  });

  it("divides by the type's maximum without measuring; floats are unchanged", async () => {
    expect([...(await normalise(grey(Uint8Array.of(0, 51, 255)), seen(NONE))).data]).toEqual([
      0,
      Math.fround(0.2),
      1,
    ]);
    expect([...(await normalise(grey(Uint16Array.of(0, 13107, 65535)), seen(NONE))).data]).toEqual([
      0,
      Math.fround(0.2),
      1,
    ]);
    expect([...(await normalise(grey(Float32Array.of(-3, 0.5, 700)), seen(NONE))).data]).toEqual([
      -3, 0.5, 700,
    ]);
  });

  it("reads the mean of the channels, pixel by pixel, or one channel", async () => {
    const data = Uint8Array.of(0, 0, 0, 255, 255, 255, 30, 60, 90, 0, 0, 255);
    const pixels: Pixels = { rows: 2, columns: 2, channels: 3, data };
    const mean = await normalise(pixels, percentiles(0, 100));
    expect([mean.rows, mean.columns]).toEqual([2, 2]);
    expect([...mean.data]).toEqual([0, 1, Math.fround(60 / 255), Math.fround(85 / 255)]);
    const green = await normalise(pixels, { channel: 1, normalisation: NONE });
    expect([...green.data]).toEqual([0, 1, Math.fround(60 / 255), 0]);
    const missing = await normalise(pixels, { channel: 3, normalisation: NONE });
    expect(missing.data).toEqual((await normalise(pixels, seen(NONE))).data);
  });

  it("does not modify its input", async () => {
    const data = Float32Array.of(5, 6, 7, 9);
    for (const normalisation of [...MEASURED, NONE]) {
      const plane = await normalise(grey(data), { channel: 0, normalisation });
      expect(plane.data.buffer).not.toBe(data.buffer);
    }
    expect([...data]).toEqual([5, 6, 7, 9]);
  });
});

describe("normalisation of any image", () => {
  const anyData = fc.oneof(
    fc.uint8Array({ minLength: 12, maxLength: 12 }),
    fc.uint16Array({ minLength: 12, maxLength: 12 }),
    fc.float32Array({ minLength: 12, maxLength: 12, noNaN: true, noDefaultInfinity: true }),
  );

  it("contains no NaN", async () => {
    const anyNormalisation = fc.constantFrom(...MEASURED, NONE);
    const anyChannel = fc.oneof(fc.constant("mean" as const), fc.nat(5));
    await fc.assert(
      fc.asyncProperty(
        anyData,
        fc.constantFrom(1, 2, 3, 4),
        anyNormalisation,
        anyChannel,
        async (data, channels, normalisation, channel) => {
          const pixels = { rows: 1, columns: 12 / channels, channels, data };
          const plane = await normalise(pixels, { channel, normalisation });
          expect(plane.data).toHaveLength(12 / channels);
          expect(plane.data.some(Number.isNaN)).toBe(false);
        },
      ),
    );
  });

  it("gives 0 for constant images in the measured modes", async () => {
    const anyValue = fc.float({ noNaN: true, noDefaultInfinity: true });
    await fc.assert(
      fc.asyncProperty(
        anyValue,
        fc.nat(30),
        fc.constantFrom(...MEASURED),
        async (value, more, normalisation) => {
          const { data } = await normalise(grey(new Float32Array(2 + more).fill(value)), seen(normalisation));
          expect(data.every((pixel) => pixel === 0)).toBe(true);
        },
      ),
    );
  });

  it("is invariant to gain and offset in the measured modes", async () => {
    const anyValues = fc.uint8Array({ minLength: 2, maxLength: 40 });
    const anyGain = fc.integer({ min: 1, max: 100 });
    const anyOffset = fc.nat(10_000);
    await fc.assert(
      fc.asyncProperty(
        anyValues,
        anyGain,
        anyOffset,
        fc.constantFrom(...MEASURED),
        async (values, gain, offset, normalisation) => {
          const plain = (await normalise(grey(values), seen(normalisation))).data;
          const changed = Uint16Array.from(values, (value) => gain * value + offset);
          const other = (await normalise(grey(changed), seen(normalisation))).data;
          for (const [pixel, value] of plain.entries()) {
            expect(Math.abs(other[pixel] - value)).toBeLessThanOrEqual(1e-4 * (1 + Math.abs(value)));
          }
        },
      ),
    );
  });

  it("gives mean 0 and standard deviation 1", async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint16Array({ minLength: 2, maxLength: 60 }), async (values) => {
        fc.pre(values.some((value) => value !== values[0]));
        const { data } = await normalise(grey(values), seen({ kind: "meanStd" }));
        const mean = data.reduce((sum, value) => sum + value, 0) / data.length;
        const variance = data.reduce((sum, value) => sum + (value - mean) ** 2, 0) / data.length;
        expect(mean).toBeCloseTo(0, 4);
        expect(variance).toBeCloseTo(1, 4);
      }),
    );
  });
});
