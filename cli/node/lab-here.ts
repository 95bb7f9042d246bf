import { copyFile, writeFile } from "node:fs/promises";
import process from "node:process";
import { setEnvironmentData } from "node:worker_threads";
import { LabError } from "../../src/core/errors.ts";
import { memoryStorage } from "../../src/platform/memory-storage.ts";
import { drawInBrowser } from "../draw-in-browser.ts";
import { EXIT_INTERRUPTED } from "../ended-early.ts";
import { findPaths } from "../find-files.ts";
import type { OpenLab } from "../open-lab.ts";
import { DiskFile } from "./disk-file.ts";
import { STORE } from "./disk-folder.ts";
import { GrantedLocks, ownLocks } from "./locks.ts";
import { onSavedFile } from "./save-file.ts";
import type { StartedLab } from "./start-lab.ts";
import { temporaryFolder } from "./temporary-folder.ts";
import { defineWeb } from "./web-globals.ts";
import { endThreads, shareLocks } from "./web-worker.ts";

/** Writes a file that the lab offers. */
async function write(path: string, content: Blob): Promise<void> {
  if (content instanceof DiskFile) await copyFile(content.diskPath, path);
  else await writeFile(path, new Uint8Array(await content.arrayBuffer()));
}

function labHere({ actions: lab, add }: StartedLab): OpenLab {
  return {
    call: async (name, ...args) => {
      const action = lab[name] as (...all: readonly unknown[]) => never;
      return action(...args);
    },
    async addFiles(path) {
      const { files } = await findPaths([path]);
      await add(files.map(({ name, place }) => ({ path: name, file: DiskFile.open(place) })));
    },
    importWeights: (path) => lab.importWeights(DiskFile.open(path)),
    openCheckpoint: (path) => lab.openCheckpoint({ name: path, file: DiskFile.open(path) }),
    async save(path, work) {
      let content: Blob | null = null;
      onSavedFile((saved) => {
        content = saved;
      });
      const error = await work();
      if (error !== null) throw new LabError(error);
      if (!content) throw new LabError(`There is nothing to write to ${path}.`);
      await write(path, content);
    },
  };
}

/** Opens the lab in this process, passes it to `work`, and ends its threads again. Once in a process. */
export async function withLabHere<Result>(work: (lab: OpenLab) => Promise<Result>): Promise<Result> {
  const onInterrupt = () => {
    // Work that keeps what is done listens, too.
    if (process.listenerCount("SIGINT") === 1) process.exit(EXIT_INTERRUPTED);
  };
  process.on("SIGINT", onInterrupt);
  setEnvironmentData(STORE, temporaryFolder());
  const locks = new GrantedLocks();
  shareLocks(locks);
  defineWeb(ownLocks(locks), { window: globalThis, localStorage: memoryStorage() });
  try {
    const { startLab } = await import("./start-lab.ts");
    return await work(labHere(await startLab(drawInBrowser)));
  } finally {
    await endThreads();
    process.off("SIGINT", onInterrupt);
  }
}
