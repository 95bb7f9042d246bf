import { openImageStore } from "../platform/image-store.ts";
import type { SpareFiles } from "../platform/memory-folder.ts";
import type { MemoryCalls } from "./memory.protocol.ts";
import { connect, type Endpoint, type Remote } from "./rpc.ts";

let attach: (remote: Remote<MemoryCalls>) => void = () => {};
const attached = new Promise<Remote<MemoryCalls>>((resolve) => {
  attach = resolve;
});

const spare: SpareFiles = {
  read: async (path) => (await attached).call("read", { path }),
  write: async (path, file, reason) => void (await (await attached).call("write", { path, file, reason })),
  delete: async (path) => void (await (await attached).call("delete", { path })),
  paths: async (start) => (await attached).call("paths", { start }),
};

/** Connects this worker to the page's files in memory; earlier calls wait for the connection. */
export function attachMemory(port: MessagePort): void {
  attach(connect<MemoryCalls>(port as Endpoint));
  port.start();
}

/** The image store of a worker, backed by the page's memory. */
export const openWorkerStore = () => openImageStore(spare);
