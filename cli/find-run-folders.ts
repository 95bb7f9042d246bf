import { existsSync } from "node:fs";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { sentenceOf } from "../src/core/errors.ts";
import { CHECKPOINT } from "./follow-run.ts";
import { type FolderRun, RUN_FILE, RunFolderError, readRunFolder } from "./run-folder.ts";

/** A folder whose run cannot be used. */
export interface DamagedFolder {
  readonly path: string;
  /** Sentences. */
  readonly reason: string;
}

/** The runs of some folders. */
export interface FoundRuns {
  readonly runs: readonly FolderRun[];
  readonly damaged: readonly DamagedFolder[];
}

/** Files each of which shows that a folder is that of a run. */
const SIGNS = [RUN_FILE, "curves.json", "curves.csv", CHECKPOINT];

const isRun = (folder: string) => SIGNS.some((name) => existsSync(join(folder, name)));

/** The folders of runs: the given one, or those directly in it. */
async function runFoldersIn(path: string): Promise<readonly string[]> {
  if (isRun(path)) return [path];
  const entries = await readdir(path, { withFileTypes: true }).catch(() => null);
  if (!entries) throw new RunFolderError(`There is no folder ${path}.`);
  const folders = entries
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => join(path, name))
    .filter(isRun)
    .sort();
  if (folders.length === 0)
    throw new RunFolderError(
      `There is no run in ${path}. Give the output folder of train or experiment, which has a ${RUN_FILE}.`,
    );
  return folders;
}

function adviceFor(folder: string): string {
  return !existsSync(join(folder, RUN_FILE)) && existsSync(join(folder, CHECKPOINT))
    ? " The run was interrupted. Resume it with train --resume."
    : "";
}

/**
 * Reads the runs in folders: output folders of runs, or folders of these. A damaged one does not stop the others.
 * @throws RunFolderError if a path is no folder, or contains no run
 */
export async function findRuns(paths: readonly string[]): Promise<FoundRuns> {
  const folders = new Set<string>();
  for (const path of paths) for (const folder of await runFoldersIn(path)) folders.add(folder);
  const runs: FolderRun[] = [];
  const damaged: DamagedFolder[] = [];
  for (const path of folders) {
    try {
      runs.push(await readRunFolder(path));
    } catch (error) {
      damaged.push({ path, reason: `${sentenceOf(error)}${adviceFor(path)}` });
    }
  }
  return { runs, damaged };
}
