import { createContext, type ReactNode, useContext } from "react";
import { createPortal } from "react-dom";

/** The place in the row of view tabs for the tools of the shown view; null until it is mounted. */
export const ViewToolsSlot = createContext<HTMLElement | null>(null);

/** The tools of a view, shown in the row of view tabs. */
export function ViewTools({ children }: { children: ReactNode }) {
  const slot = useContext(ViewToolsSlot);
  return slot && createPortal(children, slot);
}
