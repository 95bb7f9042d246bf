import type { Command } from "../../state/commands.ts";
import { Button, type ButtonProps } from "../controls/Button.tsx";
import { shortcutWords } from "./shortcut-words.ts";
import { useCommandEnabled } from "./useCommandEnabled.ts";

export interface CommandButtonProps extends Pick<ButtonProps, "icon" | "look"> {
  readonly command: Command;
}

/** A button that runs a command and is dimmed while the command cannot run. */
export function CommandButton({ command, icon, look }: CommandButtonProps) {
  const enabled = useCommandEnabled(command);
  const { label, shortcut } = command;
  return (
    <Button
      label={label}
      icon={icon}
      look={look}
      disabled={!enabled}
      onClick={() => command.run()}
      title={shortcut ? `${label} (${shortcutWords(shortcut)})` : undefined}
      aria-keyshortcuts={shortcut ?? undefined}
    />
  );
}
