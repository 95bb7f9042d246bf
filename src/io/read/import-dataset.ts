import type { ImageRecord, Refusal } from "../../core/dataset/image-record.ts";
import type { ImportProgress } from "../../core/dataset/import-progress.ts";
import { FileError } from "../../core/dataset/pairing/file-error.ts";
import type { PairedFiles } from "../../core/dataset/pairing/find-offers.ts";
import type { HandChoice } from "../../core/dataset/pairing/found-pair.ts";
import { roleOf } from "../../core/dataset/pairing/label-names.ts";
import { pairStored } from "../../core/dataset/pairing/pair-stored.ts";
import type { TableEntry } from "../../core/dataset/pairing/pair-tables.ts";
import { type Pairing, type PlannedImage, pairFiles } from "../../core/dataset/pairing/pairing.ts";
import { silverReason } from "../../core/dataset/pairing/silver-reason.ts";
import { CELLS_REFUSED } from "../../core/dataset/pairing/spoilt-by-partner.ts";
import { summariseRefusals } from "../../core/dataset/pairing/summarise-refusals.ts";
import type { StackChoice } from "../../core/dataset/stack-choice.ts";
import { identify, type NamedImage } from "../../core/dataset/stored-image.ts";
import { decodeImage } from "./decode-image.ts";
import { fingerprintOf, readingOnce } from "./fingerprint.ts";
import { type AddedFile, type GatheredFiles, gatherFiles } from "./gather-files.ts";
import { decodeRaster, type Sources } from "./images/decode-raster.ts";
import { decodeLabels } from "./labels/decode-cells.ts";
import { fullerPlan, notesOfSpares } from "./labels/fuller-labels.ts";
import { labelStored, type StoredImages } from "./labels/label-stored.ts";
import { readWithNextLabels } from "./labels/next-labels.ts";
import { offerPairs } from "./offer-pairs.ts";
import type { CellTable } from "./tables/cell-list.ts";

/** Files without a partner that are still looked into; beyond that the folder is of another kind. */
const MOST_LONELY_READ = 40;

/** Files without a partner that are listed one by one. */
const MOST_LONELY_LISTED = 10_000;

/** What an import reports, in order. */
export type ImportStep =
  | ({ readonly kind: "progress" } & ImportProgress)
  | { readonly kind: "decoded"; readonly image: NamedImage }
  /** The same files were imported before, so they are not decoded again. */
  | { readonly kind: "known"; readonly record: ImageRecord }
  | { readonly kind: "refused"; readonly refusal: Refusal }
  /** Files without a partner that look like images and their labels; a person may pair them. */
  | { readonly kind: "offer"; readonly pairs: PairedFiles };

type TakenStep = Extract<ImportStep, { readonly kind: "decoded" | "known" }>;

/** An image that was taken, and files of its labels that were passed over since they cannot be read. */
interface Taken {
  readonly step: TakenStep;
  readonly damaged: readonly Refusal[];
}

function factsOf({ path, images }: CellTable) {
  const facts = new Map<string, TableEntry>();
  for (const [id, { count, problem, drawn }] of images) facts.set(id, { cells: count, problem, drawn });
  return { path, images: facts };
}

/** The files of pairs that a person chose; null when there are none. */
function filesOfPairs(byHand: readonly HandChoice[]): Set<string> | null {
  if (byHand.length === 0) return null;
  return new Set(byHand.flatMap(({ image, labels }) => (labels === null ? [image] : [image, labels])));
}

