import { IGNORED, type Labels } from "../../raster/plane.ts";
import type { Runs } from "../runs/run-length.ts";

/** A note on ignored pixels; none if there are none. */
export function ignoredNotes({ data }: Labels): string[] {
  const count = data.reduce((sum, id) => sum + Number(id === IGNORED), 0);
  if (count === 0) return [];
  const [are, they] = count === 1 ? ["is", "it is"] : ["are", "they are"];
  return [`${count} px ${are} marked as ignored (${IGNORED}); ${they} not trained on.`];
}

/** Labels that are also ignored where `marked` is ignored. */
export function withIgnored(labels: Labels, marked: Labels): Labels {
  return { ...labels, data: labels.data.map((id, pixel) => (marked.data[pixel] === IGNORED ? IGNORED : id)) };
}

/** Marks background pixels of labels as ignored, in place: neither cell nor background is trained there. */
export function ignorePixels({ data }: Labels, ignored: readonly Runs[]): void {
  for (const runs of ignored) {
    for (let run = 0; run < runs.length; run += 2) {
      const end = runs[run] + runs[run + 1];
      for (let pixel = runs[run]; pixel < end; pixel++) if (data[pixel] === 0) data[pixel] = IGNORED;
    }
  }
}
