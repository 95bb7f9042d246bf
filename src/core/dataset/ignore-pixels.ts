import type { Labels } from "../raster/plane.ts";
import type { Runs } from "./run-length.ts";

const IGNORED = -1;

/** Marks background pixels of labels as ignored, in place: neither cell nor background is taught there. */
export function ignorePixels({ data }: Labels, ignored: readonly Runs[]): void {
  for (const runs of ignored) {
    for (let run = 0; run < runs.length; run += 2) {
      const end = runs[run] + runs[run + 1];
      for (let pixel = runs[run]; pixel < end; pixel++) if (data[pixel] === 0) data[pixel] = IGNORED;
    }
  }
}
