import { Tooltip } from "@base-ui/react/tooltip";
import styles from "./TooltipLayer.module.css";
import { useTooltipAnchor } from "./use-tooltip-anchor.ts";

/** The tooltip of whatever control is hovered or focused; there is one for the complete page. Escape hides it. */
export function TooltipLayer() {
  const { anchor, text, shortcut, popup, hide } = useTooltipAnchor();
  return (
    <Tooltip.Root open={text !== ""} onOpenChange={(open) => open || hide()}>
      <Tooltip.Portal>
        <Tooltip.Positioner anchor={anchor} sideOffset={6} className={styles.layer}>
          <Tooltip.Popup ref={popup} className={styles.popup}>
            {text}
            {shortcut ? <kbd className={styles.keys}>{shortcut}</kbd> : null}
          </Tooltip.Popup>
        </Tooltip.Positioner>
      </Tooltip.Portal>
    </Tooltip.Root>
  );
}
