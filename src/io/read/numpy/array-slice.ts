import { FileError } from "../../../core/dataset/pairing/file-error.ts";
import type { ArrayLayout } from "./npy-header.ts";

/** An array and its bytes. */
export interface WholeArray {
  readonly layout: ArrayLayout;
  readonly data: Uint8Array;
}

/**
 * One item along the first dimension of an array, such as a slice of a stack. It keeps the memory order of
 * the whole array, row-major or column-major. Throws a FileError if the number of bytes does not match the
 * shape.
 */
export function arraySlice(file: string, { layout, data }: WholeArray, index: number): WholeArray {
  const { shape, itemBytes, fortran } = layout;
  const [count, ...sliceShape] = shape;
  const size = sliceShape.reduce((product, length) => product * length, itemBytes);
  if (data.length !== count * size) {
    throw new FileError(
      file,
      `The array declares ${count * size} bytes, but has ${data.length}. Save it again.`,
    );
  }
  const slice = { ...layout, shape: sliceShape };
  if (!fortran) return { layout: slice, data: data.subarray(index * size, (index + 1) * size) };
  const out = new Uint8Array(size);
  for (let at = 0, item = index; at < size; at += itemBytes, item += count) {
    for (let byte = 0; byte < itemBytes; byte++) out[at + byte] = data[item * itemBytes + byte];
  }
  return { layout: slice, data: out };
}
