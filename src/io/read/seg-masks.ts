import { FileError } from "../../core/dataset/file-error.ts";
import { readPickle } from "./pickle.ts";
import { PickleError } from "./pickle-reader.ts";
import { ofKind, type Pickled } from "./pickle-values.ts";
import { onlyObject, type PickledArray, pickledArray } from "./pickled-array.ts";

function dataOf(file: string, pickle: Uint8Array): Pickled {
  try {
    return readPickle(pickle);
  } catch (error) {
    if (!(error instanceof PickleError)) throw error;
    throw new FileError(file, `The Python objects in the NPY file cannot be read. ${error.message}`, {
      cause: error,
    });
  }
}

/**
 * The masks in what Cellpose saves as `_seg.npy`: one dictionary of arrays, pickled. It is read as data and nothing in
 * it is called. Throws a FileError when there are none.
 */
export function readSegMasks(file: string, pickle: Uint8Array): PickledArray {
  const value = dataOf(file, pickle);
  const dictionary = ofKind(value, "dictionary") ?? ofKind(onlyObject(value), "dictionary");
  const masks = pickledArray(file, dictionary?.entries.get("masks"));
  if (masks) return masks;
  throw new FileError(
    file,
    'The NPY file holds Python objects, but none that Cellpose saves: there is no array "masks".',
  );
}
