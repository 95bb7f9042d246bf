import type { WholeArray } from "./array-slice.ts";
import { arrayType } from "./npy-header.ts";
import { ofKind, type Pickled, type PickledObject } from "./pickle-values.ts";

function textOf(value: Pickled | undefined): string {
  if (value instanceof Uint8Array) return new TextDecoder("latin1").decode(value);
  return typeof value === "string" ? value : "";
}

/** Bytes, possibly encoded as text by protocols 0 to 2. */
function bytesOf(value: Pickled | undefined): Uint8Array | null {
  if (value instanceof Uint8Array) return value;
  const call = ofKind(value, "object");
  const [inner] = call?.arguments ?? [];
  if (call?.callee === "_codecs.encode" && typeof inner === "string") {
    return Uint8Array.from(inner, (letter) => letter.charCodeAt(0));
  }
  return /\.(bytes|bytearray)$/.test(call?.callee ?? "") && call?.arguments.length === 1
    ? bytesOf(inner)
    : null;
}

function shapeOf(value: Pickled | undefined): number[] | null {
  const items = ofKind(value, "list")?.items;
  const sizes = items?.filter(
    (size): size is number => typeof size === "number" && Number.isSafeInteger(size),
  );
  return sizes && sizes.length === items?.length ? sizes : null;
}

/** A type such as `<u2`; the byte order is in the state of the type. */
function descrOf(value: Pickled | undefined): string | null {
  const type = ofKind(value, "object");
  if (type?.callee !== "numpy.dtype") return null;
  const order = textOf(ofKind(type.state, "list")?.items[1]) || "|";
  return `${order}${textOf(type.arguments[0])}`;
}

function partsOf(object: PickledObject) {
  if (/\._frombuffer$/.test(object.callee)) {
    const [data, type, shape, order] = object.arguments;
    return { data, type, shape, fortran: textOf(order) === "F" };
  }
  if (!/\._reconstruct$/.test(object.callee)) return null;
  const [, shape, type, fortran, data] = ofKind(object.state, "list")?.items ?? [];
  return { data, type, shape, fortran: fortran === true || fortran === 1 };
}

/**
 * The array that a recorded call would create, with the file's own bytes; null if it is not an array of plain
 * values. Throws a FileError for unsupported types.
 */
export function pickledArray(file: string, value: Pickled | undefined): WholeArray | null {
  const object = ofKind(value, "object");
  const parts = object && partsOf(object);
  const data = bytesOf(parts?.data);
  const shape = shapeOf(parts?.shape);
  const descr = descrOf(parts?.type);
  if (!parts || !data || !shape || descr === null) return null;
  return { layout: { ...arrayType(file, descr), shape, fortran: parts.fortran }, data };
}

/** The only item of an array of Python objects with a single item; null for anything else. */
export function onlyObject(value: Pickled): Pickled {
  const object = ofKind(value, "object");
  const items = object && ofKind(partsOf(object)?.data, "list")?.items;
  return items?.length === 1 ? items[0] : null;
}
