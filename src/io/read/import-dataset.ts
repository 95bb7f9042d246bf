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
import { summariseRefusals } from "../../core/dataset/pairing/summarise-refusals.ts";
import { CELLS_REFUSED } from "../../core/dataset/pairing/unreadable-partners.ts";
import type { StackChoice } from "../../core/dataset/stack-choice.ts";
import type { NamedImage } from "../../core/dataset/stored-image.ts";
import type { DecodePlan } from "./decode-plan.ts";
import { fingerprintOf, readingOnce } from "./fingerprint.ts";
import { type AddedFile, type GatheredFiles, gatherFiles } from "./gather-files.ts";
import { decodeRaster, type Sources } from "./images/decode-raster.ts";
import { decodeLabels } from "./labels/decode-cells.ts";
import { labelStored, type StoredImages } from "./labels/label-stored.ts";
import { readWithNextLabels } from "./labels/next-labels.ts";
import { offerPairs } from "./offer-pairs.ts";
import { type DecodeThreads, ReadAhead } from "./read-ahead.ts";
import type { CellTable } from "./tables/cell-list.ts";
import { takeAhead } from "./take-ahead.ts";

/**
 * Maximum number of files without a partner that are read; larger numbers mean that the folder is not a
 * dataset.
 */
const MAX_UNPAIRED_READ = 40;

/** Maximum number of files without a partner that are read; a folder with more is of another type. */
const MAX_UNPAIRED_LISTED = 10_000;

/** Reports of an import, in order. */
export type ImportStep =
  | ({ readonly kind: "progress" } & ImportProgress)
  | { readonly kind: "decoded"; readonly image: NamedImage }
  /** The same files were imported before and are not decoded again. */
  | { readonly kind: "known"; readonly record: ImageRecord }
  | { readonly kind: "refused"; readonly refusal: Refusal }
  /** Files without a partner that look like images and their labels, which the user may pair. */
  | { readonly kind: "offer"; readonly pairs: PairedFiles };

type TakenStep = Extract<ImportStep, { readonly kind: "decoded" | "known" }>;

/** An image, and its label files that were skipped because they cannot be read. */
interface Taken {
  readonly step: TakenStep;
  readonly damaged: readonly Refusal[];
}

function factsOf({ path, images }: CellTable) {
  const facts = new Map<string, TableEntry>();
  for (const [id, { count, problem, drawn }] of images) facts.set(id, { cells: count, problem, drawn });
  return { path, images: facts };
}

/** The files of the pairs chosen by the user; null if there are none. */
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
    loaded: stored.map(({ pair, name, labelled }) => ({ path: pair?.image ?? name, labelled })),
    broken: [...refused.map(({ file }) => file), ...skip.files],
  });
  return pairStored(pairing, facts, {
    stored: only ? [] : stored,
    added: paths,
    again: new Set(again),
    lists,
  });
}

function reading(current: string, fraction = 0): ImportStep {
  return { kind: "progress", done: 0, total: 0, current, fraction };
}

/**
 * Reads files without a partner if there are only a few of them, so that a damaged file is reported as such.
 */
