/** What ran a network in a run, as far as the last bits of its numbers depend on it. */
export interface EngineRecord {
  /** In words, e.g. `compiled WebGPU`. */
  readonly engine: string;
  /** The GPU and the browser, as the browser names them; null without WebGPU. */
  readonly adapter: string | null;
  /** How work was cut into threads: by one of two tables, or as tuned on the device; null where tfjs decides. */
  readonly tiling: "software" | "gpu" | "tuned" | null;
  /** Where a tuned network departs from its table: by shape of work. */
  readonly choices?: Readonly<Record<string, object>>;
  /** What ran the steps before, where the GPU was lost on the way and what took over is another. */
  readonly before?: EngineRecord;
}

/** The record of a run that `now` took over from `before`. */
export function takenOver(before: EngineRecord, now: EngineRecord): EngineRecord {
  const { before: _, ...last } = before;
  return JSON.stringify(last) === JSON.stringify(now) ? before : { ...now, before };
}
