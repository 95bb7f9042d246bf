import * as v from "valibot";
import type { EngineRecord } from "./engine-record.ts";

/** Schema of the record of an engine in a stored document. */
export const engineRecordSchema: v.GenericSchema<EngineRecord> = v.object({
  engine: v.string(),
  adapter: v.nullable(v.string()),
  tiling: v.nullable(v.picklist(["software", "gpu", "cpu", "tuned"])),
  choices: v.exactOptional(v.record(v.string(), v.record(v.string(), v.unknown()))),
  fused: v.exactOptional(v.nullable(v.boolean())),
  threads: v.exactOptional(v.pipe(v.number(), v.integer(), v.minValue(0))),
  before: v.exactOptional(v.lazy(() => engineRecordSchema)),
});
