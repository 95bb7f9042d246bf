import { sameValue } from "../same-value.ts";

/** Engine that ran a network in a run, as far as the last bits of its output depend on it. */
export interface EngineRecord {
  /** Name, e.g. `compiled WebGPU` or `compiled CPU`. */
  readonly engine: string;
  /** GPU and browser as named by the browser; null without WebGPU. */
  readonly adapter: string | null;
  /**
   * Division of the work into threads: by one of three tables, or tuned on the device; null if tfjs decides.
   */
  readonly tiling: "software" | "gpu" | "cpu" | "tuned" | null;
  /** Deviations of a tuned network from its table, by the shape of the work. */
  readonly choices?: Readonly<Record<string, object>>;
  /**
   * On the CPU only: whether a product and its sum are rounded once; null for the kernels that round both,
   * which give the same bits on every CPU.
   */
  readonly fused?: boolean | null;
  /** On the CPU only: number of threads. The bits do not depend on it. */
  readonly threads?: number;
  /** Engine of the earlier steps, if the GPU was lost during the run and a different engine took over. */
  readonly before?: EngineRecord;
}

/** Record of a run in which `now` took over from `before`. */
export function takenOver(before: EngineRecord, now: EngineRecord): EngineRecord {
  const { before: _, ...last } = before;
  return sameValue(last, now) ? before : { ...now, before };
}
