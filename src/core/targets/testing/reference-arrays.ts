import { readFileSync } from "node:fs";

/** Contents of a NumPy file of reference data. */
export interface ReferenceArray {
  readonly shape: readonly number[];
  readonly data: ArrayLike<number>;
}

const READERS: Record<string, (buffer: ArrayBuffer) => ArrayLike<number>> = {
  "|u1": (buffer) => new Uint8Array(buffer),
  "<u2": (buffer) => new Uint16Array(buffer),
  "<i4": (buffer) => new Int32Array(buffer),
  "<f4": (buffer) => new Float32Array(buffer),
};

/** Reads a trusted little-endian, C-ordered NumPy file for a test. */
export function readReferenceArray(path: string): ReferenceArray {
  const bytes = readFileSync(path);
  const start = 10 + bytes.readUInt16LE(8);
  const header = bytes.subarray(10, start).toString("latin1");
  const type = /'descr': '([^']+)'/.exec(header)?.[1] ?? "";
  const shape = (/'shape': \(([^)]*)\)/.exec(header)?.[1] ?? "").split(",").filter((part) => part.trim());
  const read = READERS[type];
  if (!read) throw new Error(`${path} has type ${type}`);
  return {
    shape: shape.map(Number),
    data: read(bytes.buffer.slice(bytes.byteOffset + start, bytes.byteOffset + bytes.length)),
  };
}
