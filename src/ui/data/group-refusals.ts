import type { Refusal } from "../../core/dataset/image-record.ts";

/** Files refused for the same reason. */
export interface RefusalGroup {
  /** The message about the first of them. */
  readonly reason: string;
  readonly files: readonly string[];
}

/** Groups of refusals whose reasons differ only in the file name; the largest group first. */
export function groupRefusals(refusals: readonly Refusal[]): RefusalGroup[] {
  const groups = new Map<string, { reason: string; files: string[] }>();
  for (const { file, reason } of refusals) {
    const kind = reason.replaceAll(file, "");
    const group = groups.get(kind);
    if (group) group.files.push(file);
    else groups.set(kind, { reason, files: [file] });
  }
  return [...groups.values()].sort((a, b) => b.files.length - a.files.length);
}
