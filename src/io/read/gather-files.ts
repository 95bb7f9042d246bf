import { FileError } from "../../core/dataset/file-error.ts";
import type { Refusal } from "../../core/dataset/image-record.ts";
import { splitPath } from "../../core/dataset/path-name.ts";
import { isSystemFile } from "../../core/dataset/system-files.ts";
import { unreadFormat } from "../../core/dataset/unread-formats.ts";
import { type CellTable, readCellTable } from "./cell-table.ts";
import type { Sources } from "./decode-image.ts";
import { kindProblem } from "./read-raster.ts";
import { sniff } from "./sniff.ts";
import { type SourceFile, sourceOfBlob } from "./source-file.ts";
import { readZip } from "./zip.ts";

/** A file as it was added: on disk in the browser, or read by a program. */
export interface AddedFile {
  /** Path within what was added, `/` between folders. */
  readonly path: string;
  readonly blob: Blob;
}

/** What was added, sorted into pictures and tables, and the files that are neither. */
export interface GatheredFiles extends Sources {
  readonly refused: readonly Refusal[];
}

interface Gathering {
  readonly files: Map<string, SourceFile>;
  readonly tables: Map<string, CellTable>;
  readonly refused: Refusal[];
}

async function takeFile(
  source: SourceFile,
  blob: Blob | null,
  found: Gathering,
  signal: AbortSignal,
): Promise<void> {
  const { path } = source;
  const unread = unreadFormat(path);
  if (unread) throw new FileError(path, unread);
  const kind = sniff(await source.head(signal));
  if (kind === "zip" && blob) {
    const content = await readZip(path, blob);
    found.refused.push(...content.refused.filter(({ file }) => !isSystemFile(file)));
    for (const inner of content.files) await take(inner, null, found, signal);
  } else if (kind === "unknown" && splitPath(path).extension === "csv") {
    found.tables.set(path, await readCellTable(source, signal));
  } else {
    const problem = kindProblem(kind);
    if (problem) throw new FileError(path, problem);
    found.files.set(path, source);
  }
}

async function take(
  source: SourceFile,
  blob: Blob | null,
  found: Gathering,
  signal: AbortSignal,
): Promise<void> {
  signal.throwIfAborted();
  if (isSystemFile(source.path)) return;
  try {
    await takeFile(source, blob, found, signal);
  } catch (error) {
    if (!(error instanceof FileError)) throw error;
    found.refused.push({ file: error.file, reason: error.reason });
  }
}

/**
 * Looks into every added file: zips are opened (not those within zips), tables read, all others told by their first
 * bytes. What systems leave in folders is passed over in silence. Says which file comes next, and returns what was
 * found. Rejects with the signal's reason when aborted.
 */
export async function* gatherFiles(
  added: readonly AddedFile[],
  signal: AbortSignal,
): AsyncGenerator<string, GatheredFiles, undefined> {
  const found: Gathering = { files: new Map(), tables: new Map(), refused: [] };
  for (const { path, blob } of added) {
    yield path;
    await take(sourceOfBlob(path, blob), blob, found, signal);
  }
  return found;
}
