import fc from "fast-check";
import { encode } from "fast-png";
import { describe, expect, it } from "vitest";
import { labelComponents } from "../../core/raster/label-components.ts";
import { crc32 } from "./bytes/checksums.ts";
import { readRaster } from "./images/read-raster.ts";
import { labelsOf, maskOf } from "./labels/labels-of.ts";
import { gifBytes } from "./testing/gif-bytes.ts";
import { importAll } from "./testing/test-files.ts";
import { type TiffRequest, tiffBytes } from "./testing/tiff-bytes.ts";

const ROWS = 5;
const COLUMNS = 7;
const PIXELS = ROWS * COLUMNS;

/** Grey values and opacities of all pixels. */
interface Drawn {
  readonly grey: Uint8Array;
  readonly alpha: Uint8Array;
}

const greys = fc.uint8Array({ minLength: PIXELS, maxLength: PIXELS });
const drawn: fc.Arbitrary<Drawn> = fc
  .record({
    grey: greys,
    alpha: fc.array(fc.constantFrom(0, 0, 255, 1, 128), { minLength: PIXELS, maxLength: PIXELS }),
  })
  .map(({ grey, alpha }) => ({ grey, alpha: Uint8Array.from(alpha) }))
  // Images with only black on a transparent background have their own test below.
  .filter(({ grey, alpha }) => shown(alpha).some((on, pixel) => on === 1 && grey[pixel] > 0));

/** 1 where opacity is at least half of the maximum. */
const shown = (opacities: Uint8Array) => {
  const full = Math.max(...opacities);
  return opacities.map((opacity) => (opacity > 0 && 2 * opacity >= full ? 1 : 0));
};

const meant = ({ grey, alpha }: Drawn) => Int32Array.from(shown(alpha), (on, pixel) => on * grey[pixel]);

function png(
  channels: 1 | 2 | 3 | 4,
  sampleAt: (pixel: number, channel: number) => number,
  depth: 8 | 16 = 8,
) {
  const values = Array.from({ length: PIXELS * channels }, (_, at) =>
    sampleAt(Math.floor(at / channels), at % channels),
  );
  const data = depth === 8 ? Uint8Array.from(values) : Uint16Array.from(values);
  return encode({ width: COLUMNS, height: ROWS, data, channels, depth }).slice();
}

/** Inserts a chunk into a PNG after another one. */
function withChunk(bytes: Uint8Array, behind: number, type: string, content: Uint8Array): Uint8Array {
  const body = Uint8Array.from([...new TextEncoder().encode(type), ...content]);
  const frame = new Uint8Array(body.length + 8);
  new DataView(frame.buffer).setUint32(0, content.length);
  frame.set(body, 4);
  new DataView(frame.buffer).setUint32(frame.length - 4, crc32(body));
  return Uint8Array.from([...bytes.subarray(0, behind), ...frame, ...bytes.subarray(behind)]);
}

const HEADER_END = 33;
const COLOUR_TYPE_AT = 25;

/** A palette PNG with one opacity per entry. */
function palettePng(indices: Uint8Array, opacities: Uint8Array): Uint8Array {
  const grey = png(1, (pixel) => indices[pixel]);
  grey[COLOUR_TYPE_AT] = 3;
  new DataView(grey.buffer).setUint32(HEADER_END - 4, crc32(grey.subarray(12, HEADER_END - 4)));
  const palette = Uint8Array.from({ length: 768 }, (_, at) => (at * 53) % 256);
  return withChunk(withChunk(grey, HEADER_END, "tRNS", opacities), HEADER_END, "PLTE", palette);
}

function alphaTiff({ grey, alpha }: Drawn, colours: 1 | 3): Uint8Array {
  const channels = colours + 1;
  const pack = () =>
    Uint8Array.from({ length: PIXELS * channels }, (_, at) => {
      const pixel = Math.floor(at / channels);
      return at % channels === colours ? alpha[pixel] : grey[pixel];
    });
  const request: TiffRequest = {
    rows: ROWS,
    columns: COLUMNS,
    samples: new Uint8Array(PIXELS),
    packed: { code: 1, channels, pack },
    photometric: colours === 3 ? 2 : 1,
    tags: () => ({ 338: [2] }),
  };
  return tiffBytes(request);
}

