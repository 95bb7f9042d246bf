import { Button as BaseButton } from "@base-ui/react/button";
import type { ComponentProps } from "react";
import styles from "./Button.module.css";
import { Icon, type IconName } from "./Icon.tsx";

export interface ButtonProps extends Omit<ComponentProps<"button">, "children"> {
  /** Keeps a disabled button in the tab order, so that its tooltip can say why. */
  readonly focusableWhenDisabled?: boolean | undefined;
  /** The text on the button, and its accessible name. */
  readonly label: string;
  readonly icon?: IconName | undefined;
  readonly variant?: "primary" | "plain" | "quiet" | "danger" | undefined;
}

/** A push button. */
export function Button({ label, icon, variant = "plain", className, ...rest }: ButtonProps) {
  const classes = [styles.button, styles[variant], className ?? ""];
  return (
    <BaseButton type="button" className={classes.join(" ")} {...rest}>
      {icon ? <Icon name={icon} /> : null}
      <span>{label}</span>
    </BaseButton>
  );
}
