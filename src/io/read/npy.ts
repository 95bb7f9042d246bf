import { FileError } from "../../core/dataset/file-error.ts";
import type { Samples } from "../../core/dataset/labels-from-samples.ts";
import { MOST_CHANNELS } from "./limits.ts";
import { type ArrayLayout, objectsIn, readNpyHeader } from "./npy-header.ts";
import { checkSize, type Raster, rasterOf } from "./raster.ts";
import { readSegMasks } from "./seg-masks.ts";

type Reader = (view: DataView, at: number, littleEndian: boolean) => number;

const READERS: Record<string, Reader> = {
  i2: (view, at, little) => view.getInt16(at, little),
  i4: (view, at, little) => view.getInt32(at, little),
  i8: (view, at, little) => Number(view.getBigInt64(at, little)),
  u2: (view, at, little) => view.getUint16(at, little),
  u4: (view, at, little) => view.getUint32(at, little),
  u8: (view, at, little) => Number(view.getBigUint64(at, little)),
  f4: (view, at, little) => view.getFloat32(at, little),
  f8: (view, at, little) => view.getFloat64(at, little),
  b1: (view, at) => (view.getUint8(at) === 0 ? 0 : 1),
  i1: (view, at) => view.getInt8(at),
  u1: (view, at) => view.getUint8(at),
};

/** 64-bit whole numbers become doubles, exact up to 2^53. */
const ARRAYS: Record<string, new (length: number) => Samples> = {
  b1: Uint8Array,
  i1: Int8Array,
  i2: Int16Array,
  i4: Int32Array,
  i8: Float64Array,
  u1: Uint8Array,
  u2: Uint16Array,
  u4: Uint32Array,
  u8: Float64Array,
  f4: Float32Array,
  f8: Float64Array,
};

function sizeOf(file: string, { shape }: ArrayLayout): { rows: number; columns: number; channels: number } {
  const [rows, columns, channels = 1] = shape;
  if (shape.length < 2 || shape.length > 3 || channels > MOST_CHANNELS || channels < 1) {
    const shown = `(${shape.join(", ")})`;
    throw new FileError(
      file,
      `The NPY array has the shape ${shown}; rows x columns are read, or rows x columns x up to ${MOST_CHANNELS} channels.`,
    );
  }
  checkSize(file, rows, columns);
  return { rows, columns, channels };
}

/**
 * An array of two dimensions, or three with up to four channels, as a raster. The bytes must be as many as the shape
 * wants. Throws a FileError.
 */
export function rasterOfArray(file: string, layout: ArrayLayout, bytes: Uint8Array): Raster {
  const { rows, columns, channels } = sizeOf(file, layout);
  const { kind, itemBytes, littleEndian, fortran } = layout;
  const count = rows * columns * channels;
  if (bytes.length !== count * itemBytes) {
    throw new FileError(
      file,
      `The NPY header declares ${count} values of ${itemBytes} bytes, but ${bytes.length} bytes follow it.`,
    );
  }
  const type = `${kind}${itemBytes}`;
  const read = READERS[type];
  const samples = new ARRAYS[type](count);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let index = 0, row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      for (let channel = 0; channel < channels; channel++, index++) {
        const source = fortran ? row + rows * (column + columns * channel) : index;
        samples[index] = read(view, source * itemBytes, littleEndian);
      }
    }
  }
  return rasterOf({ rows, columns, channels, samples, alpha: channels === 4 });
}

/**
 * Reads an NPY array of two dimensions, or three with up to four channels: bool, whole numbers of 8 to 64 bits,
 * floats of 32 and 64, either byte order, rows or columns first. The shape must match the bytes. Of Python objects,
 * as Cellpose saves them, the masks are read. Throws a FileError.
 *
 * @param slice Which slice of Cellpose's masks, from 0, where they are a stack.
 */
export function readNpy(file: string, bytes: Uint8Array, slice?: number): Raster {
  const objectsAt = objectsIn(file, bytes);
  if (objectsAt !== null) {
    const { layout, data, planes, notes } = readSegMasks(file, bytes.subarray(objectsAt), slice);
    return { ...rasterOfArray(file, layout, data), planes, notes };
  }
  const header = readNpyHeader(file, bytes);
  return rasterOfArray(file, header, bytes.subarray(header.dataAt));
}
