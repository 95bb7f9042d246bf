import type { RunFile } from "./room.ts";
import { startOfId } from "./run-id.ts";
import type { RunRecord } from "./run-record.ts";

/** A run in the store. */
export interface StoredRun {
  readonly kind: "stored";
  readonly id: string;
  readonly record: RunRecord;
  readonly files: readonly RunFile[];
  /** When the user deleted it, ms since 1970; it can be restored. Null if it is not deleted. */
  readonly deletedAt: number | null;
}

/** A run whose folder has a missing, cut or altered file, or was written by a newer version. */
export interface DamagedRun {
  readonly kind: "damaged";
  readonly id: string;
  /** Its description, if that is not damaged itself. */
  readonly record: RunRecord | null;
  /** A sentence. */
  readonly reason: string;
  readonly files: readonly RunFile[];
  readonly deletedAt: number | null;
}

/** A run as listed. */
export type ListedRun = StoredRun | DamagedRun;

/** Name of a run, or of its folder if its description is damaged. */
export function nameOf({ id, record }: ListedRun): string {
  return record?.name ?? id;
}

/** Start of a run, ms since 1970, which its id tells too. */
export function startOf({ id, record }: ListedRun): number {
  return record?.startedAt ?? startOfId(id);
}
