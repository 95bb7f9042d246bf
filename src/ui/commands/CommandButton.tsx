import type { Command } from "../../state/commands.ts";
import { Button, type ButtonProps } from "../controls/Button.tsx";
import { Tooltip } from "../controls/Tooltip.tsx";
import { formatShortcut } from "./format-shortcut.ts";
import { useCommandEnabled } from "./useCommandEnabled.ts";

export interface CommandButtonProps extends Pick<ButtonProps, "icon" | "variant" | "disabled"> {
  readonly command: Command;
  /** For a command that toggles a state: whether it is on. */
  readonly pressed?: boolean | undefined;
}

/** A button that runs a command and is disabled while the command is not available. */
export function CommandButton({ command, icon, variant, disabled, pressed }: CommandButtonProps) {
  const enabled = useCommandEnabled(command);
  const { label, shortcut } = command;
  const button = (
    <Button
      label={label}
      icon={icon}
      variant={variant}
      disabled={disabled || !enabled}
      onClick={() => command.run()}
      aria-pressed={pressed}
      aria-keyshortcuts={shortcut ?? undefined}
    />
  );
  if (!shortcut) return button;
  return (
    <Tooltip text={label} shortcut={formatShortcut(shortcut)}>
      {button}
    </Tooltip>
  );
}
