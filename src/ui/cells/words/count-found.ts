import { highestId } from "../../../core/instances/components-of.ts";
import type { FoundCells } from "../../../workers/cells.protocol.ts";

/** Number of cells found in an image. */
export function countFound({ outcomes, found }: FoundCells): number {
  return outcomes?.found.length ?? highestId(found);
}
