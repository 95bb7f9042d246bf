import { useMemo } from "react";
import { useRecipeStore } from "../../../state/recipe.ts";
import type { FoundCells } from "../../../workers/cells.protocol.ts";
import { type UnderField, type UnderName, underFields } from "./under-fields.ts";

/** Fields that can be shown below the cells. */
export type UnderFields = Readonly<Record<UnderName, UnderField>>;

/** The fields of the shown image; null without cells. */
export function useUnderFields(cells: FoundCells | null): UnderFields | null {
  const normalisation = useRecipeStore(({ recipe }) => recipe.normalisation);
  return useMemo(() => cells && underFields(cells, normalisation), [cells, normalisation]);
}
