import type { DeviceReport } from "../../workers/train.protocol.ts";

/** What runs the networks, short enough for a line: the GPU by its name, otherwise the engine. */
export function formatDevice({ adapter, engine, backend }: DeviceReport): string {
  // Such a page lacks more than the GPU.
  if (adapter.kind === "insecure") return adapter.description;
  return engine === "webgpu" ? adapter.description : backend;
}
