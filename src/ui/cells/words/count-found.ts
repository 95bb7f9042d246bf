import { highestId } from "../../../core/instances/pieces.ts";
import type { FoundCells } from "../../../workers/cells.protocol.ts";

/** Number of cells found in an image. */
export function countFound({ fates, found }: FoundCells): number {
  return fates?.found.length ?? highestId(found);
}
