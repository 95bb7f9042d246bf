import { randomUUID } from "node:crypto";
import { mkdir, open, readdir, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { getEnvironmentData } from "node:worker_threads";
import { type Folder, type FolderTree, FullError, StoreError } from "../../src/platform/folder.ts";
import { DiskFile } from "./disk-file.ts";

/** Key of the path of the folder that stands for the browser's storage, in the data that all threads share. */
export const STORE = "direction-lab/store";

/** Ending of a file that is being written. */
const PART = ".part";

const FULL = ["ENOSPC", "EDQUOT"];
const ABSENT = ["ENOENT", "ENOTDIR"];

const hasCode = (error: unknown, codes: readonly string[]) =>
  error instanceof Error && "code" in error && codes.includes(String(error.code));

const placeOf = (path: string) => join(String(getEnvironmentData(STORE)), path);

function failed(error: unknown): StoreError {
  const place = placeOf("");
  if (hasCode(error, FULL))
    return new FullError(
      `There is no room left in the folder for temporary files, ${place}. Free disk space, or set TMPDIR to a folder with more room.`,
      { cause: error },
    );
  return new StoreError(
    `The folder for temporary files, ${place}, cannot be used. Set TMPDIR to a folder that can be written.`,
    { cause: error },
  );
}

async function guarded<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    throw failed(error);
  }
}

async function writeAll(path: string, parts: readonly Uint8Array[]): Promise<void> {
  const file = await open(path, "w");
  try {
    for (const part of parts) if (part.length > 0) await file.writev([part]);
  } finally {
    await file.close();
  }
}

/** A folder of the command line's own storage on the disk, created if there is none. */
export async function openOpfsFolder(path: string): Promise<Folder> {
  const folder = placeOf(path);
  await guarded(() => mkdir(folder, { recursive: true }));
  return {
    read: (name) =>
      guarded(async () => {
        const path = join(folder, name);
        try {
          return DiskFile.open(path);
        } catch (error) {
          if (hasCode(error, ABSENT)) return null;
          throw error;
        }
      }),
    write: (name, parts) =>
      guarded(async () => {
        const part = join(folder, `${name}.${randomUUID()}${PART}`);
        try {
          await mkdir(folder, { recursive: true });
          await writeAll(part, parts);
          await rename(part, join(folder, name));
        } catch (error) {
          await rm(part, { force: true });
          throw error;
        }
      }),
    delete: (name) => guarded(() => rm(join(folder, name), { force: true })),
    names: () =>
      guarded(async () => {
        const entries = await readdir(folder).catch((error: unknown) => {
          if (hasCode(error, ABSENT)) return [];
          throw error;
        });
        return entries.filter((name) => !name.endsWith(PART));
      }),
  };
}

/** The folders in a folder of that storage. */
export async function openOpfsTree(path: string): Promise<FolderTree> {
  const { names } = await openOpfsFolder(path);
  return {
    names,
    open: (name) => openOpfsFolder(`${path}/${name}`),
    delete: (name) => guarded(() => rm(join(placeOf(path), name), { recursive: true, force: true })),
  };
}