async function* explainUnpaired(
  unpaired: readonly Refusal[],
  gathered: GatheredFiles,
  signal: AbortSignal,
): AsyncGenerator<ImportStep, readonly Refusal[], undefined> {
  if (unpaired.length > MAX_UNPAIRED_READ) return unpaired;
  const reasons: Refusal[] = [];
  for (const refusal of unpaired) {
    const { file } = refusal;
    yield reading(file);
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

/** Files to leave out of an import, since an earlier attempt at the same files has dealt with them. */
export interface ImportSkips {
  /** Paths of images that are already decoded or refused. */
  readonly images: readonly string[];
  /** Paths of files, including those in zips, that crashed the reader before pairing. */
  readonly files: readonly string[];
}

const NOTHING_SKIPPED: ImportSkips = { images: [], files: [] };

/** Options of `importDataset`. */
export interface ImportOptions {
  readonly signal: AbortSignal;
  readonly skip?: ImportSkips | undefined;
  /** Slice and time point of stacks, for images and labels. */
  readonly stack?: StackChoice | undefined;
  /** Refuses images without labels instead of keeping them. */
  readonly labelledOnly?: boolean;
  /** Pairs chosen by the user. If there are any, all other files are ignored. */
  readonly byHand?: readonly HandChoice[] | undefined;
  /**
   * The parts needed of files that were added before and are read again: the files themselves, or files in
   * them.
   */
  readonly again?: readonly string[] | undefined;
  /** The dataset to which the files are added: labels may belong to one of its images. */
  readonly stored?: StoredImages | undefined;
  /** Finds an existing image by the fingerprint of its files. */
  readonly find?: FindImage | undefined;
  /** Other threads that decode images, if there are any. */
  readonly threads?: DecodeThreads | null | undefined;
}

/** Finds an image by its fingerprint; null if there is none. */
type FindImage = (fingerprint: string) => Promise<ImageRecord | null>;

const findNothing: FindImage = async () => null;

const NOTHING_STORED: StoredImages = {
  records: [],
  read: () => Promise.reject(new Error("There is no dataset.")),
};

function refusalOfUnlabelled({ image, truth }: PlannedImage): Refusal[] {
  return truth.kind === "none" ? [{ file: image, reason: truth.reason, kind: "unpaired image" }] : [];
}

/** Lists unpaired files individually, so that each can be paired by hand, unless there are too many. */
function listed(unpaired: readonly Refusal[]): readonly Refusal[] {
  return unpaired.length <= MAX_UNPAIRED_LISTED ? unpaired : summariseRefusals(unpaired);
}

/**
 * Imports files of any mixture of layouts: pairs them, then decodes one image after the other to limit memory; with
 * `threads`, a few at a time. A
 * file that cannot be used is refused and does not stop the others. Runs in a worker and in Node. While files
 * are examined, `total` is 0 and `current` is the file, possibly in a zip; afterwards `current` is the image.
 * Rejects with the signal's reason when aborted.
 */
export async function* importDataset(
  added: readonly AddedFile[],
  { signal, skip = NOTHING_SKIPPED, find = findNothing, threads = null, ...options }: ImportOptions,
): AsyncGenerator<ImportStep, void, undefined> {
  const { stack = {}, labelledOnly = false, byHand = [], again = [], stored = NOTHING_STORED } = options;
  const only = filesOfPairs(byHand);
  const gathering = gatherFiles(added, { signal, skip: new Set(skip.files), only, again });
  let next = await gathering.next();
  while (!next.done) {
    yield reading(next.value.path, next.value.fraction);
    next = await gathering.next();
  }
  const gathered = { ...next.value, stack };
  const pairing = pairGathered(gathered, skip, byHand, stored, again);
  const unlabelled = labelledOnly ? pairing.images.flatMap(refusalOfUnlabelled) : [];
  const unpaired = yield* explainUnpaired([...pairing.unpaired, ...unlabelled], gathered, signal);
  const [early, spare] = splitSpare(pairing);
  const others = summariseRefusals([...gathered.refused, ...early]);
  for (const refusal of [...others, ...listed(unpaired)]) {
    yield { kind: "refused", refusal };
  }
  const alone = pairing.images.filter(({ truth }) => truth.kind === "none").map(({ image }) => image);
  if (byHand.length === 0 && !labelledOnly) {
    const open = [...alone, ...pairing.unpaired.map(({ file }) => file)];
    for (const pairs of await offerPairs(open, gathered, signal)) yield { kind: "offer", pairs };
  }
  const settled = new Set(skip.images);
  const unused = new Set(unlabelled.map(({ file }) => file));
  const images = pairing.images.filter(({ image }) => !settled.has(image) && !unused.has(image));
  const ahead = new ReadAhead(images.length, gathered.files, threads);
  const used = yield* takeAll(
    images,
    async (plan, turn) => {
      const record = pairing.joined.get(plan.image);
      const decode: DecodePlan = (...args) => ahead.decode(turn, ...args);
      if (!record) return takeImage(plan, readingOnce(gathered), { find, decode }, signal);
      await turn;
      const pixels = await stored.read(record.id);
      const { result: image, damaged } = await readWithNextLabels(plan, gathered, (next) =>
        labelStored(next, record, pixels, gathered, signal),
      );
      return { step: { kind: "decoded", image }, damaged };
    },
    ahead,
    signal,
  );
  for (const refusal of summariseRefusals(spare.filter(({ file }) => !used.has(file)))) {
    yield { kind: "refused", refusal };
  }
}

/**
 * Splits refusals into those reported at once, and those of spare label sources, which are reported at the
 * end if they were not needed.
 */
function splitSpare({ images, refused }: Pick<Pairing, "images" | "refused">): [Refusal[], Refusal[]] {
  const paths = new Set(
    images
      .flatMap(({ spare = [] }) => spare)
      .flatMap(({ truth }) => (truth.kind === "labels" || truth.kind === "table" ? [truth.path] : [])),
  );
  const isSpare = ({ file }: Refusal) => paths.has(file);
  return [refused.filter((one) => !isSpare(one)), refused.filter(isSpare)];
}

/** Imports the images in order, and returns the files of the labels used. */
async function* takeAll(
  images: readonly PlannedImage[],
  take: (plan: PlannedImage, turn: Promise<void>) => Promise<Taken>,
  ahead: ReadAhead,
  signal: AbortSignal,
): AsyncGenerator<ImportStep, ReadonlySet<string>, undefined> {
  const used = new Set<string>();
  const total = images.length;
  let done = 0;
  const mayBegin = (plan: PlannedImage, others: readonly PlannedImage[]) => ahead.mayBegin(plan, others);
  for await (const { item: plan, begin, result } of takeAhead(images, take, mayBegin)) {
    signal.throwIfAborted();
    yield { kind: "progress", done, total, current: plan.image };
    done += 1;
    begin();
    try {
      const { step, damaged } = await result;
      const record = step.kind === "known" ? step.record : step.image.record;
      ahead.learn(record);
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

/** Refuses the gold or silver truth that was not used. */
function* refusedSilver(plan: PlannedImage, { pair }: ImageRecord): Generator<ImportStep> {
  for (const refusal of silverReason(plan, pair?.labels ?? "")) yield { kind: "refused", refusal };
}

/** Whether an existing image can stay in its group and on its side of the split. */
function staysWhere(known: ImageRecord, { group, part }: PlannedImage): boolean {
  return (group === null || group === known.group) && (part === null || part === known.part);
}

async function takeImage(
  plan: PlannedImage,
  sources: Sources,
  { find, decode }: { readonly find: FindImage; readonly decode: DecodePlan },
  signal: AbortSignal,
): Promise<Taken> {
  const fingerprint = await fingerprintOf(plan, sources, signal);
  const known = await find(fingerprint);
  if (known && staysWhere(known, plan)) return { step: { kind: "known", record: known }, damaged: [] };
  const { image, damaged } = await decode(plan, sources, signal);
  const record = { ...image.record, fingerprint };
  return { step: { kind: "decoded", image: { ...image, record } }, damaged };
}
