import { Tooltip as BaseTooltip } from "@base-ui/react/tooltip";
import type { ReactElement } from "react";
import styles from "./Tooltip.module.css";

export interface TooltipProps {
  /** Additional information about the control; never its only source. */
  readonly text: string;
  /** Keys with the same effect. */
  readonly shortcut?: string | undefined;
  /** The control itself. */
  readonly children: ReactElement;
}

/** A short text shown while a control is hovered or focused; Escape hides it. */
export function Tooltip({ text, shortcut, children }: TooltipProps) {
  return (
    <BaseTooltip.Root>
      <BaseTooltip.Trigger render={children} />
      <BaseTooltip.Portal>
        <BaseTooltip.Positioner sideOffset={6} className={styles.layer}>
          <BaseTooltip.Popup className={styles.popup}>
            {text}
            {shortcut ? <kbd className={styles.keys}>{shortcut}</kbd> : null}
          </BaseTooltip.Popup>
        </BaseTooltip.Positioner>
      </BaseTooltip.Portal>
    </BaseTooltip.Root>
  );
}
