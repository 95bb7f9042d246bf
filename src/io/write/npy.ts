const ALIGNMENT = 64;
const PREFIX_BYTES = 10;
const MAGIC = [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 1, 0];

function typeName(data: NpyData): string {
  if (data instanceof Uint8Array) return "|u1";
  if (data instanceof Uint16Array) return "<u2";
  return data instanceof Int32Array ? "<i4" : "<f4";
}

/** Array types that can be written. */
export type NpyData = Uint8Array | Uint16Array | Int32Array | Float32Array;

/**
 * The bytes of an NPY file, version 1.0, row-major, little-endian.
 *
 * @param shape Sizes of the dimensions, slowest first; their product must be the length of `data`.
 * @throws RangeError if it is not.
 */
export function writeNpy(data: NpyData, shape: readonly number[]): Uint8Array<ArrayBuffer> {
  if (shape.reduce((product, size) => product * size, 1) !== data.length) {
    throw new RangeError(`${data.length} values do not fill the shape (${shape.join(", ")})`);
  }
  const sizes = shape.length === 1 ? `${shape[0]},` : shape.join(", ");
  const header = `{'descr': '${typeName(data)}', 'fortran_order': False, 'shape': (${sizes}), }`;
  // The header ends with a line feed, and the values start at a multiple of 64 bytes.
  const dataAt = Math.ceil((PREFIX_BYTES + header.length + 1) / ALIGNMENT) * ALIGNMENT;
  const text = `${header.padEnd(dataAt - PREFIX_BYTES - 1)}\n`;
  const size = data.BYTES_PER_ELEMENT;
  const out = new Uint8Array(dataAt + data.length * size);
  out.set(MAGIC);
  const view = new DataView(out.buffer);
  view.setUint16(MAGIC.length, text.length, true);
  out.set(new TextEncoder().encode(text), PREFIX_BYTES);
  if (data instanceof Uint8Array) {
    out.set(data, dataAt);
  } else if (data instanceof Uint16Array) {
    data.forEach((value, index) => void view.setUint16(dataAt + index * size, value, true));
  } else if (data instanceof Int32Array) {
    data.forEach((value, index) => void view.setInt32(dataAt + index * size, value, true));
  } else {
    data.forEach((value, index) => void view.setFloat32(dataAt + index * size, value, true));
  }
  return out;
}
