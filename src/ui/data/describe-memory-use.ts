import { counted } from "../../core/counted.ts";
import type { useDatasetStore } from "../../state/dataset.ts";
import { formatBytes } from "../status/quantities.ts";

type MemoryUse = NonNullable<ReturnType<typeof useDatasetStore.getState>["inMemory"]>;

/** Why images are kept in memory, their size, and the consequence. */
export function describeMemoryUse({ reason, files, bytes }: MemoryUse): string {
  const why =
    reason === "absent"
      ? "This browser gives the page no storage (private windows often have none)"
      : "The storage that the browser gives this page is full";
  const are = files === 1 ? "is" : "are";
  return `${why}, so ${counted(files, "image")} (${formatBytes(bytes)}) ${are} kept in memory only, until the page is closed.`;
}
