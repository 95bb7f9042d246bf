import type { ImageRecord } from "../../../core/dataset/image-record.ts";
import { FileError } from "../../../core/dataset/pairing/file-error.ts";
import { pairInWords } from "../../../core/dataset/pairing/found-pair.ts";
import type { PlannedImage } from "../../../core/dataset/pairing/pairing.ts";
import { baseName, splitPath } from "../../../core/dataset/pairing/path-name.ts";
import { type DecodedImage, identify, type NamedImage } from "../../../core/dataset/stored-image.ts";
import type { Picture } from "../../../core/raster/plane.ts";
import type { Sources } from "../images/decode-raster.ts";
import { isOfStack } from "../raster/plane-choice.ts";
import { cellsOf, NEGATIVE_EXAMPLE } from "./decode-cells.ts";

/** Images of the dataset to which files are added. */
export interface StoredImages {
  readonly records: readonly ImageRecord[];
  /** The samples of one of them. */
  read(id: string): Promise<Picture>;
}

const OF_STACK =
  "Its image in the dataset is one plane of a stack, so it is not known which plane these labels belong to. Add the stack again together with them.";
const ONE_PLANE = { planes: [{ channel: 0, slice: 0, time: 0 }], slice: 0, time: 0 };

/** The image with the name by which it had its id, so that adding its files and labels together gives the same one. */
async function identifyAs({ id, name }: ImageRecord, path: string, image: DecodedImage): Promise<NamedImage> {
  for (const known of [splitPath(path).stem, baseName(path), name]) {
    const found = await identify({ ...image, name: known });
    if (found.record.pictureId === id) return found;
  }
  return identify(image);
}

/**
 * Gives an image of the dataset its labels. Throws a FileError that names the file at fault.
 *
 * @param record The image, which has no labels.
 */
export async function labelStored(
  plan: PlannedImage,
  record: ImageRecord,
  picture: Picture,
  sources: Sources,
  signal: AbortSignal,
): Promise<NamedImage> {
  const { name, group, part } = record;
  const { source, notes = [], truth } = plan;
  const pair = pairInWords(plan);
  if (isOfStack(record.notes))
    throw new FileError(truth.kind === "masks" ? truth.paths[0] : pair.labels, OF_STACK);
  const found = await cellsOf(plan, picture, { ...sources, taken: ONE_PLANE }, signal);
  const said = truth.kind === "none" ? [] : record.notes.slice(1);
  const image = await identifyAs(record, plan.image, {
    name,
    longName: name,
    source,
    pair,
    picture,
    labels: found?.labels ?? null,
    group,
    part,
    cells: found?.cells ?? 0,
    overlapPixels: found?.overlapPixels ?? 0,
    notes: [...notes, ...(found?.cells === 0 ? [NEGATIVE_EXAMPLE] : []), ...said, ...(found?.notes ?? [])],
  });
  return { ...image, record: { ...image.record, name, pictureId: record.id } };
}