function pairGathered(
  { files, tables, groups, lists: written, refused }: GatheredFiles,
  skip: ImportSkips,
  byHand: readonly HandChoice[],
  { records: stored }: StoredImages,
  again: readonly string[],
) {
  const only = filesOfPairs(byHand);
  const lists = only ? [] : written;
  const paths = [...files.keys()].filter((path) => only?.has(path) ?? true);
  const ofCells = [...tables.values()].map(({ path, groups = new Map() }) => ({ path, groups }));
  const facts = [...tables.values()].map(factsOf);
  const pairing = pairFiles(paths, facts, {
    byHand,
    groups: [...groups, ...ofCells.filter((table) => table.groups.size > 0)],
    lists,
    broken: [...refused.map(({ file }) => file), ...skip.files],
  });
  return pairStored(pairing, facts, {
    stored: only ? [] : stored,
    added: paths,
    again: new Set(again),
    lists,
  });
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
  for (const refusal of lonely) {
    const { file } = refusal;
    yield lookingAt(file);
    try {
      if (roleOf(file) === "labels") await decodeLabels(file, gathered, signal);
      else await decodeRaster(file, gathered, signal);
      reasons.push(refusal);
    } catch (error) {
      if (!(error instanceof FileError)) throw error;
      reasons.push({ file, reason: `${refusal.reason} ${error.reason}` });
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
  /** Which slice and time point of stacks, images and labels alike. */
  readonly stack?: StackChoice | undefined;
  /** Refuses images without labels instead of keeping them. */
  readonly labelledOnly?: boolean;
  /** Pairs that a person chose. Where there are any, nothing else is looked at. */
  readonly byHand?: readonly HandChoice[] | undefined;
  /** What is wanted of files that were added before and are read again: themselves, or files in them. */
  readonly again?: readonly string[] | undefined;
  /** The dataset to which the files are added: labels may be those of an image in it. */
  readonly stored?: StoredImages | undefined;
  /** Finds an image by the fingerprint of its files, where it is there already. */
  readonly find?: FindImage | undefined;
}

/** Finds an image by its fingerprint; null when it is not there. */
type FindImage = (fingerprint: string) => Promise<ImageRecord | null>;

const findNothing: FindImage = async () => null;

const NOTHING_STORED: StoredImages = {
  records: [],
  read: () => Promise.reject(new Error("There is no dataset.")),
};

function refusalOfBare({ image, truth }: PlannedImage): Refusal[] {
  return truth.kind === "none" ? [{ file: image, reason: truth.reason, kind: "unpaired image" }] : [];
}

/** Lonely files one by one, so that each can be paired by hand, unless they are too many to be looked through. */
function listed(lonely: readonly Refusal[]): readonly Refusal[] {
  return lonely.length <= MOST_LONELY_LISTED ? lonely : summariseRefusals(lonely);
}

/**
 * Imports files of any mixture of layouts: pairs them, then decodes one image at a time, so that memory holds one.
 * A file that cannot be used is refused and stops no other. Runs in a worker and in Node alike. While files are
 * looked through, `total` is 0 and `current` the file, in a zip or not; afterwards `current` is the image.
 * Rejects with the signal's reason when aborted.
 */
export async function* importDataset(
  added: readonly AddedFile[],
  { signal, skip = NOTHING_SKIPPED, find = findNothing, ...options }: ImportOptions,
): AsyncGenerator<ImportStep, void, undefined> {
  const { stack = {}, labelledOnly = false, byHand = [], again = [], stored = NOTHING_STORED } = options;
  const only = filesOfPairs(byHand);
  const looking = gatherFiles(added, { signal, skip: new Set(skip.files), only, again });
  let next = await looking.next();
  while (!next.done) {
    yield lookingAt(next.value.path, next.value.share);
    next = await looking.next();
  }
  const gathered = { ...next.value, stack };
  const pairing = pairGathered(gathered, skip, byHand, stored, again);
  const bare = labelledOnly ? pairing.images.flatMap(refusalOfBare) : [];
  const lonely = yield* whyLonely([...pairing.lonely, ...bare], gathered, signal);
  const [early, spare] = splitSpare(pairing);
  const others = summariseRefusals([...gathered.refused, ...early]);
  for (const refusal of [...others, ...listed(lonely)]) {
    yield { kind: "refused", refusal };
  }
  const alone = pairing.images.filter(({ truth }) => truth.kind === "none").map(({ image }) => image);
  if (byHand.length === 0 && !labelledOnly) {
    const open = [...alone, ...pairing.lonely.map(({ file }) => file)];
    for (const pairs of await offerPairs(open, gathered, signal)) yield { kind: "offer", pairs };
  }
  const settled = new Set(skip.images);
  const unused = new Set(bare.map(({ file }) => file));
  const images = pairing.images.filter(({ image }) => !settled.has(image) && !unused.has(image));
  const used = yield* takeAll(
    images,
    async (plan) => {
      const record = pairing.joined.get(plan.image);
      if (!record) return takeImage(plan, readingOnce(gathered), find, signal);
      const pixels = await stored.read(record.id);
      const { result: image, damaged } = await readWithNextLabels(plan, gathered, (next) =>
        labelStored(next, record, pixels, gathered, signal),
      );
      return { step: { kind: "decoded", image }, damaged };
    },
    signal,
  );
  for (const refusal of summariseRefusals(spare.filter(({ file }) => !used.has(file)))) {
    yield { kind: "refused", refusal };
  }
}

/** What is refused at once, and spare sources of labels, of which it is known at the end whether they were needed. */
function splitSpare({ images, refused }: Pick<Pairing, "images" | "refused">): [Refusal[], Refusal[]] {
  const paths = new Set(
    images
      .flatMap(({ spare = [] }) => spare)
      .flatMap(({ truth }) => (truth.kind === "labels" || truth.kind === "table" ? [truth.path] : [])),
  );
  const isSpare = ({ file }: Refusal) => paths.has(file);
  return [refused.filter((one) => !isSpare(one)), refused.filter(isSpare)];
}

/** Takes the images one by one, and returns the files that their labels came from. */
async function* takeAll(
  images: readonly PlannedImage[],
  take: (plan: PlannedImage) => Promise<Taken>,
  signal: AbortSignal,
): AsyncGenerator<ImportStep, ReadonlySet<string>, undefined> {
  const used = new Set<string>();
  const total = images.length;
  for (const [done, plan] of images.entries()) {
    signal.throwIfAborted();
    yield { kind: "progress", done, total, current: plan.image };
    try {
      const { step, damaged } = await take(plan);
      const record = step.kind === "known" ? step.record : step.image.record;
      if (record.pair) used.add(record.pair.labels);
      yield step;
      for (const refusal of damaged) yield { kind: "refused", refusal };
      yield* refusedSilver(plan, record);
    } catch (error) {
      if (!(error instanceof FileError)) throw error;
      yield { kind: "refused", refusal: { file: error.file, reason: error.reason } };
      if (error.file !== plan.image) {
        yield { kind: "refused", refusal: { file: plan.image, reason: CELLS_REFUSED } };
      }
    }
  }
  yield { kind: "progress", done: total, total, current: "" };
  return used;
}

/** Of gold and silver truth, the one that was not taken. */
function* refusedSilver(plan: PlannedImage, { pair }: ImageRecord): Generator<ImportStep> {
  for (const refusal of silverReason(plan, pair?.labels ?? "")) yield { kind: "refused", refusal };
}

/** Whether an image that is there already need not move to another group or side of the split. */
function staysWhere(known: ImageRecord, { group, part }: PlannedImage): boolean {
  return (group === null || group === known.group) && (part === null || part === known.part);
}

/** Reads an image with the fuller of its labels, and notes where another source of them holds more cells. */
async function decodeFullest(planned: PlannedImage, sources: Sources, signal: AbortSignal) {
  const fuller = await fullerPlan(planned, sources, signal);
  const { result, plan, damaged } = await readWithNextLabels(fuller, sources, (next) =>
    decodeImage(next, sources, signal),
  );
  const notes = result.labels ? await notesOfSpares(plan, result.cells, sources, signal) : [];
  return { decoded: { ...result, notes: [...result.notes, ...notes] }, damaged };
}

async function takeImage(
  plan: PlannedImage,
  sources: Sources,
  find: FindImage,
  signal: AbortSignal,
): Promise<Taken> {
  const fingerprint = await fingerprintOf(plan, sources, signal);
  const known = await find(fingerprint);
  if (known && staysWhere(known, plan)) return { step: { kind: "known", record: known }, damaged: [] };
  const { decoded, damaged } = await decodeFullest(plan, sources, signal);
  const image = await identify(decoded);
  const record = { ...image.record, fingerprint };
  return { step: { kind: "decoded", image: { ...image, record } }, damaged };
}
