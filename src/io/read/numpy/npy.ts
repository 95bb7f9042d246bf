import type { Samples } from "../../../core/dataset/labels/labels-from-samples.ts";
import { FileError } from "../../../core/dataset/pairing/file-error.ts";
import { halfFloat } from "../bytes/half-float.ts";
import { type Raster, rasterOf } from "../raster/raster.ts";
import { type ArrayLayout, objectsIn, readNpyHeader } from "./npy-header.ts";
import { readShape } from "./npy-shape.ts";
import { readSegMasks } from "./seg-masks.ts";

type Reader = (view: DataView, at: number, littleEndian: boolean) => number;

const READERS: Record<string, Reader> = {
  i2: (view, at, little) => view.getInt16(at, little),
  i4: (view, at, little) => view.getInt32(at, little),
  i8: (view, at, little) => Number(view.getBigInt64(at, little)),
  u2: (view, at, little) => view.getUint16(at, little),
  u4: (view, at, little) => view.getUint32(at, little),
  u8: (view, at, little) => Number(view.getBigUint64(at, little)),
  f2: (view, at, little) => halfFloat(view.getUint16(at, little)),
  f4: (view, at, little) => view.getFloat32(at, little),
  f8: (view, at, little) => view.getFloat64(at, little),
  b1: (view, at) => (view.getUint8(at) === 0 ? 0 : 1),
  i1: (view, at) => view.getInt8(at),
  u1: (view, at) => view.getUint8(at),
};

/** 64-bit integers become doubles, exact below 2^53; half floats become 32-bit floats. */
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
  f2: Float32Array,
  f4: Float32Array,
  f8: Float64Array,
};

/**
 * An array of two or three dimensions as a raster; `readShape` interprets the dimensions. The number of bytes
 * must match the shape. No channel is opacity. Throws a FileError.
 */
export function rasterOfArray(file: string, layout: ArrayLayout, bytes: Uint8Array): Raster {
  const { rows, columns, channels, channelFirst, notes } = readShape(file, layout.shape);
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
  // Strides between rows, columns and channels, in values.
  const sizes = channelFirst ? [channels, rows, columns] : [rows, columns, channels];
  const steps = fortran ? [1, sizes[0], sizes[0] * sizes[1]] : [sizes[1] * sizes[2], sizes[2], 1];
  const [rowStep, columnStep, channelStep] = channelFirst ? [steps[1], steps[2], steps[0]] : steps;
  for (let index = 0, row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      for (let channel = 0; channel < channels; channel++, index++) {
        const source = row * rowStep + column * columnStep + channel * channelStep;
        samples[index] = read(view, source * itemBytes, littleEndian);
      }
    }
  }
  return rasterOf({ rows, columns, channels, samples, planar: channelFirst, notes });
}

/**
 * Reads an NPY array of two dimensions, or three with up to 16 channels: bool, integers of 8 to 64 bits,
 * floats of 16, 32 and 64 bits, either byte order, row-major or column-major. The shape must match the bytes.
 * Of Python objects as saved by Cellpose, the masks are read. Throws a FileError.
 *
 * @param slice Slice of Cellpose's masks, from 0, if they are a stack.
 */
export function readNpy(file: string, bytes: Uint8Array, slice?: number): Raster {
  const objectsAt = objectsIn(file, bytes);
  if (objectsAt !== null) {
    const { layout, data, planes, notes } = readSegMasks(file, bytes.subarray(objectsAt), slice);
    const raster = rasterOfArray(file, layout, data);
    return { ...raster, planes, notes: [...raster.notes, ...notes] };
  }
  const header = readNpyHeader(file, bytes);
  return rasterOfArray(file, header, bytes.subarray(header.dataAt));
}
