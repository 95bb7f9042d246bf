import { open, rename, rm } from "node:fs/promises";
import { dirname } from "node:path";
import { LabError } from "../src/core/errors.ts";

/** A file of the output could not be written. */
export class OutputError extends LabError {
  override name = "OutputError";
}

const REASONS: ReadonlyMap<string, string> = new Map([
  ["ENOSPC", "there is no room left on the disk. Free some space, and give the same command again."],
  ["EDQUOT", "the quota of the disk is used up. Free some space, and give the same command again."],
  ["EROFS", "it is on a disk that is read-only. Choose another folder with --out."],
  ["EACCES", "its permissions do not allow it. Choose another folder with --out."],
  ["EPERM", "its permissions do not allow it. Choose another folder with --out."],
]);

/** The failure of a write as an error for the user; any other error stays as it is. */
export function outputError(path: string, error: unknown): unknown {
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  const reason = REASONS.get(code);
  return reason ? new OutputError(`${path} cannot be written: ${reason}`, { cause: error }) : error;
}

/** Writes a file completely or not at all, part by part. Throws an OutputError if that is not possible. */
export async function writeOutput(path: string, parts: Iterable<string | Uint8Array>): Promise<void> {
  const part = `${path}.part`;
  try {
    const file = await open(part, "w");
    try {
      for (const piece of parts) if (piece.length > 0) await file.writeFile(piece);
    } finally {
      await file.close();
    }
    await rename(part, path);
  } catch (error) {
    await rm(part, { force: true }).catch(() => {});
    throw outputError(dirname(path), error);
  }
}