const ids = (file: Uint8Array) => labelsOf("x", readRaster("x", file)).labels.data;

/** Whether drawn zeros are cells, which is so if they are fewer than the transparent pixels. */
const areZerosCells = (values: Uint8Array, isClear: (value: number) => boolean) => {
  const clear = values.filter(isClear).length;
  return clear > 0 && values.filter((value) => value === 0 && !isClear(value)).length < clear;
};

/** The expected ids, with the id that replaces drawn zeros. */
function expectIds(found: Int32Array, values: Uint8Array, isClear: (value: number) => boolean): void {
  const drawnZero = areZerosCells(values, isClear)
    ? found[values.findIndex((v) => v === 0 && !isClear(v))]
    : 0;
  expect(found).toEqual(
    Int32Array.from(values, (value) => (isClear(value) ? 0 : value === 0 ? drawnZero : value)),
  );
  if (drawnZero === undefined || !areZerosCells(values, isClear)) return;
  expect(drawnZero).toBeGreaterThan(0);
  expect(values.every((value) => value !== drawnZero || isClear(value))).toBe(true);
}

const FORMS: Record<string, (drawn: Drawn) => Uint8Array> = {
  "PNG of grey with alpha": ({ grey, alpha }) =>
    png(2, (pixel, channel) => (channel === 0 ? grey[pixel] : alpha[pixel])),
  "PNG of 16 bits with alpha": ({ grey, alpha }) =>
    png(2, (pixel, channel) => (channel === 0 ? grey[pixel] : alpha[pixel]), 16),
  "PNG of colour with alpha": ({ grey, alpha }) =>
    png(4, (pixel, channel) => (channel < 3 ? grey[pixel] : alpha[pixel])),
  "TIFF of grey with alpha": (request) => alphaTiff(request, 1),
  "TIFF of colour with alpha": (request) => alphaTiff(request, 3),
};

