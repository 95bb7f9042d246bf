import { openOpfsTree } from "../platform/opfs-folder.ts";
import { browserRunLocks } from "../platform/run-locks.ts";
import { RunStore } from "./run-store.ts";

const FOLDER = "runs";

let opening: Promise<RunStore> | null = null;

/**
 * The runs stored in this browser, for the calling page or worker. Throws a StoreError where the browser gives the
 * page no storage.
 */
export function openRunStore(): Promise<RunStore> {
  opening ??= openOpfsTree(FOLDER).then((folders) => new RunStore(folders, browserRunLocks()));
  return opening;
}
