import { FileError } from "../../core/dataset/file-error.ts";
import type { Refusal } from "../../core/dataset/image-record.ts";
import { type PlannedImage, pairFiles } from "../../core/dataset/pairing.ts";
import { identify, type StoredImage } from "../../core/dataset/stored-image.ts";
import { summariseRefusals } from "../../core/dataset/summarise-refusals.ts";
import type { CellTable } from "./cell-table.ts";
import { decodeImage } from "./decode-image.ts";
import { type AddedFile, type GatheredFiles, gatherFiles } from "./gather-files.ts";

/** What an import reports, in order. */
export type ImportStep =
  | { readonly kind: "progress"; readonly done: number; readonly total: number; readonly current: string }
  | { readonly kind: "decoded"; readonly image: StoredImage }
  | { readonly kind: "refused"; readonly refusal: Refusal };

/** What was added and what shall be made of it; nothing is decoded yet. */
export interface ImportPlan {
  readonly gathered: GatheredFiles;
  readonly images: readonly PlannedImage[];
  readonly refused: readonly Refusal[];
}

const CELLS_REFUSED = "Its cells cannot be used; the reason stands with the file that holds them.";

function factsOf({ path, images }: CellTable) {
  const facts = new Map<string, { cells: number; problem: string | null }>();
  for (const [id, { cells, problem }] of images) facts.set(id, { cells: cells.length, problem });
  return { path, images: facts };
}

/** Looks through the added files and pairs them. Rejects with the signal's reason when aborted. */
export async function planImport(added: readonly AddedFile[], signal: AbortSignal): Promise<ImportPlan> {
  const gathered = await gatherFiles(added, signal);
  const pairing = pairFiles([...gathered.files.keys()], [...gathered.tables.values()].map(factsOf));
  return { gathered, images: pairing.images, refused: [...gathered.refused, ...pairing.refused] };
}

/** Reads and identifies one planned image. Throws a FileError that names the file at fault. */
async function decodePlanned(
  plan: PlannedImage,
  gathered: GatheredFiles,
  signal: AbortSignal,
): Promise<StoredImage> {
  try {
    return await identify(await decodeImage(plan, gathered, signal));
  } catch (error) {
    signal.throwIfAborted();
    if (error instanceof FileError) throw error;
    throw new FileError(
      plan.image,
      "The image could not be decoded. It may be damaged or too large for the memory.",
      {
        cause: error,
      },
    );
  }
}

/**
 * Imports files of any mixture of layouts: pairs them, then decodes one image at a time, so that memory holds one.
 * A file that cannot be used is refused and stops no other. Runs in a worker and in Node alike.
 * Rejects with the signal's reason when aborted.
 */
export async function* importDataset(
  added: readonly AddedFile[],
  { signal }: { readonly signal: AbortSignal },
): AsyncGenerator<ImportStep, void, undefined> {
  yield { kind: "progress", done: 0, total: 0, current: "Looking through the files" };
  const { gathered, images, refused } = await planImport(added, signal);
  for (const refusal of summariseRefusals(refused)) yield { kind: "refused", refusal };
  yield* decodeAll(images, gathered, signal);
}

/** Decodes what a plan names, one image at a time. */
export async function* decodeAll(
  images: readonly PlannedImage[],
  gathered: GatheredFiles,
  signal: AbortSignal,
): AsyncGenerator<ImportStep, void, undefined> {
  const total = images.length;
  for (const [done, plan] of images.entries()) {
    signal.throwIfAborted();
    yield { kind: "progress", done, total, current: plan.name };
    try {
      yield { kind: "decoded", image: await decodePlanned(plan, gathered, signal) };
    } catch (error) {
      if (!(error instanceof FileError)) throw error;
      yield { kind: "refused", refusal: { file: error.file, reason: error.reason } };
      if (error.file !== plan.image)
        yield { kind: "refused", refusal: { file: plan.image, reason: CELLS_REFUSED } };
    }
  }
  yield { kind: "progress", done: total, total, current: "" };
}
