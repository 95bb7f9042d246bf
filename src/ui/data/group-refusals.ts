import type { Refusal } from "../../core/dataset/image-record.ts";

/** Files that were refused for the same reason. */
export interface RefusalGroup {
  /** The sentence of the first of them. */
  readonly reason: string;
  readonly files: readonly string[];
}

/** Refusals with the same reason, apart from the name of the file in it, together; largest group first. */
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
