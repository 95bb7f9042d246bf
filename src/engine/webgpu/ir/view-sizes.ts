import type { View } from "./view.ts";

/** Names of the sizes that say where views lie in their buffers: `xStride` and `xFirst` of a view `x`, and so on. */
export function viewSizeNames(...views: readonly string[]): string[] {
  return views.flatMap((name) => [`${name}Stride`, `${name}First`]);
}

/** The sizes that `viewSizeNames` names, of views by name; 0 for one that is not there. */
export function viewSizes(views: Readonly<Record<string, View | null>>): Record<string, number> {
  return Object.fromEntries(
    Object.entries(views).flatMap(([name, view]) => [
      [`${name}Stride`, view?.stride ?? 0],
      [`${name}First`, view?.offset ?? 0],
    ]),
  );
}
