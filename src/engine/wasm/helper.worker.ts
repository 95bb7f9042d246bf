import type { HelperStart } from "./helper-threads.ts";
import { instantiate } from "./kernel-exports.ts";

self.onmessage = ({ data: { module, memory, thread } }: MessageEvent<HelperStart>) => {
  const kernels = instantiate(module, memory);
  self.postMessage("started");
  kernels.help(thread);
};
