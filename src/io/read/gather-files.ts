import { append } from "../../core/append.ts";
import type { Refusal } from "../../core/dataset/image-record.ts";
import { ARRAY_FOLDER, arrayFolders, isWithin } from "../../core/dataset/pairing/array-folders.ts";
import { FileError } from "../../core/dataset/pairing/file-error.ts";
import type { GroupTable } from "../../core/dataset/pairing/find-groups.ts";
import { foreignContent } from "../../core/dataset/pairing/foreign-formats.ts";
import type { ImageList } from "../../core/dataset/pairing/image-list.ts";
import { splitPath } from "../../core/dataset/pairing/path-name.ts";
import { isSystemFile } from "../../core/dataset/pairing/system-files.ts";
import { unreadFormat } from "../../core/dataset/pairing/unread-formats.ts";
import { loadedCode } from "../../core/loaded-code.ts";
import { MAX_INNER_ZIP_BYTES } from "./bytes/limits.ts";
import { sniff } from "./bytes/sniff.ts";
import { type SourceFile, sourceOfBlob } from "./bytes/source-file.ts";
import { isAnnotationFile } from "./cells/is-annotation-file.ts";
import type { Sources } from "./images/decode-raster.ts";
import { kindProblem } from "./images/kind-problem.ts";
import { namesCells } from "./tables/cell-columns.ts";
import type { CellTable } from "./tables/cell-list.ts";
import { isMasksReadme } from "./tables/masks-readme.ts";
import type { ZipBudget } from "./zip/zip.ts";

/** An added file, on disk in the browser or read by a program. */
export interface AddedFile {
  /** Path within the added folder, `/` between folders. */
  readonly path: string;
  readonly blob: Blob;
}

/** The added files, sorted into images and tables, and the files that are neither. */
export interface GatheredFiles extends Sources {
  readonly files: ReadonlyMap<string, SourceFile>;
  /** Tables that give the sample, plate or well of images and contain no cells. */
  readonly groups: readonly GroupTable[];
  /** Lists of images that were written together with their masks. */
  readonly lists: readonly ImageList[];
  readonly refused: readonly Refusal[];
}

const TABLE_EXTENSIONS: ReadonlySet<string> = new Set(["csv", "tsv", "tab"]);

/** Minimum progress between two reports while a table is read, as a fraction. */
const REPORTED_FRACTION = 0.01;

interface Gathering {
  readonly files: Map<string, SourceFile>;
  readonly tables: Map<string, CellTable>;
  readonly groups: GroupTable[];
  readonly lists: ImageList[];
  readonly refused: Refusal[];
}

/** Options of `gatherFiles`. */
interface GatherOptions {
  readonly signal: AbortSignal;
  /** Paths to skip, of added files or of files in their zips. */
  readonly skip?: ReadonlySet<string>;
  /** If given, only these files in zips are examined; added files always are. */
  readonly only?: ReadonlySet<string> | null;
  /**
   * For archives that are read again: paths of the files needed from them; other archives are read
   * completely.
   */
  readonly again?: readonly string[];
  /** Within a zip: remaining budget for the zips inside it. */
  readonly budget?: ZipBudget;
}

/** Whether a file of a zip is needed: itself, or something inside it. */
function isWanted(path: string, only: ReadonlySet<string> | null | undefined): boolean {
  if (!only || only.has(path)) return true;
  return [...only].some((wanted) => wanted.startsWith(`${path}/`));
}

/** The files of an archive that are needed again. */
function wantedAgain<File extends { readonly path: string }>(
  archive: string,
  files: readonly File[],
  again: readonly string[] = [],
): readonly File[] {
  const within = again.filter((path) => path.startsWith(`${archive}/`));
  if (within.length === 0 || again.includes(archive)) return files;
  const wanted = new Set(within);
  for (const path of within)
    for (let end = path.lastIndexOf("/"); end > archive.length; end = path.lastIndexOf("/", end - 1))
      wanted.add(path.slice(0, end));
  return files.filter(({ path }) => wanted.has(path));
}

/** The file that is being examined, and the fraction (0..1) of it that has been read if it takes long. */
export interface ExaminedFile {
  readonly path: string;
  readonly fraction: number;
}

/** Reports the progress of a long table. */
async function* readLong(
  path: string,
  reading: AsyncGenerator<number, CellTable, undefined>,
): AsyncGenerator<ExaminedFile, CellTable, undefined> {
  let reported = 0;
  for (;;) {
    const next = await reading.next();
    if (next.done) return next.value;
    if (next.value < reported + REPORTED_FRACTION || next.value === 1) continue;
    reported = next.value;
    yield { path, fraction: reported };
  }
}

/**
 * Reads a table of cells, of groups, or a list of exported images. If it is none of these, the error is that
 * of a table of cells.
 */
async function* takeTable(
  source: SourceFile,
  { tables, groups, lists }: Gathering,
  signal: AbortSignal,
): AsyncGenerator<ExaminedFile, void, undefined> {
  const { path } = source;
  const { readCellTable } = await loadedCode(import("./tables/cell-table.ts"));
  try {
    tables.set(path, yield* readLong(path, readCellTable(source, signal)));
  } catch (error) {
    if (!(error instanceof FileError)) throw error;
    const { readGroupTable } = await loadedCode(import("./tables/group-table.ts"));
    const { readImageList } = await loadedCode(import("./tables/image-list.ts"));
    const table = await readGroupTable(source, signal);
    const list = table ? null : await readImageList(source, signal);
    if (table) groups.push(table);
    else if (list) lists.push(list);
    else throw error;
  }
}

