import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { HAS_SHARED_DATA, importAll, SHARED_NOTE, sharedBytes } from "../testing/test-files.ts";
import { type TiffRequest, tiffBytes } from "../testing/tiff-bytes.ts";
import { readTiff } from "./tiff.ts";

const [NONE, INCH, CENTIMETRE] = [1, 2, 3];
const PAGE: TiffRequest = { rows: 4, columns: 4, samples: Uint8Array.from({ length: 16 }, (_, at) => at) };

const sizeOf = (more: Partial<TiffRequest>, ...rest: readonly TiffRequest[]) =>
  readTiff("x.tif", tiffBytes({ ...PAGE, ...more }, ...rest)).pixelSize;

const square = (numerator: number, denominator: number, unit?: number): Partial<TiffRequest> => ({
  resolution: {
    x: [numerator, denominator],
    y: [numerator, denominator],
    ...(unit === undefined ? {} : { unit }),
  },
});

const imageJ = (fields: string, resolution = square(1_538_461, 1_000_000, NONE)) => ({
  ...resolution,
  description: `ImageJ=1.53t\nimages=1\n${fields}\n`,
});

const ome = (attributes: string) => ({
  description: `<?xml version="1.0"?><OME UUID="urn:uuid:1"><Image><Pixels DimensionOrder="XYCZT" SizeC="1" SizeZ="1" SizeT="1" ${attributes}><TiffData/></Pixels></Image></OME>`,
});

describe("the pixel size of a TIFF", () => {
  it("is the resolution per unit of ImageJ, in every spelling of the micrometre", () => {
    for (const unit of ["um", "µm", "μm", "\\u00B5m", "micron", "microns", "Micrometre"]) {
      const size = sizeOf(imageJ(`unit=${unit}\nspacing=2`));
      expect(size?.x, unit).toBeCloseTo(0.65, 6);
      expect(size?.y, unit).toBeCloseTo(0.65, 6);
    }
  });

  it("accepts a micro sign in Latin-1", () => {
    const marked = tiffBytes({ ...PAGE, ...imageJ("unit=#m") });
    marked[marked.lastIndexOf(0x23)] = 0xb5;
    expect(readTiff("x.tif", marked).pixelSize?.x).toBeCloseTo(0.65, 6);
  });

  it("converts the other units of ImageJ, which may differ between axes", () => {
    expect(sizeOf(imageJ("unit=nm", square(1, 325, NONE)))).toEqual({ x: 0.325, y: 0.325 });
    expect(sizeOf(imageJ("unit=mm", square(20, 1, NONE)))).toEqual({ x: 50, y: 50 });
    const resolution = { x: [2, 1], y: [1, 250], unit: NONE } as const;
    expect(sizeOf(imageJ("unit=micron\nyunit=nm", { resolution }))).toEqual({ x: 0.5, y: 0.25 });
  });

  it("is unknown if ImageJ states no unit of length, or one copied from the tags", () => {
    for (const unit of ["", " ", "pixel", "inch", "constructor", "sec"]) {
      expect(sizeOf(imageJ(`unit=${unit}`)), unit).toBeNull();
    }
    expect(sizeOf(imageJ("unit=inch", square(300, 1, INCH)))).toBeNull();
    expect(sizeOf(imageJ("unit=cm", square(28, 1, CENTIMETRE)))).toBeNull();
    expect(sizeOf(imageJ("unit=cm", square(20_000, 1, CENTIMETRE)))).toEqual({ x: 0.5, y: 0.5 });
  });

  it("is the physical size of OME-XML, in micrometres unless it names another unit", () => {
    expect(sizeOf(ome('PhysicalSizeX="0.65" PhysicalSizeY="0.7"'))).toEqual({ x: 0.65, y: 0.7 });
    const named = (unit: string) =>
      ome(`PhysicalSizeX="65E1" PhysicalSizeXUnit="${unit}" PhysicalSizeY='650' PhysicalSizeYUnit='${unit}'`);
    expect(sizeOf(named("nm"))).toEqual({ x: 0.65, y: 0.65 });
    for (const unit of ["µm", "&#181;m", "&#xB5;m", "μm"]) {
      expect(sizeOf(named(unit)), unit).toEqual({ x: 650, y: 650 });
    }
    for (const unit of ["pixel", "reference frame", "in", "&evil;"]) expect(sizeOf(named(unit))).toBeNull();
    expect(sizeOf(ome('PhysicalSizeX="0.65"'))).toBeNull();
    for (const value of ["", "0", "-1", "NaN", "Infinity", "0x10", "1e400", "one"]) {
      expect(sizeOf(ome(`PhysicalSizeX="${value}" PhysicalSizeY="${value}"`)), value).toBeNull();
    }
  });

  it("of OME-XML comes before that of the tags", () => {
    const tags = square(20_000, 1, CENTIMETRE);
    const pixels = 'PhysicalSizeX="0.65" PhysicalSizeY="0.65"';
    expect(sizeOf({ ...tags, ...ome(pixels) })).toEqual({ x: 0.65, y: 0.65 });
    expect(sizeOf({ ...tags, ...ome("") })).toEqual({ x: 0.5, y: 0.5 });
  });

  it("is that of the tags if they state a unit and a pixel is at most 10 µm", () => {
    expect(sizeOf(square(20_000, 1, CENTIMETRE))).toEqual({ x: 0.5, y: 0.5 });
    expect(sizeOf(square(50_800, 1, INCH))).toEqual({ x: 0.5, y: 0.5 });
    expect(sizeOf({ ...square(20_000, 1, CENTIMETRE), bigEndian: true })).toEqual({ x: 0.5, y: 0.5 });
    expect(sizeOf(square(20_000, 1, NONE))).toBeNull();
    expect(sizeOf(square(20_000, 1))).toBeNull();
    expect(sizeOf({ resolution: { x: [20_000, 1], unit: CENTIMETRE } })).toBeNull();
  });

  it("is never the default of a screen or printer", () => {
    for (const dpi of [1, 72, 96, 100, 150, 203, 300, 600, 1200, 2400]) {
      expect(sizeOf(square(dpi, 1, INCH)), `${dpi} dpi`).toBeNull();
      expect(sizeOf(square(Math.round(dpi * 100), 254, CENTIMETRE)), `${dpi} dpi`).toBeNull();
    }
  });

  it("is null or positive and finite for any numbers and units", () => {
    const word = fc.nat({ max: 2 ** 32 - 1 });
    const ratio = fc.tuple(fc.oneof(fc.constant(0), word), fc.oneof(fc.constant(0), word));
    const unit = fc.constantFrom("um", "nm", "mm", "m", "", "pixel");
    fc.assert(
      fc.property(ratio, ratio, fc.nat({ max: 65_535 }), unit, (x, y, code, name) => {
        const size = sizeOf(imageJ(`unit=${name}`, { resolution: { x, y, unit: code } }));
        const isPlausible = (length: number) => length >= 1e-6 && length <= 1e6;
        expect(size === null || (isPlausible(size.x) && isPlausible(size.y))).toBe(true);
      }),
    );
  });

  it("is unknown if its tags lie beyond the end of the file", () => {
    const tags: TiffRequest["tags"] = () => ({ 282: [2 ** 31, 1, 1], 283: [1], 296: [CENTIMETRE] });
    expect(sizeOf({ tags })).toBeNull();
  });
});

