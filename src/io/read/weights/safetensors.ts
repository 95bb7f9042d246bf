import * as v from "valibot";
import { FileError } from "../../../core/dataset/pairing/file-error.ts";
import { fromHalf } from "../../../core/half-float.ts";
import { sizeOf } from "../../../nets/weights.ts";
import { LENGTH_BYTES, NUMBER_BYTES, type NumberType } from "../../safetensors/types.ts";

/** Most bytes of a header: hundreds of times that of any network of the lab. */
export const MAX_HEADER_BYTES = 2 ** 22;

/** An array of a file, whose numbers are not converted yet. */
export interface ReadTensor {
  /** As in the file; only those of `NUMBER_BYTES` can be converted. */
  readonly type: string;
  readonly shape: readonly number[];
  readonly bytes: DataView;
}

/** Content of a file. */
export interface Safetensors {
  readonly metadata: Readonly<Record<string, string>>;
  /** By name. */
  readonly tensors: ReadonlyMap<string, ReadTensor>;
  /** The bytes of all numbers. */
  readonly numbers: Uint8Array;
}

const wholeNumber = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const entrySchema = v.object({
  dtype: v.string(),
  shape: v.array(wholeNumber),
  data_offsets: v.tuple([wholeNumber, wholeNumber]),
});
const headerSchema = v.objectWithRest(
  { __metadata__: v.optional(v.record(v.string(), v.string()), {}) },
  entrySchema,
);

function parseHeader(file: string, bytes: Uint8Array) {
  try {
    const text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    return v.parse(headerSchema, JSON.parse(text));
  } catch (error) {
    throw new FileError(file, "Its header is damaged.", { cause: error });
  }
}

function isNumberType(type: string): type is NumberType {
  return Object.hasOwn(NUMBER_BYTES, type);
}

/** Checks that the arrays follow each other and fill the file, so that no byte is read twice or left over. */
function checkFilled(file: string, entries: readonly v.InferOutput<typeof entrySchema>[], length: number) {
  let end = 0;
  const inOrder = entries.map(({ data_offsets }) => data_offsets).sort((a, b) => a[0] - b[0] || a[1] - b[1]);
  for (const [from, to] of inOrder) {
    if (from !== end || to < from) throw new FileError(file, "Its arrays overlap or leave gaps.");
    end = to;
  }
  if (end !== length)
    throw new FileError(file, `Its arrays need ${end} bytes of numbers, but here are ${length}.`);
}

/**
 * Reads the header of a safetensors file and finds its arrays. The source is untrusted: lengths and offsets are checked
 * before anything is read, and no number is converted.
 * @param file name for messages
 * @throws FileError if the file is damaged
 */
export function readSafetensors(file: string, bytes: Uint8Array): Safetensors {
  if (bytes.length < LENGTH_BYTES) throw new FileError(file, `It has only ${bytes.length} bytes.`);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const length = Number(view.getBigUint64(0, true));
  if (length > MAX_HEADER_BYTES || length > bytes.length - LENGTH_BYTES) {
    throw new FileError(file, "Its header is longer than the file, or than any network needs.");
  }
  const numbers = bytes.subarray(LENGTH_BYTES + length);
  const { __metadata__: metadata, ...entries } = parseHeader(
    file,
    bytes.subarray(LENGTH_BYTES, LENGTH_BYTES + length),
  );
  checkFilled(file, Object.values(entries), numbers.length);
  const tensors = Object.entries(entries).map(([name, { dtype: type, shape, data_offsets }]) => {
    const [from, to] = data_offsets;
    if (isNumberType(type) && NUMBER_BYTES[type] * sizeOf(shape) !== to - from)
      throw new FileError(file, `${name} has other bytes than its shape ${shape.join(" x ")} needs.`);
    const at = new DataView(numbers.buffer, numbers.byteOffset + from, to - from);
    return [name, { type, shape, bytes: at }] as const;
  });
  return { metadata, tensors: new Map(tensors), numbers };
}

/** Bits of a float32 below those of a BF16, which is its upper half. */
const LOWER_BITS = 16;
const BITS = new Uint32Array(1);
const FLOAT = new Float32Array(BITS.buffer);

function fromUpperHalf(bits: number): number {
  BITS[0] = bits << LOWER_BITS;
  return FLOAT[0];
}

/** Reads numbers of each type from their bytes. */
const READ_NUMBER: Readonly<Record<NumberType, (bytes: DataView, offset: number) => number>> = {
  F32: (bytes, offset) => bytes.getFloat32(offset, true),
  F16: (bytes, offset) => fromHalf(bytes.getUint16(offset, true)),
  BF16: (bytes, offset) => fromUpperHalf(bytes.getUint16(offset, true)),
};

/**
 * The numbers of an array.
 * @throws FileError if they have a type that the lab does not read, or are not finite
 */
export function numbersOf(file: string, name: string, { type, bytes }: ReadTensor): Float32Array {
  if (!isNumberType(type)) {
    const known = Object.keys(NUMBER_BYTES).join(", ");
    throw new FileError(file, `${name} has numbers of type ${type}. Save them as one of ${known}.`);
  }
  const [size, read] = [NUMBER_BYTES[type], READ_NUMBER[type]];
  const data = Float32Array.from({ length: bytes.byteLength / size }, (_, at) => read(bytes, size * at));
  if (!data.every(Number.isFinite)) throw new FileError(file, `${name} holds a value that is not a number.`);
  return data;
}
