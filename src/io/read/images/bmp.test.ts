import { expect, it } from "vitest";
import { bmpBytes } from "../testing/bmp-bytes.ts";
import { readBmp } from "./bmp.ts";

const rows = 3;
const columns = 5;
const samples = Uint8Array.from({ length: rows * columns }, (_, pixel) => 10 * pixel);

it.each([8, 24, 32] as const)("decodes %i bits per pixel, stored bottom-up or top-down", (bits) => {
  for (const topFirst of [false, true]) {
    const raster = readBmp("x.bmp", bmpBytes({ rows, columns, samples, bits, topFirst }));
    expect(raster).toMatchObject({ rows, columns, channels: bits === 8 ? 1 : 3, palette: null });
    const read = raster.samples.filter((_, at) => at % raster.channels === 0);
    expect(read).toEqual(samples);
  }
});

it("returns indices with their colours if the palette is not plain grey", () => {
  const palette = Uint8Array.from({ length: 768 }, (_, at) => (at * 7) % 256);
  const raster = readBmp("x.bmp", bmpBytes({ rows, columns, samples, bits: 8, palette }));
  expect(raster.samples).toEqual(samples);
  expect(raster.palette).toEqual(palette);
});

it("refuses unsupported files by name", () => {
  const whole = bmpBytes({ rows, columns, samples, bits: 8 });
  const changed = (at: number, value: number) => {
    const bytes = whole.slice();
    new DataView(bytes.buffer).setUint32(at, value, true);
    return () => readBmp("x.bmp", bytes);
  };
  expect(changed(30, 1)).toThrow(/8 bits per pixel and compression 1/);
  expect(changed(18, 2 ** 31 - 1)).toThrow(/too large/);
  expect(changed(22, 0)).toThrow(/no pixel/);
  expect(changed(14, 12)).toThrow(/header/);
  expect(() => readBmp("x.bmp", whole.subarray(0, -1))).toThrow(/ends early/);
});
