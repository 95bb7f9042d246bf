import { toHalf } from "../../core/half-float.ts";
import { LENGTH_BYTES, NUMBER_BYTES } from "../safetensors/types.ts";

/** An array to be written, in the order of its axes. */
export interface WrittenTensor {
  readonly name: string;
  readonly type: "F32" | "F16";
  readonly shape: readonly number[];
  readonly data: Float32Array;
}

/** The smallest number that half precision does not hold. */
const BEYOND_HALF = 65520;

function write(view: DataView, offset: number, { name, type, data }: WrittenTensor): number {
  const bytes = NUMBER_BYTES[type];
  for (const [index, value] of data.entries()) {
    const at = offset + bytes * index;
    if (type === "F32") view.setFloat32(at, value, true);
    else if (Math.abs(value) < BEYOND_HALF) view.setUint16(at, toHalf(value), true);
    else throw new RangeError(`${name} holds ${value}, which is no half`);
  }
  return offset + bytes * data.length;
}

/**
 * A safetensors file (https://github.com/huggingface/safetensors): the length of a JSON header, the header, and the
 * numbers, little-endian and without gaps in the given order.
 * @param metadataOf texts by name for the header, from the bytes of all numbers
 * @throws RangeError for a value that its type does not hold
 */
export function writeSafetensors(
  tensors: readonly WrittenTensor[],
  metadataOf: (numbers: Uint8Array) => Readonly<Record<string, string>>,
): Uint8Array<ArrayBuffer> {
  const numbers = new Uint8Array(
    tensors.reduce((sum, { type, data }) => sum + NUMBER_BYTES[type] * data.length, 0),
  );
  const view = new DataView(numbers.buffer);
  const entries: Record<string, object> = {};
  let offset = 0;
  for (const tensor of tensors) {
    const end = write(view, offset, tensor);
    entries[tensor.name] = { dtype: tensor.type, shape: tensor.shape, data_offsets: [offset, end] };
    offset = end;
  }
  const text = JSON.stringify({ __metadata__: metadataOf(numbers), ...entries });
  const plain = new TextEncoder().encode(text);
  // Padded with spaces for the numbers to begin at a multiple of eight, as the format asks for.
  const header = new Uint8Array(Math.ceil(plain.length / 8) * 8).fill(" ".charCodeAt(0));
  header.set(plain);
  const file = new Uint8Array(LENGTH_BYTES + header.length + numbers.length);
  new DataView(file.buffer).setBigUint64(0, BigInt(header.length), true);
  file.set(header, LENGTH_BYTES);
  file.set(numbers, LENGTH_BYTES + header.length);
  return file;
}
