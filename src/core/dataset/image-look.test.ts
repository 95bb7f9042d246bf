import fc from "fast-check";
import { expect, test } from "vitest";
import type { Pixels } from "../raster/plane.ts";
import { imageLook } from "./image-look.ts";

const SIDE = 64;

const image = (valueAt: (row: number, column: number) => number): Pixels => ({
  rows: SIDE,
  columns: SIDE,
  channels: 1,
  data: Float32Array.from({ length: SIDE * SIDE }, (_, at) => valueAt(Math.floor(at / SIDE), at % SIDE)),
});

const disc = (row: number, column: number) => (Math.hypot(row - 32, column - 32) < 12 ? 1 : 0);

test("bright cells on a dark background, and the reverse", () => {
  const fluorescence = imageLook(image(disc));
  expect(fluorescence).toMatchObject({ median: 0, spread: 0, bright: expect.closeTo(0.11, 2) });
  expect(fluorescence?.dark).toBeCloseTo(0.89, 2);
  expect(imageLook(image((row, column) => 1 - disc(row, column)))).toMatchObject({ median: 1 });
});

test("noise has no larger differences at a distance; a ramp has", () => {
  const noise = imageLook(image((row, column) => Math.sin(12.9898 * row * column + row) ** 2));
  expect(Math.abs(noise?.scale ?? 9)).toBeLessThan(0.3);
  expect(imageLook(image((row, column) => row + column))?.scale).toBeCloseTo(2);
});

test("an image of one value has no look", () => {
  expect(imageLook(image(() => 7))).toBeNull();
});

test("brightness and contrast change nothing, nor does a copy in every channel", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: -100, max: 100 }),
      fc.constantFrom(0.5, 2, 64),
      fc.integer({ min: 1, max: 4 }),
      (offset, gain, channels) => {
        const plain = image((row, column) => disc(row, column) + ((row * 7 + column * 13) % 8) / 8);
        const data = Float32Array.from(
          { length: channels * plain.data.length },
          (_, at) => offset + gain * plain.data[Math.floor(at / channels)],
        );
        const [look, changed] = [imageLook(plain), imageLook({ ...plain, channels, data })];
        for (const [name, value] of Object.entries(look ?? {})) {
          expect(changed?.[name as keyof typeof changed]).toBeCloseTo(value, 4);
        }
      },
    ),
  );
});

test("any finite image has a finite look or none", () => {
  const size = fc.integer({ min: 1, max: 9 });
  const sized = fc.tuple(size, size).chain(([rows, columns]) =>
    fc
      .array(fc.float({ noNaN: true, noDefaultInfinity: true }), {
        minLength: rows * columns,
        maxLength: rows * columns,
      })
      .map((values): Pixels => ({ rows, columns, channels: 1, data: Float32Array.from(values) })),
  );
  fc.assert(
    fc.property(sized, (pixels) => {
      expect(Object.values(imageLook(pixels) ?? {}).every(Number.isFinite)).toBe(true);
    }),
  );
});

test("whole numbers give the same look as the same values as floats", () => {
  const whole = fc.constantFrom(8, 16).chain((bits) => {
    const value = fc.integer({ min: 0, max: 2 ** bits - 1 });
    const values = fc.array(value, { minLength: 48, maxLength: 48 });
    return values.map((some) => (bits === 8 ? Uint8Array.from(some) : Uint16Array.from(some)));
  });
  const size = { rows: 6, columns: 8, channels: 1 };
  fc.assert(
    fc.property(whole, (data) => {
      const floats = { ...size, data: Float32Array.from(data) };
      expect(imageLook({ ...size, data })).toEqual(imageLook(floats));
    }),
  );
});
