import type { Tiling } from "../../plan/tiles.ts";
import type { BytesOfShared } from "../plan-executor.ts";
import type { Runner } from "../runner.ts";

/** What tests need of an engine that runs plans. */
export interface PlanEngine {
  readonly tiling: Tiling;
  createRunner(bytesOf: BytesOfShared): Runner;
}
