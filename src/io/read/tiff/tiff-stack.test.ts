import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type TiffRequest, tiffBytes } from "../testing/tiff-bytes.ts";
import { omePlanes } from "./ome-xml.ts";
import { readTiff } from "./tiff.ts";

const SIDE = 3;

function page(value: number, more: Partial<TiffRequest> = {}): TiffRequest {
  return { rows: SIDE, columns: SIDE, samples: new Uint8Array(SIDE * SIDE).fill(value), ...more };
}

const pages = (count: number, description?: string) =>
  Array.from({ length: count }, (_, index) => page(index, index === 0 && description ? { description } : {}));

const ome = (pixels: string, content = "<TiffData/>") =>
  `<?xml version="1.0"?><OME UUID="urn:uuid:1"><Image><Pixels ${pixels}>${content}</Pixels></Image></OME>`;

/** The constant value of the chosen plane, and the notes. */
function taken(bytes: Uint8Array, choice = {}) {
  const { samples, notes } = readTiff("x.tif", bytes, choice);
  return { value: samples[0], notes };
}

describe("a stack in a TIFF", () => {
  it("gives its middle page if pages are undescribed", () => {
    expect(taken(tiffBytes(...pages(5)))).toEqual({
      value: 2,
      notes: ["Of 5 slices, the middle one number 3 is used."],
    });
    expect(taken(tiffBytes(...pages(1)))).toEqual({ value: 0, notes: [] });
  });

  it("of ImageJ gives the first time point, first channel and middle slice, or the chosen plane", () => {
    const bytes = tiffBytes(
      ...pages(24, "ImageJ=1.53t\nimages=24\nchannels=2\nslices=3\nframes=4\nhyperstack=true\n"),
    );
    const { value, notes } = taken(bytes);
    expect(value).toBe(2);
    expect(notes).toEqual([
      "Of 4 time points, number 1 is used.",
      "Of 3 slices, the middle one number 2 is used.",
      "Of 2 channels, number 1 is used.",
    ]);
    expect(taken(bytes, { channel: 1, slice: 2, time: 3 }).value).toBe(23);
    expect(taken(bytes, { channel: 1, slice: 0, time: 2 }).value).toBe(1 + 2 * 6);
    expect(() => taken(bytes, { time: 4 })).toThrow(/no such plane/);
  });

  it("of ImageJ may have one directory with consecutive planes, some of them truncated", () => {
    const first = page(7, { description: "ImageJ=1.53t\nimages=5\nframes=5\n" });
    const rest = [1, 2].flatMap((value) => Array<number>(SIDE * SIDE).fill(value));
    const bytes = Uint8Array.from([...tiffBytes(first), ...rest]);
    expect([0, 1, 2].map((time) => taken(bytes, { time }).value)).toEqual([7, 1, 2]);
    expect(taken(bytes).notes[0]).toBe("5 planes are declared, but 3 are there.");
    expect(() => taken(bytes, { time: 3 })).toThrow(/no such plane/);
  });

  it("of MetaMorph has one directory and consecutive planes", () => {
    const stk = page(7, { tags: () => ({ 33628: [0], 33629: [1, 2, 3] }) });
    const rest = [1, 2].flatMap((value) => Array<number>(SIDE * SIDE).fill(value));
    const bytes = Uint8Array.from([...tiffBytes(stk), ...rest]);
    expect([0, 1, 2].map((slice) => taken(bytes, { slice }).value)).toEqual([7, 1, 2]);
    expect(taken(bytes).notes).toEqual(["Of 3 slices, the middle one number 2 is used."]);
    const packed = tiffBytes({ ...stk, deflate: true });
    expect(taken(packed).notes).toEqual(["3 planes are declared, but 1 are there."]);
  });

  it("of tifffile has the axes of its shape, with or without directories for its planes", () => {
    const axis = fc.constantFrom("C", "Z", "T", "Q");
    const stacks = fc
      .uniqueArray(fc.record({ axis, size: fc.integer({ min: 1, max: 3 }) }), {
        selector: (outer) => outer.axis,
        maxLength: 4,
      })
      .filter((outer) => !(outer.some(({ axis }) => axis === "Z") && outer.some(({ axis }) => axis === "Q")));
    fc.assert(
      fc.property(stacks, fc.boolean(), (outer, contiguous) => {
        const sizes = outer.map(({ size }) => size);
        const count = sizes.reduce((product, size) => product * size, 1);
        const axes = `${outer.map(({ axis }) => axis).join("")}YX`;
        const description = JSON.stringify({ shape: [...sizes, SIDE, SIDE], axes });
        const all = pages(count, description.replaceAll(",", ", ").replaceAll(":", ": "));
        const rest = Array.from({ length: count - 1 }, (_, at) => new Array<number>(9).fill(at + 1)).flat();
        const bytes = contiguous ? Uint8Array.from([...tiffBytes(all[0]), ...rest]) : tiffBytes(...all);
        for (let index = 0, place = sizes.map(() => 0); index < count; index++) {
          const at = (...names: string[]) => {
            const found = outer.findIndex(({ axis }) => names.includes(axis));
            return found < 0 ? 0 : place[found];
          };
          expect(taken(bytes, { channel: at("C"), slice: at("Z", "Q"), time: at("T") }).value).toBe(index);
          for (let step = sizes.length - 1; step >= 0; step--) {
            place = place.map((value, position) => (position === step ? (value + 1) % sizes[step] : value));
            if (place[step] > 0) break;
          }
        }
      }),
    );
  });

  it("of tifffile counts pages as slices if the shape is missing or inconsistent", () => {
    for (const description of [
      '{"shape": [5, 3, 3]}',
      '{"shape": [3, 3]}',
      '{"shape": [7, 7], "axes": "YX"}',
      '{"shape": [-1, 3, 3]}',
      '{"shape": [5',
      '{"shape": "5"}',
    ]) {
      expect(taken(tiffBytes(...pages(5, description)))).toEqual({
        value: 2,
        notes: ["Of 5 slices, the middle one number 3 is used."],
      });
    }
  });

  it("gives all channels of a slice and time point as channels of one image on request", () => {
    const bytes = tiffBytes(
      ...pages(24, "ImageJ=1.53t\nimages=24\nchannels=2\nslices=3\nframes=4\nhyperstack=true\n"),
    );
    const { channels, samples, notes } = readTiff("x.tif", bytes, { channel: "all", slice: 2, time: 1 });
    expect(channels).toBe(2);
    expect(samples).toEqual(Uint8Array.from({ length: 2 * SIDE * SIDE }, (_, at) => 10 + (at % 2)));
    expect(notes).toEqual([
      "Of 4 time points, number 2 is used.",
      "Of 3 slices, number 3 is used.",
      "All 2 channels are kept; the recipe chooses one of them, or their mean.",
    ]);
    expect(readTiff("x.tif", bytes, { channel: "all" }).samples.slice(0, 2)).toEqual(Uint8Array.of(2, 3));
  });

  it("keeps the first 16 channels, and one if each is a colour image", () => {
    const description = (channels: number) =>
      `ImageJ=1.53t\nimages=${channels}\nchannels=${channels}\nhyperstack=true\n`;
    const many = readTiff("x.tif", tiffBytes(...pages(20, description(20))), { channel: "all" });
    expect(many.samples.slice(0, 16)).toEqual(Uint8Array.from({ length: 16 }, (_, channel) => channel));
    expect(many.channels).toBe(16);
    expect(many.notes[0]).toMatch(/^Of 20 channels, the first 16 are kept;/);
    const pack = () => new Uint8Array(3 * SIDE * SIDE).fill(9);
    const colour = page(0, { packed: { code: 1, channels: 3, pack } });
    const bytes = tiffBytes({ ...colour, description: description(2) }, colour);
    const one = readTiff("x.tif", bytes, { channel: "all" });
    expect([one.channels, one.notes]).toEqual([3, ["Of 2 channels, number 1 is used."]]);
  });

  it("offers no choice along an axis of length one, and reports missing planes along others", () => {
    expect(taken(tiffBytes(...pages(1)), { slice: 7, time: 3 }).value).toBe(0);
    expect(taken(tiffBytes(...pages(5)), { slice: 4, time: 3 }).value).toBe(4);
    expect(() => taken(tiffBytes(...pages(5)), { slice: 5 })).toThrow(
      "There is no such plane: the stack has 5 slices, and slice 6 was chosen. Choose another, or none.",
    );
  });

  it("of OME is ordered by its dimension order", () => {
    const sizes = 'SizeC="2" SizeZ="3" SizeT="1"';
    const channelsLast = tiffBytes(...pages(6, ome(`DimensionOrder="XYZCT" ${sizes}`)));
    const channelsFirst = tiffBytes(...pages(6, ome(`DimensionOrder="XYCZT" ${sizes}`)));
    expect(taken(channelsLast, { channel: 1, slice: 2 }).value).toBe(5);
    expect(taken(channelsLast, { channel: 1, slice: 0 }).value).toBe(3);
    expect(taken(channelsFirst, { channel: 1, slice: 0 }).value).toBe(1);
    expect(taken(channelsFirst).value).toBe(2);
  });

  it("of OME may give each page's plane, and pages of other files", () => {
    const data =
      '<TiffData IFD="0" FirstZ="1"/><TiffData IFD="1" FirstZ="0" PlaneCount="1"><UUID FileName="x">urn:uuid:1</UUID></TiffData>' +
      '<TiffData IFD="0" FirstZ="2"><UUID FileName="y">urn:uuid:2</UUID></TiffData>';
    const bytes = tiffBytes(...pages(2, ome('DimensionOrder="XYZCT" SizeC="1" SizeZ="3" SizeT="1"', data)));
    expect(taken(bytes, { slice: 1 }).value).toBe(0);
    expect(taken(bytes, { slice: 0 }).value).toBe(1);
    expect(() => taken(bytes, { slice: 2 })).toThrow(/no such plane/);
  });

  it("excludes smaller copies and pages of another kind, with a note on the latter", () => {
    const bytes = tiffBytes(
      page(1, { subfile: 1 }),
      page(4),
      page(5, { rows: 2, samples: new Uint8Array(6) }),
    );
    expect(taken(bytes)).toEqual({
      value: 4,
      notes: ["1 of 2 pages are left out: their size or type differs from the first's."],
    });
  });
});

describe("OME-XML", () => {
  it("falls back to slices if invalid, contradictory or too large", () => {
    expect(omePlanes("ImageJ=1.5")).toBeNull();
    expect(omePlanes(ome('DimensionOrder="XYZZT" SizeC="1" SizeZ="1" SizeT="1"'))).toBeNull();
    expect(omePlanes(ome('DimensionOrder="XYZCT" SizeC="1" SizeZ="-3" SizeT="1"'))).toBeNull();
    expect(omePlanes(ome('DimensionOrder="XYZCT" SizeC="999999" SizeZ="999999" SizeT="1"'))).toBeNull();
  });

  it("is never expanded, and read in linear time", () => {
    const entity = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>';
    const sizes = 'DimensionOrder="XYZCT" SizeC="&b;" SizeZ="1" SizeT="1"';
    expect(omePlanes(`${entity}${ome(sizes)}`)).toBeNull();
    const open = "<TiffData ".repeat(50_000);
    expect(omePlanes(ome('DimensionOrder="XYZCT" SizeC="1" SizeZ="1" SizeT="1"', open))).toHaveLength(1);
  });
});
