import type { Command } from "../../state/commands.ts";
import { Button, type ButtonProps } from "../controls/Button.tsx";
import { Tooltip } from "../controls/Tooltip.tsx";
import { formatShortcut } from "./format-shortcut.ts";
import { useWhyNot } from "./useWhyNot.ts";

export interface CommandButtonProps extends Pick<ButtonProps, "icon" | "variant" | "disabled" | "className"> {
  readonly command: Command;
  /** For a command that toggles a state: whether it is on. */
  readonly pressed?: boolean | undefined;
}

/** A button that runs a command; while the command is not available, it is disabled and its tooltip says why. */
export function CommandButton({ command, icon, variant, disabled, className, pressed }: CommandButtonProps) {
  const why = useWhyNot(command);
  const { label, detail, shortcut } = command;
  const button = (
    <Button
      label={label}
      icon={icon}
      variant={variant}
      className={className}
      disabled={disabled || why !== null}
      focusableWhenDisabled
      onClick={() => command.run()}
      aria-pressed={pressed}
      aria-keyshortcuts={shortcut ?? undefined}
      aria-description={why ?? undefined}
    />
  );
  if (shortcut === null && detail === undefined && why === null) return button;
  return (
    <Tooltip
      text={why ?? detail ?? label}
      shortcut={why === null && shortcut !== null ? formatShortcut(shortcut) : undefined}
    >
      {button}
    </Tooltip>
  );
}
