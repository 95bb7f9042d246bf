import type { Command } from "../../state/commands.ts";
import type { IconName } from "../controls/Icon.tsx";
import { IconButton } from "../controls/IconButton.tsx";
import { formatShortcut } from "./format-shortcut.ts";
import { useWhyNot } from "./useWhyNot.ts";

export interface CommandIconButtonProps {
  readonly command: Command;
  readonly icon: IconName;
  /** For a command that toggles a state: whether it is on. */
  readonly pressed?: boolean | undefined;
}

/** An icon that runs a command; while the command is not available, it is disabled and its tooltip says why. */
export function CommandIconButton({ command, icon, pressed }: CommandIconButtonProps) {
  const why = useWhyNot(command);
  const { label, shortcut } = command;
  return (
    <IconButton
      label={label}
      icon={icon}
      shortcut={shortcut === null ? undefined : formatShortcut(shortcut)}
      why={why}
      onClick={() => command.run()}
      aria-pressed={pressed}
      aria-keyshortcuts={shortcut ?? undefined}
    />
  );
}
