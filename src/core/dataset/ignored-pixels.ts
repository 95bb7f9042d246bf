import { IGNORED, type Labels } from "../raster/plane.ts";

/** What is said of pixels that are marked as ignored; nothing where there are none. */
export function ignoredNotes({ data }: Labels): string[] {
  const count = data.reduce((sum, id) => sum + Number(id === IGNORED), 0);
  if (count === 0) return [];
  const [are, they] = count === 1 ? ["is", "it is"] : ["are", "they are"];
  return [`${count} px ${are} marked as ignored (${IGNORED}); ${they} not trained on.`];
}

/** Labels, ignored also where `marked` is. */
export function withIgnored(labels: Labels, marked: Labels): Labels {
  return { ...labels, data: labels.data.map((id, pixel) => (marked.data[pixel] === IGNORED ? IGNORED : id)) };
}
