import { useMemo } from "react";
import type { ImageRecord } from "../../core/dataset/image-record.ts";
import { recordsInScope } from "../../state/cells-scope.ts";
import { useInstanceSettings } from "../../state/instance-settings.ts";
import { useSplit } from "../data/use-split.ts";

/** The images in the chosen scope. */
export function useRecordsInScope(): readonly ImageRecord[] {
  const scope = useInstanceSettings((settings) => settings.scope);
  const split = useSplit();
  // biome-ignore lint/correctness/useExhaustiveDependencies: the scope is made of these
  return useMemo(() => recordsInScope(scope), [scope, split]);
}
