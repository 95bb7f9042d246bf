import { FileError } from "../../../core/dataset/pairing/file-error.ts";

/** How the values of an array are stored. */
export interface ArrayType {
  readonly littleEndian: boolean;
  /** `b` bool, `i` signed, `u` unsigned, `f` float. */
  readonly kind: "b" | "i" | "u" | "f";
  readonly itemBytes: number;
}

/** The layout that an array declares. */
export interface ArrayLayout extends ArrayType {
  /** Column-major order. */
  readonly fortran: boolean;
  readonly shape: readonly number[];
}

/** The header of an NPY file. */
export interface NpyHeader extends ArrayLayout {
  /** Offset of the values. */
  readonly dataAt: number;
}

const READ_TYPES = ["b1", "i1", "i2", "i4", "i8", "u1", "u2", "u4", "u8", "f2", "f4", "f8"];
const VERSION_AT = 6;
const LENGTH_AT = 8;

/** One `'key': value,` of the dictionary that NumPy writes; anything else is refused. */
const FIELD = /\s*'(descr|fortran_order|shape)'\s*:\s*('[^']*'|True|False|\([\d\s,]*\))\s*(,|$)\s*/y;

function fieldsOf(file: string, text: string): Map<string, string> {
  const fields = new Map<string, string>();
  const body = /^\{(.*)\}\s*$/s.exec(text)?.[1];
  FIELD.lastIndex = 0;
  while (body !== undefined && FIELD.lastIndex < body.length) {
    const match = FIELD.exec(body);
    if (!match || fields.has(match[1])) break;
    fields.set(match[1], match[2]);
    if (FIELD.lastIndex === body.length && fields.size === 3) return fields;
  }
  throw new FileError(file, "The NPY header is not one that NumPy writes for a plain array.");
}

/** Parses a NumPy type such as `<u2`. Throws a FileError if values of that type are not supported. */
export function arrayType(file: string, descr: string): ArrayType {
  const [order, type] = [descr[0], descr.slice(1)];
  if (!"<>=|".includes(order) || !READ_TYPES.includes(type)) {
    throw new FileError(
      file,
      `The NPY file holds values of type "${descr}"; bool, integers of 8 to 64 bits and floats of 16 to 64 bits are read. Save it as one of them, with array.astype("float32") or the like.`,
    );
  }
  return { littleEndian: order !== ">", kind: type[0] as NpyHeader["kind"], itemBytes: Number(type[1]) };
}

/** The header dictionary of an NPY file as text, and the offset of the values. */
interface HeaderText {
  readonly fields: ReadonlyMap<string, string>;
  readonly dataAt: number;
}

function readHeaderText(file: string, bytes: Uint8Array): HeaderText {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const version = bytes[VERSION_AT];
  const textAt = LENGTH_AT + (version === 1 ? 2 : 4);
  if (bytes.length < textAt) throw new FileError(file, "The NPY file ends within its header.");
  if (version < 1 || version > 3) throw new FileError(file, `NPY version ${version} is not known.`);
  const length = version === 1 ? view.getUint16(LENGTH_AT, true) : view.getUint32(LENGTH_AT, true);
  const dataAt = textAt + length;
  if (dataAt > bytes.length) throw new FileError(file, "The NPY file ends within its header.");
  return { fields: fieldsOf(file, new TextDecoder("latin1").decode(bytes.subarray(textAt, dataAt))), dataAt };
}

/**
 * Offset of the pickled Python objects in an NPY file; null if it contains plain values. Throws a FileError.
 */
export function objectsIn(file: string, bytes: Uint8Array): number | null {
  const { fields, dataAt } = readHeaderText(file, bytes);
  return /^'[|<>=]?O/.test(fields.get("descr") ?? "") ? dataAt : null;
}

/** Parses the header of an NPY file, versions 1 to 3, as text; nothing is evaluated. Throws a FileError. */
export function readNpyHeader(file: string, bytes: Uint8Array): NpyHeader {
  const { fields, dataAt } = readHeaderText(file, bytes);
  const shape = (fields.get("shape") ?? "")
    .slice(1, -1)
    .split(",")
    .filter((part) => part.trim() !== "");
  const descr = fields.get("descr") ?? "";
  const fortran = fields.get("fortran_order");
  if (!descr.startsWith("'") || !/^(True|False)$/.test(fortran ?? "")) {
    throw new FileError(file, "The NPY header is not one that NumPy writes for a plain array.");
  }
  return {
    ...arrayType(file, descr.slice(1, -1)),
    fortran: fortran === "True",
    shape: shape.map(Number),
    dataAt,
  };
}

/** The bytes of an NPY file, version 1.0, with the given values unchanged. */
export function arrayBytes(layout: ArrayLayout, data: Uint8Array): Uint8Array {
  const { littleEndian, kind, itemBytes, fortran, shape } = layout;
  const descr = `${littleEndian ? "<" : ">"}${kind}${itemBytes}`;
  const order = fortran ? "True" : "False";
  const text = `{'descr': '${descr}', 'fortran_order': ${order}, 'shape': (${shape.map((size) => `${size},`).join("")})}\n`;
  const out = new Uint8Array(LENGTH_AT + 2 + text.length + data.length);
  out.set([0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 1, 0, text.length & 255, text.length >> 8]);
  out.set(new TextEncoder().encode(text), LENGTH_AT + 2);
  out.set(data, LENGTH_AT + 2 + text.length);
  return out;
}
