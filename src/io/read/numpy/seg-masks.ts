import { FileError } from "../../../core/dataset/pairing/file-error.ts";
import type { PlanePlace } from "../raster/plane-choice.ts";
import { arraySlice, type WholeArray } from "./array-slice.ts";
import { readPickle } from "./pickle.ts";
import { PickleError } from "./pickle-reader.ts";
import { ofKind, type Pickled } from "./pickle-values.ts";
import { onlyObject, pickledArray } from "./pickled-array.ts";

const MAX_SLICES = 100_000;

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

/** Masks of one plane, and notes about its choice. */
interface SegMasks extends WholeArray {
  readonly planes: readonly PlanePlace[];
  readonly notes: readonly string[];
}

/**
 * Masks of a stack are reduced to one slice: the middle one (of an even number, the one before the middle)
 * unless another is chosen.
 */
function ofOneSlice(file: string, masks: WholeArray, chosen: number | undefined): SegMasks {
  const [count] = masks.layout.shape;
  if (masks.layout.shape.length !== 3)
    return { ...masks, planes: [{ channel: 0, slice: 0, time: 0 }], notes: [] };
  const slice = chosen ?? Math.floor((count - 1) / 2);
  if (slice < 0 || slice >= count || count > MAX_SLICES) {
    throw new FileError(file, `The masks are a stack of ${count} slices, without number ${slice + 1}.`);
  }
  const which = chosen === undefined ? "the middle one, " : "";
  return {
    ...arraySlice(file, masks, slice),
    planes: Array.from({ length: count }, (_, at) => ({ channel: 0, slice: at, time: 0 })),
    notes: [`Of ${count} slices, ${which}number ${slice + 1} is used.`],
  };
}

/**
 * The masks of a Cellpose `_seg.npy` file, which is a pickled dictionary of arrays. It is read as data, and
 * nothing in it is called. Throws a FileError if there are no masks.
 *
 * @param slice Slice of a stack, from 0.
 */
export function readSegMasks(file: string, pickle: Uint8Array, slice?: number): SegMasks {
  const value = dataOf(file, pickle);
  const dictionary = ofKind(value, "dictionary") ?? ofKind(onlyObject(value), "dictionary");
  const masks = pickledArray(file, dictionary?.entries.get("masks"));
  if (masks) return ofOneSlice(file, masks, slice);
  throw new FileError(
    file,
    'The NPY file holds Python objects, but none that Cellpose saves: there is no array "masks".',
  );
}
