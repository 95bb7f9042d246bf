import { FileError } from "../../core/dataset/file-error.ts";

/** What the header of an NPY file declares. */
export interface NpyHeader {
  readonly littleEndian: boolean;
  /** `b` bool, `i` signed, `u` unsigned, `f` float. */
  readonly kind: "b" | "i" | "u" | "f";
  readonly itemBytes: number;
  /** Columns-first order. */
  readonly fortran: boolean;
  readonly shape: readonly number[];
  /** Where the values begin. */
  readonly dataAt: number;
}

const READ_TYPES = ["b1", "i1", "i2", "i4", "i8", "u1", "u2", "u4", "u8", "f4", "f8"];
const VERSION_AT = 6;
const LENGTH_AT = 8;

/** One `'key': value,` of the dictionary that NumPy writes; nothing else is understood. */
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

function typeOf(file: string, descr: string): Pick<NpyHeader, "littleEndian" | "kind" | "itemBytes"> {
  const [order, type] = [descr[0], descr.slice(1)];
  if (type.startsWith("O")) {
    throw new FileError(
      file,
      "The NPY file holds Python objects (as Cellpose's _seg.npy does), which are not read. Add the masks as PNG or TIFF.",
    );
  }
  if (!"<>=|".includes(order) || !READ_TYPES.includes(type)) {
    throw new FileError(
      file,
      `The NPY file holds values of type "${descr}"; whole numbers and 32 or 64-bit floats are read.`,
    );
  }
  return { littleEndian: order !== ">", kind: type[0] as NpyHeader["kind"], itemBytes: Number(type[1]) };
}

/** Reads the header of an NPY file, versions 1 to 3, as text; nothing in it is evaluated. Throws a FileError. */
export function readNpyHeader(file: string, bytes: Uint8Array): NpyHeader {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const version = bytes[VERSION_AT];
  const textAt = LENGTH_AT + (version === 1 ? 2 : 4);
  if (bytes.length < textAt) throw new FileError(file, "The NPY file ends within its header.");
  if (version < 1 || version > 3) throw new FileError(file, `NPY version ${version} is not known.`);
  const length = version === 1 ? view.getUint16(LENGTH_AT, true) : view.getUint32(LENGTH_AT, true);
  const dataAt = textAt + length;
  if (dataAt > bytes.length) throw new FileError(file, "The NPY file ends within its header.");
  const fields = fieldsOf(file, new TextDecoder("latin1").decode(bytes.subarray(textAt, dataAt)));
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
    ...typeOf(file, descr.slice(1, -1)),
    fortran: fortran === "True",
    shape: shape.map(Number),
    dataAt,
  };
}
