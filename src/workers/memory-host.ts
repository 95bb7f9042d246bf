import { MemoryFiles } from "../platform/memory-folder.ts";
import type { MemoryCalls } from "./memory.protocol.ts";
import { type Endpoint, type Handlers, serve } from "./rpc.ts";

/**
 * Images that do not fit into the browser's storage. The page keeps them, because workers may be replaced.
 */
export const memoryFiles = new MemoryFiles();

const handlers: Handlers<MemoryCalls> = {
  read: async ({ path }) => memoryFiles.read(path),
  async write({ path, file, reason }) {
    memoryFiles.write(path, file, reason);
    return null;
  },
  async delete({ path }) {
    memoryFiles.delete(path);
    return null;
  },
  paths: async ({ start }) => memoryFiles.paths(start),
};

/** Port through which a worker accesses the files in memory. */
export function openMemoryPort(): MessagePort {
  const { port1, port2 } = new MessageChannel();
  serve(port1 as Endpoint, handlers);
  port1.start();
  return port2;
}
