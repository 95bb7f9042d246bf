import type { FoundCells } from "../../workers/cells.protocol.ts";

/** How many cells were found in an image. */
export function countFound({ fates, found }: FoundCells): number {
  // Ids are by area, from 1 without gaps.
  return fates?.found.length ?? found.data.reduce((most, id) => Math.max(most, id), 0);
}
