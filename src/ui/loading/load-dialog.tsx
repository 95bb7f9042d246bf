import { type ComponentType, useState } from "react";
import { loadPart } from "./load-part.tsx";

/** A dialog whose code is loaded when it is first opened or when the page is idle. */
export function loadDialog<Props extends { readonly open: boolean }>(
  load: () => Promise<ComponentType<Props>>,
): ComponentType<Props> {
  const Part = loadPart(load);
  // biome-ignore lint/correctness/noComponentHookFactories: as lazy, it is called once for each module
  return function LoadedDialog(props: Props) {
    // It stays mounted once it was open: closing takes it time.
    const [wasOpen, setWasOpen] = useState(props.open);
    if (props.open && !wasOpen) setWasOpen(true);
    return wasOpen || props.open ? <Part {...props} /> : null;
  };
}
