import type { Stage } from "../core/recipe/recipe.ts";
import { recordsInScope } from "./cells-scope.ts";
import { defaultExportScope } from "./default-export-scope.ts";
import { type InstanceSettings, type Scope, useInstanceSettings } from "./instance-settings.ts";
import { useRunStore } from "./run.ts";

/** The images whose masks are exported: the scope chosen by hand, else the most likely one. */
export function exportScopeOf(
  { scope, byHand }: Pick<InstanceSettings, "scope" | "byHand">,
  trained: readonly Stage[],
  hasImages: (scope: Scope) => boolean,
): Scope {
  return byHand.scope ? scope : defaultExportScope(hasImages, trained);
}

/** The images whose masks are exported now. */
export function exportScope(): Scope {
  const hasImages = (scope: Scope) => recordsInScope(scope).length > 0;
  return exportScopeOf(useInstanceSettings.getState(), useRunStore.getState().trained, hasImages);
}