describe("pixels with alpha below one half are background", () => {
  it.each(Object.entries(FORMS))("in a %s, as labels and as a mask", (_, write) => {
    fc.assert(
      fc.property(drawn, (request) => {
        const file = write(request);
        expect(ids(file)).toEqual(meant(request));
        expect(maskOf("x", readRaster("x", file))).toEqual(
          Uint8Array.from(meant(request), (value) => (value > 0 ? 1 : 0)),
        );
      }),
    );
  });

  it("in a PNG with an opacity per palette entry, some omitted at the end", () => {
    fc.assert(
      fc.property(greys, fc.uint8Array({ minLength: 1, maxLength: 256 }), (indices, opacities) => {
        const clear = opacities.map((opacity) => (opacity > 200 ? 255 : opacity > 50 ? opacity : 0));
        const on = shown(indices.map((index) => clear[index] ?? 255));
        const isClear = (index: number) => on[indices.indexOf(index)] === 0;
        fc.pre(indices.some((index) => index > 0 && !isClear(index)));
        expectIds(ids(palettePng(indices, clear)), indices, isClear);
      }),
    );
  });

  it("in a PNG or GIF with a transparent value", () => {
    fc.assert(
      fc.property(greys, fc.nat(255), (values, clear) => {
        const isClear = (value: number) => value === clear;
        fc.pre(values.some((value) => value > 0 && !isClear(value)));
        const grey = png(1, (pixel) => values[pixel]);
        expectIds(ids(withChunk(grey, HEADER_END, "tRNS", Uint8Array.of(0, clear))), values, isClear);
        const colour = png(3, (pixel) => values[pixel]);
        const triple = Uint8Array.of(0, clear, 0, clear, 0, clear);
        expectIds(ids(withChunk(colour, HEADER_END, "tRNS", triple)), values, isClear);
        const gif = gifBytes(ROWS, COLUMNS, [values]);
        const control = [0x21, 0xf9, 4, 1, 0, 0, clear, 0];
        const headerEnd = 13 + 768;
        const whole = [...gif.subarray(0, headerEnd), ...control, ...gif.subarray(headerEnd)];
        expectIds(ids(Uint8Array.from(whole)), values, isClear);
      }),
    );
  });

  it("but a cell of palette index 0 is kept if another index is transparent, with a note", () => {
    const indices = Uint8Array.from({ length: PIXELS }, (_, pixel) => (pixel < 4 ? 0 : pixel < 8 ? 2 : 1));
    const raster = readRaster("x", palettePng(indices, Uint8Array.of(255, 0)));
    const { labels, notes } = labelsOf("x", raster);
    expect(new Set(labels.data.subarray(0, 4))).toEqual(new Set([1]));
    expect([...new Set(labels.data.subarray(4, 8))]).toEqual([2]);
    expect(labels.data.subarray(8).every((id) => id === 0)).toBe(true);
    expect(notes[1]).toContain("the 4 px that are drawn with the value 0 were read as cells");
    expect(maskOf("x", raster)).toEqual(Uint8Array.from(indices, (index) => (index === 1 ? 0 : 1)));
  });

  it("and their number is reported", () => {
    const file = png(2, (pixel, channel) => (channel === 0 ? 255 : pixel === 3 ? 255 : 0));
    const { labels, notes } = labelsOf("x", readRaster("x", file));
    expect(labels.data.filter((id) => id > 0)).toEqual(Int32Array.of(255));
    expect(notes).toEqual([expect.stringMatching(/^34 transparent px .* background\.$/)]);
  });

  it("but black on a transparent background is a shape, unless it covers most of the image", () => {
    const few = png(4, (pixel, channel) => (channel === 3 && pixel < 5 ? 255 : 0));
    expect(labelsOf("x", readRaster("x", few))).toMatchObject({
      notes: [expect.stringContaining("black on a transparent background")],
    });
    expect(ids(few).reduce((sum, id) => sum + id, 0)).toBe(5);
    const most = png(4, (pixel, channel) => (channel === 3 && pixel > 5 ? 255 : 0));
    expect(ids(most)).toEqual(new Int32Array(PIXELS));
  });
});

it("discs with soft edges in alpha stay separate, with a note", () => {
  const [side, radius] = [24, 4.4];
  const alphaAt = (pixel: number) => {
    const [row, column] = [Math.floor(pixel / side), pixel % side];
    const away = Math.min(...[6.5, 16.5].map((centre) => Math.hypot(row - 11.5, column - centre)));
    return Math.round(255 * Math.min(1, Math.max(0, radius + 0.5 - away)));
  };
  const data = Uint8Array.from({ length: 4 * side * side }, (_, at) =>
    at % 4 === 3 ? alphaAt(Math.floor(at / 4)) : 200,
  );
  const file = encode({ width: side, height: side, data, channels: 4, depth: 8 }).slice();
  const { labels, notes } = labelsOf("x", readRaster("x", file));
  expect(labelComponents(labels).count).toBe(2);
  expect(notes).toContainEqual(
    expect.stringMatching(/^\d+ px of the labels are partly transparent: the \d+ below half/),
  );
});

it("masks drawn at half opacity throughout are kept", () => {
  const file = png(4, (pixel, channel) => (channel < 3 ? 90 : pixel < 6 ? 100 : 0));
  expect(ids(file).filter((id) => id > 0).length).toBe(6);
});

it("cells of one file each, white on transparent white, stay separate", async () => {
  const cell = (start: number) =>
    png(4, (pixel, channel) => (channel < 3 ? 255 : pixel >= start && pixel < start + 3 ? 255 : 0));
  const { images, refused } = await importAll([
    { path: "ID/images/ID.png", blob: new Blob([png(1, (pixel) => pixel).slice()]) },
    ...[0, 9, 20].map((start) => ({ path: `ID/masks/${start}.png`, blob: new Blob([cell(start).slice()]) })),
  ]);
  expect(refused).toEqual([]);
  expect(images[0].record.cells).toBe(3);
  expect([...new Set(images[0].labels.data)].sort()).toEqual([0, 1, 2, 3]);
});
