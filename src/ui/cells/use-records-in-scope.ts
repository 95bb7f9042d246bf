import { useMemo } from "react";
import type { ImageRecord } from "../../core/dataset/image-record.ts";
import { recordsInScope } from "../../state/cells-scope.ts";
import { useDatasetStore } from "../../state/dataset.ts";
import { useExclusionStore } from "../../state/exclusion.ts";
import { useInstanceSettings } from "../../state/instance-settings.ts";
import { useRecipeStore } from "../../state/recipe.ts";

/** The images in the chosen scope. */
export function useRecordsInScope(): readonly ImageRecord[] {
  const scope = useInstanceSettings((settings) => settings.scope);
  const records = useDatasetStore((dataset) => dataset.records);
  const excluded = useExclusionStore((exclusion) => exclusion.excluded);
  const fraction = useRecipeStore(({ recipe }) => recipe.validationFraction);
  const seed = useRecipeStore(({ recipe }) => recipe.seed);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the scope is made of these
  return useMemo(() => recordsInScope(scope), [scope, records, excluded, fraction, seed]);
}
