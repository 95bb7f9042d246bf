import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import type { Samples } from "../../core/dataset/labels/labels-from-samples.ts";
import { readRaster } from "./images/read-raster.ts";
import type { PlanePlace } from "./raster/plane-choice.ts";
import type { Raster } from "./raster/raster.ts";
import { HAS_SHARED_DATA, SHARED_NOTE, sharedBytes } from "./testing/test-files.ts";
import { readZip } from "./zip/zip.ts";

interface Expected {
  readonly shape: readonly number[];
  readonly dtype: string;
  readonly sum?: number;
  readonly sha256?: string;
  readonly mean?: number;
}

/** Files without their own reference values, and the file with the same content. */
const SAME_AS: Record<string, string> = {
  "mask_1bit_g4.tif": "mask_1bit.tif",
  "imagej_written_labels.png": "labels_u16.tif",
  "imagej_written_u16.zip": "plain_u16.tif",
};

/** Maximum difference between the means of a lossy image and its original, in grey levels of 255. */
const LOSSY_TOLERANCE = 0.5;

const AXES: readonly (keyof PlanePlace)[] = ["time", "channel", "slice"];

const DTYPES: Record<string, string> = {
  Uint8Array: "uint8",
  Uint16Array: "uint16",
  Int16Array: "int16",
  Uint32Array: "uint32",
  Int32Array: "int32",
  Float32Array: "float32",
  Float64Array: "float64",
};

function expectations(): [string, Expected][] {
  if (!HAS_SHARED_DATA) return [];
  const text = new TextDecoder().decode(sharedBytes("formats/expected.json"));
  const all = JSON.parse(text) as Record<string, Expected>;
  return Object.entries(all).map(([name, own]) => [name, SAME_AS[name] ? all[SAME_AS[name]] : own]);
}

/** The bytes of a file, or of the only file in a zip. */
async function bytesOf(name: string): Promise<Uint8Array> {
  const bytes = sharedBytes(`formats/${name}`);
  if (!name.endsWith(".zip")) return bytes;
  const { files } = await readZip(name, new Blob([bytes.slice()]));
  expect(files).toHaveLength(1);
  return files[0].bytes(new AbortController().signal);
}

/** All planes of a file in file order. */
function planesOf(name: string, bytes: Uint8Array): Raster[] {
  const { planes } = readRaster(name, bytes);
  return planes.map((place) => readRaster(name, bytes, place));
}

function shapeOf([first]: readonly Raster[]): number[] {
  const { rows, columns, channels, planes } = first;
  const counts = AXES.map((axis) => new Set(planes.map((place) => place[axis])).size);
  return [...counts.filter((count) => count > 1), rows, columns, ...(channels > 1 ? [channels] : [])];
}

/** The shape without axes of length 1 before rows and columns. */
function squeezed(shape: readonly number[]): number[] {
  const colour = shape.at(-1) ?? 0;
  const plane = shape.length > 2 && colour <= 4 ? 3 : 2;
  return [...shape.slice(0, -plane).filter((size) => size > 1), ...shape.slice(-plane)];
}

function sumOf(samples: Samples): number {
  let sum = 0;
  for (const value of samples) if (Number.isFinite(value)) sum += value;
  return sum;
}

/** Samples in the file's own type: 64-bit integers are read as doubles. */
function bytesAs(dtype: string, samples: Samples): Uint8Array {
  const typed = dtype === "int64" ? BigInt64Array.from([...samples].map(BigInt)) : samples;
  return new Uint8Array(typed.buffer, typed.byteOffset, typed.byteLength);
}

describe.skipIf(!HAS_SHARED_DATA)(
  `one image in many encodings, compared with other libraries${SHARED_NOTE}`,
  () => {
    it.each(expectations())("%s", async (name, expected) => {
      const bytes = await bytesOf(name);
      const planes = planesOf(name, bytes);
      const { samples, lossy } = planes[0];
      expect(shapeOf(planes)).toEqual(squeezed(expected.shape));
      const dtype = expected.dtype === "int64" ? "float64" : expected.dtype;
      expect(DTYPES[samples.constructor.name]).toBe(dtype);
      expect(lossy).toBe(expected.mean !== undefined);
      if (expected.mean !== undefined) {
        expect(Math.abs(sumOf(samples) / samples.length - expected.mean)).toBeLessThan(LOSSY_TOLERANCE);
        return;
      }
      const sum = planes.reduce((total, plane) => total + sumOf(plane.samples), 0);
      expect(sum / (expected.sum ?? Number.NaN)).toBeCloseTo(1, 12);
      const digest = createHash("sha256");
      for (const plane of planes) digest.update(bytesAs(expected.dtype, plane.samples));
      expect(digest.digest("hex")).toBe(expected.sha256);
    });

    it.each(["imagej_channels2_u16.tif", "ome_czyx_u16.ome.tif"])(
      "%s with all its channels in one image",
      (name) => {
        const bytes = sharedBytes(`formats/${name}`);
        const { rows, columns, channels, samples } = readRaster(name, bytes, { channel: "all" });
        const { shape, sum } = Object.fromEntries(expectations())[name];
        expect([channels, rows, columns]).toEqual([shape[0], ...shape.slice(-2)]);
        expect(sumOf(samples)).toBe(sum);
        const [first, second] = planesOf(name, bytes);
        expect([samples[200], samples[201]]).toEqual([first.samples[100], second.samples[100]]);
      },
    );
  },
);
