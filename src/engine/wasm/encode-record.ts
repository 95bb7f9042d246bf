import type { Constant, Dispatch, Region } from "../plan/ir/dispatch.ts";
import type { Signature } from "../plan/ir/signature.ts";
import { VECTOR_BYTES } from "../plan/ir/view.ts";
import { type FieldType, type RecordField, recordFields } from "./record-fields.ts";
import { HEADER_BYTES, headerOffset, RECORD_BYTES } from "./record-layout.ts";

const WRITE: Readonly<Record<FieldType, (view: DataView, at: number, value: number) => void>> = {
  usize: (view, at, value) => view.setUint32(at, value, true),
  u32: (view, at, value) => view.setUint32(at, value, true),
  f32: (view, at, value) => view.setFloat32(at, value, true),
  f64: (view, at, value) => view.setFloat64(at, value, true),
};

/** The number that stands for a constant: of a word its index among all, of a list its length. */
function numberFor(constant: Constant, words: unknown): number {
  if (typeof constant === "string") return (words as readonly string[]).indexOf(constant);
  return typeof constant === "object" ? constant.length : Number(constant);
}

function valueIn(
  { holds, of }: RecordField,
  signature: Signature,
  { kernel, operands, sizes }: Dispatch,
  addressOf: (region: Region) => number,
): number {
  switch (holds) {
    case "address":
      return of in operands ? addressOf(operands[of]) + (sizes[`${of}Offset`] ?? 0) * VECTOR_BYTES : 0;
    case "stride":
      return of in operands ? sizes[`${of}Stride`] * VECTOR_BYTES : 0;
    case "size":
      return sizes[of];
    case "constant":
      return numberFor(kernel.variant[of], signature.variant[of]);
  }
}

/**
 * Writes the record of a dispatch, which starts at byte `at` of `view`, a multiple of 8. `addressOf` is the byte
 * address of the first element of a region. Operands that are not there have the address 0. Throws a RangeError
 * when the record is too long.
 */
export function encodeRecord(
  view: DataView,
  at: number,
  kernel: number,
  signature: Signature,
  dispatch: Dispatch,
  addressOf: (region: Region) => number,
): void {
  const end = at + RECORD_BYTES;
  let position = at + HEADER_BYTES;
  const put = (type: FieldType, value: number) => {
    const bytes = type === "f64" ? 8 : 4;
    position = Math.ceil(position / bytes) * bytes;
    if (position + bytes > end)
      throw new RangeError(`the record of the kernel ${signature.name} is too long`);
    WRITE[type](view, position, value);
    position += bytes;
  };
  new Uint8Array(view.buffer, view.byteOffset + at, RECORD_BYTES).fill(0);
  view.setUint32(at + headerOffset("kernel"), kernel, true);
  for (const field of recordFields(signature)) {
    put(field.type, valueIn(field, signature, dispatch, addressOf));
    const constant = field.holds === "constant" ? dispatch.kernel.variant[field.of] : null;
    if (typeof constant === "object") for (const number of constant ?? []) put("f32", number);
  }
}
