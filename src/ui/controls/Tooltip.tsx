import { cloneElement, type ReactElement } from "react";

export interface TooltipProps {
  /** Additional information about the control; never its only source. */
  readonly text: string;
  /** Keys with the same effect. */
  readonly shortcut?: string | undefined;
  /** The control itself, which must pass unknown attributes on to its element. */
  readonly children: ReactElement<object>;
}

/** A control with a short text, which `TooltipLayer` shows while the control is hovered or focused. */
export function Tooltip({ text, shortcut, children }: TooltipProps) {
  return cloneElement(children, { "data-tooltip": text, "data-tooltip-keys": shortcut } as object);
}
