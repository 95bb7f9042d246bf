import type { Command } from "../../state/commands.ts";
import { formatShortcut } from "../commands/format-shortcut.ts";
import { useCommandEnabled } from "../commands/useCommandEnabled.ts";
import type { IconName } from "../controls/Icon.tsx";
import { IconButton } from "../controls/IconButton.tsx";

/** A command as an icon; its name is in the tooltip. */
export function IconCommand({ command, icon }: { command: Command; icon: IconName }) {
  const enabled = useCommandEnabled(command);
  const { label, shortcut } = command;
  return (
    <IconButton
      label={label}
      icon={icon}
      shortcut={shortcut ? formatShortcut(shortcut) : undefined}
      aria-keyshortcuts={shortcut ?? undefined}
      disabled={!enabled}
      onClick={() => command.run()}
    />
  );
}
