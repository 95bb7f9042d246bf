import { Tooltip as BaseTooltip } from "@base-ui/react/tooltip";
import type { ReactElement } from "react";
import styles from "./Tooltip.module.css";

export interface TooltipProps {
  /** More about the control; never the only place where something is said. */
  readonly text: string;
  /** Keys that do the same. */
  readonly shortcut?: string | undefined;
  /** The control itself. */
  readonly children: ReactElement;
}

/** A few words that show while a control is pointed at or focused; Escape puts them away. */
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
