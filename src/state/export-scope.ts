import { recordsInScope } from "./cells-scope.ts";
import { defaultExportScope } from "./default-export-scope.ts";
import { type Scope, useInstanceSettings } from "./instance-settings.ts";
import { useRunStore } from "./run.ts";

/** The images whose masks are exported: the chosen scope, else the most likely one. */
export function exportScope(): Scope {
  const { scope, byHand } = useInstanceSettings.getState();
  if (byHand.scope) return scope;
  return defaultExportScope((some) => recordsInScope(some).length > 0, useRunStore.getState().trained);
}
