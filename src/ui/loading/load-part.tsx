import { type ComponentType, lazy, Suspense, useState } from "react";
import { toPreload } from "./preload-parts.ts";

/** A component whose code may be loaded before it is shown. */
export type Part<Props> = ComponentType<Props> & { load(): Promise<unknown> };

const Nothing = () => null;

/**
 * A part of the page whose code is loaded when it is first shown or when the page is idle, whichever is earlier: the
 * first download stays small. `Placeholder` takes its place until then, and must have its size. If the code cannot be
 * loaded, the placeholder stays, and `watchMissingCode` says what to do.
 */
export function loadPart<Props extends object>(
  load: () => Promise<ComponentType<Props>>,
  Placeholder: ComponentType<Props> = Nothing,
): Part<Props> {
  let loaded: ComponentType<Props> | null = null;
  const loadOnce = async () => {
    loaded ??= await load();
    return loaded;
  };
  const Loading = lazy(async () => ({ default: await loadOnce().catch(() => Placeholder) }));
  toPreload(loadOnce);
  function Part(props: Props) {
    // Kept for as long as the part is mounted: another component would lose its state.
    const [Content] = useState<ComponentType<Props>>(() => loaded ?? Loading);
    return (
      <Suspense fallback={<Placeholder {...props} />}>
        <Content {...props} />
      </Suspense>
    );
  }
  return Object.assign(Part, { load: loadOnce });
}
