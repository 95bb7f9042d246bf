import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { LabError } from "../../src/core/errors.ts";

const PREFIX = "direction-lab-";
const NAME = /^direction-lab-(\d+)-\w+$/;

function isAlive(id: number): boolean {
  try {
    process.kill(id, 0);
    return true;
  } catch (error) {
    // It may be of another user.
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}

/** Deletes the folders of processes that were killed. */
function clearOld(parent: string): void {
  for (const name of readdirSync(parent)) {
    const [, id] = NAME.exec(name) ?? [];
    if (id === undefined || isAlive(Number(id))) continue;
    try {
      rmSync(join(parent, name), { recursive: true, force: true });
    } catch {
      // It may be of another user.
    }
  }
}

/** A new folder for temporary files, which is deleted when this process ends. Throws a LabError if there can be none. */
export function temporaryFolder(): string {
  const parent = tmpdir();
  try {
    clearOld(parent);
    const folder = mkdtempSync(join(parent, `${PREFIX}${process.pid}-`));
    process.on("exit", () => rmSync(folder, { recursive: true, force: true }));
    return folder;
  } catch (error) {
    throw new LabError(
      `No folder for temporary files can be made in ${parent}. Set TMPDIR to a folder that can be written.`,
      { cause: error },
    );
  }
}
