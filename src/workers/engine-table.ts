import type { AdapterReport } from "../platform/adapter.ts";
import type { EngineName } from "./train.protocol.ts";

/** An engine in words, as far as they depend on the adapter only. */
interface EngineEntry {
  readonly title: string;
  /** What it is, as one sentence under its title. */
  detail(adapter: AdapterReport): string;
  /** What its use means for training. */
  consequence(adapter: AdapterReport): string;
  /** Whether only small recipes train on it in reasonable time and memory. */
  isLimited(adapter: AdapterReport): boolean;
}

const isSoftware = ({ kind }: AdapterReport) => kind === "software";

/** The engines of the networks. */
export const ENGINES: Readonly<Record<EngineName, EngineEntry>> = {
  webgpu: {
    title: "Compiled WebGPU",
    detail: (adapter) =>
      isSoftware(adapter)
        ? "The lab's own kernels in WebGPU, on a software adapter: slow"
        : "The lab's own kernels in WebGPU, on the GPU",
    consequence: (adapter) =>
      isSoftware(adapter)
        ? "Training runs on it: correct, but slow. Use the recipe tiny, or choose another engine under Recipe."
        : "Training runs on it.",
    isLimited: ({ kind }) => kind !== "hardware",
  },
  cpu: {
    title: "Compiled CPU",
    detail: () => "The lab's own kernels in WebAssembly, on the CPU",
    consequence: (adapter) =>
      isSoftware(adapter)
        ? "Training does not use that: it runs on the CPU, with the lab's own kernels in WebAssembly."
        : "Training runs on the CPU, with the lab's own kernels in WebAssembly.",
    isLimited: () => false,
  },
  tfjs: {
    title: "tfjs",
    detail: () => "TensorFlow.js operations one by one: slower, for comparison",
    consequence: () => "Training runs on TensorFlow.js, operation by operation, which is much slower.",
    isLimited: () => true,
  },
};

const REAL: readonly AdapterReport["kind"][] = ["hardware", "small"];

/** The engines in the order in which they are tried: a real GPU first, a software adapter after the CPU. */
export function enginesInOrder({ kind }: AdapterReport): readonly EngineName[] {
  return REAL.includes(kind) ? ["webgpu", "cpu", "tfjs"] : ["cpu", "webgpu", "tfjs"];
}

/** Why there is no WebGPU here; null if there is an adapter. */
export function adapterProblem({ kind, sentence }: AdapterReport): string | null {
  return REAL.includes(kind) || kind === "software" ? null : sentence;
}