describe("the pixel size of an image", () => {
  const calibrated = tiffBytes({ ...PAGE, ...imageJ("unit=um", square(2, 1, NONE)) });
  const plain = tiffBytes(PAGE);
  const cells = { ...PAGE, samples: Uint8Array.from(PAGE.samples, (_, at) => [0, 7, 0, 9][at % 4]) };
  const file = (path: string, bytes: Uint8Array) => ({ path, blob: new Blob([bytes.slice()]) });

  it("is kept in its record, whatever its labels state", async () => {
    const { records } = await importAll([
      file("images/a.tif", calibrated),
      file("masks/a.tif", tiffBytes(cells)),
    ]);
    expect(records.map(({ pixelSize }) => pixelSize)).toEqual([{ x: 0.5, y: 0.5 }]);
    const labels = tiffBytes({ ...cells, ...imageJ("unit=um") });
    const others = await importAll([file("images/a.tif", plain), file("masks/a.tif", labels)]);
    expect(others.records.map((record) => "pixelSize" in record)).toEqual([false]);
  });
});

describe.skipIf(!HAS_SHARED_DATA)(`the pixel size of a file saved by ImageJ${SHARED_NOTE}`, () => {
  it("is read if the file has one", () => {
    const sizeIn = (name: string) => readTiff(name, sharedBytes(`formats/${name}`)).pixelSize;
    expect(sizeIn("imagej_written_stack_u8.tif")?.x).toBeCloseTo(0.65, 6);
    expect(sizeIn("imagej_written_stack_u8.tif")?.y).toBeCloseTo(0.65, 6);
    expect(sizeIn("imagej_written_u16.tif")).toBeNull();
    expect(sizeIn("plain_u16.tif")).toBeNull();
  });

  it("is unknown at 72 dots per inch", () => {
    expect(readTiff("x.tif", sharedBytes("tools_real/omnipose/ecoli_phase.tif")).pixelSize).toBeNull();
  });
});
