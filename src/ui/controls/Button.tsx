import { Button as BaseButton } from "@base-ui/react/button";
import type { ComponentProps } from "react";
import styles from "./Button.module.css";
import { Icon, type IconName } from "./Icon.tsx";

export interface ButtonProps extends Omit<ComponentProps<"button">, "children"> {
  /** The words on the button, and its accessible name. */
  readonly label: string;
  readonly icon?: IconName | undefined;
  /** Draws the icon alone; the label stays the accessible name. Only where the icon is known to everybody. */
  readonly iconOnly?: boolean | undefined;
  readonly look?: "primary" | "plain" | "quiet" | "danger" | undefined;
}

/** A push button. */
export function Button({ label, icon, iconOnly, look = "plain", className, ...rest }: ButtonProps) {
  const classes = [styles.button, styles[look], iconOnly ? styles.square : "", className ?? ""];
  return (
    <BaseButton
      type="button"
      className={classes.join(" ")}
      {...rest}
      {...(iconOnly ? { "aria-label": label } : {})}
    >
      {icon ? <Icon name={icon} /> : null}
      {iconOnly ? null : <span>{label}</span>}
    </BaseButton>
  );
}
