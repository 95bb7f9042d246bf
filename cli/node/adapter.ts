import { cpus } from "node:os";
import process from "node:process";
import type { AdapterReport } from "../../src/platform/adapter.ts";

/** The processor, in place of a GPU, which Node does not offer. */
export async function probeAdapter(): Promise<AdapterReport> {
  const [{ model } = { model: "" }] = cpus();
  const processor = model.trim() || "unnamed processor";
  return {
    kind: "unsupported",
    description: `${processor}, Node ${process.versions.node}`,
    sentence: "Node has no WebGPU: add --browser to train on a GPU.",
  };
}
