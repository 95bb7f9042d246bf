import { iterationOf } from "../plan/ir/iteration.ts";
import type { ConstantType, Signature } from "../plan/ir/signature.ts";

/** Type of a field in AssemblyScript. */
export type FieldType = "usize" | "u32" | "f32" | "f64";

/** A field of a record: its name and type in AssemblyScript, and what of the dispatch it holds. */
export interface RecordField {
  readonly name: string;
  readonly type: FieldType;
  readonly holds: "address" | "stride" | "size" | "constant";
  /** Name of the operand, size or constant in the signature. */
  readonly of: string;
}

const TYPES: Readonly<Record<Exclude<ConstantType, readonly string[]>, FieldType>> = {
  flag: "u32",
  u32: "u32",
  f32: "f32",
  f64: "f64",
  f32s: "u32",
};

const capitalised = (name: string) => name[0].toUpperCase() + name.slice(1);

/**
 * Fields of the records of a kernel after the header, in order: address and stride in bytes of each view,
 * addresses of the other arrays, sizes, constants. A list of numbers is its length; the numbers follow. A flag
 * that says whether an operand is there has its name with `has` before it, a size of the tile that is named like
 * one of the whole has `tile`.
 */
export function recordFields(signature: Signature): readonly RecordField[] {
  const { views, reads, writes, sizes, variant, over } = signature;
  const operands = { ...views, ...reads, ...writes };
  const [iteration] = iterationOf(over);
  const allSizes = [...iteration.sizes, ...sizes];
  const nameOf = (constant: string) => {
    if (constant in operands) return `has${capitalised(constant)}`;
    return allSizes.includes(constant) ? `tile${capitalised(constant)}` : constant;
  };
  return [
    ...Object.keys(views).flatMap((of): RecordField[] => [
      { name: of, type: "usize", holds: "address", of },
      { name: `${of}Stride`, type: "usize", holds: "stride", of },
    ]),
    ...Object.keys({ ...reads, ...writes }).map(
      (of): RecordField => ({ name: of, type: "usize", holds: "address", of }),
    ),
    ...allSizes.map((of): RecordField => ({ name: of, type: "u32", holds: "size", of })),
    ...Object.entries(variant).map(
      ([of, type]): RecordField => ({
        name: nameOf(of),
        type: typeof type === "string" ? TYPES[type] : "u32",
        holds: "constant",
        of,
      }),
    ),
  ];
}