/** Files outside Zarr stores; each store is refused once, whatever it contains. */
function withoutArrayFolders<File extends { readonly path: string }>(
  files: readonly File[],
  { refused }: Gathering,
): readonly File[] {
  const stores = arrayFolders(files.map(({ path }) => path));
  if (stores.length === 0) return files;
  for (const store of stores) refused.push({ file: store || files[0].path, reason: ARRAY_FOLDER });
  return files.filter(({ path }) => !stores.some((store) => isWithin(path, store)));
}

/**
 * Whether a file is read as a table: by its extension, and for a plain text file also by the column names in
 * its first line.
 */
function isTableFile(path: string, head: Uint8Array): boolean {
  const { extension } = splitPath(path);
  return TABLE_EXTENSIONS.has(extension) || (extension === "txt" && namesCells(head));
}

/** What opens zips, and the sets of ImageJ ROIs that may be in them. */
async function zipReaders() {
  const zips = await loadedCode(import("./zip/zip.ts"));
  const rois = await loadedCode(import("./cells/roi-set.ts"));
  return { ...zips, ...rois };
}

/**
 * Reads a set of ImageJ ROIs, the only type of zip that is opened within a zip; false if the file is not one.
 */
async function takeInnerRoiSet(
  source: SourceFile,
  budget: ZipBudget,
  found: Gathering,
  signal: AbortSignal,
): Promise<boolean> {
  const { path, size } = source;
  if (size > MAX_INNER_ZIP_BYTES) return false;
  const { readZip, isRoiSet, readRoiSet } = await zipReaders();
  const blob = new Blob([(await source.bytes(signal)).slice()]);
  const { files, refused } = await readZip(path, blob, budget);
  if (!isRoiSet(path, files)) return false;
  append(found.refused, refused);
  found.tables.set(path, await readRoiSet(path, files, signal));
  return true;
}

async function* takeFile(
  source: SourceFile,
  blob: Blob | null,
  found: Gathering,
  options: GatherOptions,
): AsyncGenerator<ExaminedFile, void, undefined> {
  const { path } = source;
  const { signal } = options;
  const head = await source.head(signal);
  const isTable = isTableFile(path, head);
  if (isMasksReadme(path, head)) return;
  const unread = isTable ? null : unreadFormat(path);
  if (unread) throw new FileError(path, unread);
  const kind = sniff(head);
  if (kind === "zip" && splitPath(path).extension === "npz") {
    const { splitNpz } = await loadedCode(import("./numpy/npz.ts"));
    const parts = splitNpz(path, await source.bytes(signal)) ?? [source];
    for (const part of wantedAgain(path, parts, options.again)) found.files.set(part.path, part);
  } else if (kind === "zip" && blob) {
    const { readZip, wholeZipBudget, isRoiSet, readRoiSet } = await zipReaders();
    const budget = wholeZipBudget();
    const content = await readZip(path, blob, budget);
    append(
      found.refused,
      content.refused.filter(({ file }) => !isSystemFile(file)),
    );
    const own = content.files.filter((file) => !isSystemFile(file.path) && isWanted(file.path, options.only));
    const files = wantedAgain(path, own, options.again);
    if (isRoiSet(path, files)) {
      found.tables.set(path, await readRoiSet(path, files, signal));
      return;
    }
    for (const inner of withoutArrayFolders(files, found)) {
      yield* take(inner, null, found, { ...options, budget });
    }
  } else if (
    kind === "zip" &&
    options.budget &&
    (await takeInnerRoiSet(source, options.budget, found, signal))
  ) {
    return;
  } else if (kind === "unknown" && isTable) {
    const { isViaCsv, readViaCsv } = await loadedCode(import("./cells/via-csv.ts"));
    if (isViaCsv(head)) found.tables.set(path, await readViaCsv(source, signal));
    else yield* takeTable(source, found, signal);
  } else if (isAnnotationFile(path) && (kind === "unknown" || kind === "html")) {
    const { readAnnotations } = await loadedCode(import("./cells/annotation-file.ts"));
    found.tables.set(path, yield* readLong(path, readAnnotations(source, signal)));
  } else {
    const problem = (kind === "unknown" ? foreignContent(head) : null) ?? kindProblem(kind);
    if (problem) throw new FileError(path, problem);
    found.files.set(path, source);
  }
}

async function* take(
  source: SourceFile,
  blob: Blob | null,
  found: Gathering,
  options: GatherOptions,
): AsyncGenerator<ExaminedFile, void, undefined> {
  const { path } = source;
  options.signal.throwIfAborted();
  if (isSystemFile(path) || options.skip?.has(path)) return;
  yield { path, fraction: 0 };
  try {
    yield* takeFile(source, blob, found, options);
  } catch (error) {
    if (!(error instanceof FileError)) throw error;
    found.refused.push({ file: error.file, reason: error.reason });
  }
}

/**
 * Examines every added file: zips are opened (within zips, only sets of ImageJ ROIs), tables are read, and
 * all other files are identified by their first bytes. System files and the text that explains exported masks are skipped silently. Yields the next
 * file, including those in zips, and returns all files found. Rejects with the signal's reason when aborted.
 */
export async function* gatherFiles(
  added: readonly AddedFile[],
  options: GatherOptions,
): AsyncGenerator<ExaminedFile, GatheredFiles, undefined> {
  const found: Gathering = { files: new Map(), tables: new Map(), groups: [], lists: [], refused: [] };
  for (const { path, blob } of withoutArrayFolders(added, found)) {
    yield* take(sourceOfBlob(path, blob), blob, found, options);
  }
  return found;
}
