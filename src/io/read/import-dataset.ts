import { FileError } from "../../core/dataset/file-error.ts";
import type { ImageRecord, Refusal } from "../../core/dataset/image-record.ts";
import { roleOf } from "../../core/dataset/label-names.ts";
import { type PlannedImage, pairFiles } from "../../core/dataset/pairing.ts";
import { identify, type StoredImage } from "../../core/dataset/stored-image.ts";
import { summariseRefusals } from "../../core/dataset/summarise-refusals.ts";
import type { CellTable } from "./cell-list.ts";
import { decodeImage, decodeLabels, decodeRaster, type Sources } from "./decode-image.ts";
import { fingerprintOf, readingOnce } from "./fingerprint.ts";
import { type AddedFile, type GatheredFiles, gatherFiles } from "./gather-files.ts";

const CELLS_REFUSED = "Its cells cannot be used; the reason stands with the file that holds them.";

/** Files without a partner that are still looked into; beyond that the folder is of another kind. */
const MOST_LONELY_READ = 40;

/** What an import reports, in order. */
export type ImportStep =
  | {
      readonly kind: "progress";
      readonly done: number;
      readonly total: number;
      readonly current: string;
      /** Of `current`, how much (0..1) is read, where it is a long table. */
      readonly share?: number;
    }
  | { readonly kind: "decoded"; readonly image: StoredImage }
  /** The same files were imported before, so they are not decoded again. */
  | { readonly kind: "known"; readonly record: ImageRecord }
  | { readonly kind: "refused"; readonly refusal: Refusal };

function factsOf({ path, images }: CellTable) {
  const facts = new Map<string, { cells: number; problem: string | null }>();
  for (const [id, { count, problem }] of images) facts.set(id, { cells: count, problem });
  return { path, images: facts };
}

function lookingAt(current: string, share = 0): ImportStep {
  return { kind: "progress", done: 0, total: 0, current, share };
}

/** Few files without a partner are read all the same: one that is damaged shall hear that. */
async function* whyLonely(
  lonely: readonly Refusal[],
  gathered: GatheredFiles,
  signal: AbortSignal,
): AsyncGenerator<ImportStep, readonly Refusal[], undefined> {
  if (lonely.length > MOST_LONELY_READ) return lonely;
  const reasons: Refusal[] = [];
  for (const { file, reason } of lonely) {
    yield lookingAt(file);
    try {
      if (roleOf(file) === "labels") await decodeLabels(file, gathered, signal);
      else await decodeRaster(file, gathered, signal);
      reasons.push({ file, reason });
    } catch (error) {
      if (!(error instanceof FileError)) throw error;
      reasons.push({ file, reason: error.reason });
    }
  }
  return reasons;
}

/** What an import shall leave out, since an earlier try of the same files dealt with it. */
export interface ImportSkips {
  /** Paths of images that are decoded or refused already. */
  readonly images: readonly string[];
  /** Paths of files, those in zips included, that broke the reader before anything could be paired. */
  readonly files: readonly string[];
}

const NOTHING_SKIPPED: ImportSkips = { images: [], files: [] };

/** How to import. */
export interface ImportOptions {
  readonly signal: AbortSignal;
  readonly skip?: ImportSkips | undefined;
  /** Finds an image by the fingerprint of its files, where it is there already. */
  readonly find?: ((fingerprint: string) => Promise<ImageRecord | null>) | undefined;
}

/**
 * Imports files of any mixture of layouts: pairs them, then decodes one image at a time, so that memory holds one.
 * A file that cannot be used is refused and stops no other. Runs in a worker and in Node alike. While files are
 * looked through, `total` is 0 and `current` the file, in a zip or not; afterwards `current` is the image.
 * Rejects with the signal's reason when aborted.
 */
export async function* importDataset(
  added: readonly AddedFile[],
  { signal, skip = NOTHING_SKIPPED, find = async () => null }: ImportOptions,
): AsyncGenerator<ImportStep, void, undefined> {
  const looking = gatherFiles(added, { signal, skip: new Set(skip.files) });
  let next = await looking.next();
  while (!next.done) {
    yield lookingAt(next.value.path, next.value.share);
    next = await looking.next();
  }
  const gathered = next.value;
  const pairing = pairFiles([...gathered.files.keys()], [...gathered.tables.values()].map(factsOf));
  const lonely = yield* whyLonely(pairing.lonely, gathered, signal);
  for (const refusal of summariseRefusals([...gathered.refused, ...pairing.refused, ...lonely])) {
    yield { kind: "refused", refusal };
  }
  const settled = new Set(skip.images);
  const images = pairing.images.filter(({ image }) => !settled.has(image));
  const total = images.length;
  for (const [done, plan] of images.entries()) {
    signal.throwIfAborted();
    yield { kind: "progress", done, total, current: plan.image };
    try {
      yield await takeImage(plan, readingOnce(gathered), find, signal);
    } catch (error) {
      if (!(error instanceof FileError)) throw error;
      yield { kind: "refused", refusal: { file: error.file, reason: error.reason } };
      if (error.file !== plan.image) {
        yield { kind: "refused", refusal: { file: plan.image, reason: CELLS_REFUSED } };
      }
    }
  }
  yield { kind: "progress", done: total, total, current: "" };
}

async function takeImage(
  plan: PlannedImage,
  sources: Sources,
  find: (fingerprint: string) => Promise<ImageRecord | null>,
  signal: AbortSignal,
): Promise<ImportStep> {
  const fingerprint = await fingerprintOf(plan, sources, signal);
  const known = await find(fingerprint);
  if (known) return { kind: "known", record: known };
  const image = await identify(await decodeImage(plan, sources, signal));
  return { kind: "decoded", image: { ...image, record: { ...image.record, fingerprint } } };
}
