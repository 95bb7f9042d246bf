import type { MemoryReason } from "../platform/memory-folder.ts";

/** What workers ask of the page, which keeps files that the browser's storage has no room for. */
export interface MemoryCalls {
  read: { args: { path: string }; result: Blob | null; event: never };
  write: { args: { path: string; file: Blob; reason: MemoryReason }; result: null; event: never };
  delete: { args: { path: string }; result: null; event: never };
  paths: { args: { start: string }; result: readonly string[]; event: never };
}
