import type { MemoryReason } from "../platform/memory-folder.ts";

/** Calls of workers to the page, which keeps the files that do not fit into the browser's storage. */
export interface MemoryCalls {
  read: { args: { path: string }; result: Blob | null; event: never };
  write: { args: { path: string; file: Blob; reason: MemoryReason }; result: null; event: never };
  delete: { args: { path: string }; result: null; event: never };
  paths: { args: { start: string }; result: readonly string[]; event: never };
}
