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
  /** Why the button is disabled, in the tooltip; null if it is not. */
  readonly why?: string | null | undefined;
}

/** A push button that shows an icon only. */
export function IconButton({ label, icon, shortcut, why = null, ...rest }: IconButtonProps) {
  return (
    <Tooltip text={why === null ? label : `${label}: ${why}`} shortcut={why === null ? shortcut : undefined}>
      <BaseButton
        type="button"
        className={styles.button}
        aria-label={label}
        aria-description={why ?? undefined}
        disabled={why !== null}
        focusableWhenDisabled
        {...rest}
      >
        <Icon name={icon} />
      </BaseButton>
    </Tooltip>
  );
}
