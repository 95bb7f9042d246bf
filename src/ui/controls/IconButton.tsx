import { Button as BaseButton } from "@base-ui/react/button";
import type { ComponentProps } from "react";
import { Icon, type IconName } from "./Icon.tsx";
import styles from "./IconButton.module.css";
import { Tooltip } from "./Tooltip.tsx";

export interface IconButtonProps extends Omit<ComponentProps<"button">, "children"> {
  /** Accessible name, and the text of the tooltip. */
  readonly label: string;
  readonly icon: IconName;
  /** Key with the same effect, as labelled on the keyboard. */
  readonly shortcut?: string | undefined;
}

/** A push button that shows an icon only. */
export function IconButton({ label, icon, shortcut, ...rest }: IconButtonProps) {
  return (
    <Tooltip text={label} shortcut={shortcut}>
      <BaseButton type="button" className={styles.button} aria-label={label} {...rest}>
        <Icon name={icon} />
      </BaseButton>
    </Tooltip>
  );
}
