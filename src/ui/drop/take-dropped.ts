import { LabError } from "../../core/errors.ts";
import type { DroppedFile } from "../../workers/decode.protocol.ts";
import { orderFiles } from "./order-files.ts";

/** A dropped item with the modern handle call, which TypeScript's DOM library lacks. */
interface HandleItem extends DataTransferItem {
  getAsFileSystemHandle?(): Promise<FileSystemHandle | null>;
}

/** Contents of a dropped item, read during the drop event. */
interface TakenItem {
  readonly handle: Promise<FileSystemHandle | null>;
  readonly entry: FileSystemEntry | null;
  readonly file: File | null;
}

function isDirectoryHandle(handle: FileSystemHandle): handle is FileSystemDirectoryHandle {
  return handle.kind === "directory";
}

function isFileHandle(handle: FileSystemHandle): handle is FileSystemFileHandle {
  return handle.kind === "file";
}

async function* filesOfHandle(handle: FileSystemHandle, path: string): AsyncGenerator<DroppedFile> {
  if (isFileHandle(handle)) yield { path, file: await handle.getFile() };
  if (!isDirectoryHandle(handle)) return;
  for await (const child of handle.values()) yield* filesOfHandle(child, `${path}/${child.name}`);
}

/** One call of `readEntries` returns only a part of a folder; an empty part marks the end. */
async function readWholeFolder(folder: FileSystemDirectoryEntry): Promise<FileSystemEntry[]> {
  const reader = folder.createReader();
  const all: FileSystemEntry[] = [];
  for (;;) {
    const part = await new Promise<FileSystemEntry[]>((resolve, reject) =>
      reader.readEntries(resolve, reject),
    );
    if (part.length === 0) return all;
    all.push(...part);
  }
}

async function* filesOfEntry(entry: FileSystemEntry, path: string): AsyncGenerator<DroppedFile> {
  if (entry.isFile) {
    const file = await new Promise<File>((resolve, reject) =>
      (entry as FileSystemFileEntry).file(resolve, reject),
    );
    yield { path, file };
  }
  if (!entry.isDirectory) return;
  for (const child of await readWholeFolder(entry as FileSystemDirectoryEntry)) {
    yield* filesOfEntry(child, `${path}/${child.name}`);
  }
}

async function* filesOfItem({ handle, entry, file }: TakenItem): AsyncGenerator<DroppedFile> {
  const opened = await handle;
  if (opened) yield* filesOfHandle(opened, opened.name);
  else if (entry) yield* filesOfEntry(entry, entry.name);
  else if (file) yield { path: file.name, file };
}

async function readItems(items: readonly TakenItem[]): Promise<DroppedFile[]> {
  const files: DroppedFile[] = [];
  try {
    for (const item of items) for await (const file of filesOfItem(item)) files.push(file);
  } catch (cause) {
    throw new LabError(
      "A dropped folder could not be read. Choose it with the button “Choose folder” instead.",
      {
        cause,
      },
    );
  }
  return orderFiles(files);
}

/**
 * Every file of a drop, including all subfolders, sorted, without the files that operating systems add. Must
 * be called within the drop event: the browser empties `transfer` at the first wait, and all items must be
 * read before it. Rejects with a LabError if a folder cannot be read.
 */
export function takeDropped(transfer: DataTransfer): Promise<DroppedFile[]> {
  const taken = Array.from(transfer.items)
    .filter((item) => item.kind === "file")
    .map((item: HandleItem): TakenItem => {
      const handle = item.getAsFileSystemHandle?.().catch(() => null) ?? Promise.resolve(null);
      return { handle, entry: item.webkitGetAsEntry(), file: item.getAsFile() };
    });
  return readItems(taken);
}

/** The files of a file or folder button, in the same form and order as a drop. */
export function takeChosen(list: Iterable<File>): DroppedFile[] {
  return orderFiles(Array.from(list, (file) => ({ path: file.webkitRelativePath || file.name, file })));
}
