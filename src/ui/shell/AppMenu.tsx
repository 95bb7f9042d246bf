import { Menu } from "@base-ui/react/menu";
import { COMMANDS, type Command } from "../../state/commands.ts";
import { chooseTheme, type Theme, useViewStore } from "../../state/view.ts";
import { formatShortcut } from "../commands/format-shortcut.ts";
import { useWhyNot } from "../commands/useWhyNot.ts";
import { Icon } from "../controls/Icon.tsx";
import button from "../controls/IconButton.module.css";
import popup from "../controls/popup.module.css";
import styles from "./AppMenu.module.css";
import { OfflineText } from "./OfflineText.tsx";

const THEMES: readonly { readonly value: Theme; readonly label: string }[] = [
  { value: "system", label: "Same as system" },
  { value: "light", label: "Light" },
  { value: "dark", label: "Dark" },
];

const ITEMS: readonly Command[] = [
  COMMANDS.undo,
  COMMANDS.redo,
  COMMANDS.queue,
  COMMANDS.palette,
  COMMANDS.help,
];

function CommandItem({ command }: { readonly command: Command }) {
  const { label, shortcut, run } = command;
  const why = useWhyNot(command);
  return (
    <Menu.Item className={popup.item} disabled={why !== null} onClick={() => run()}>
      <span className={popup.words}>{label}</span>
      {shortcut === null ? null : <kbd className={styles.key}>{formatShortcut(shortcut)}</kbd>}
    </Menu.Item>
  );
}

/** Undo and redo, queue, theme, command palette, list of shortcuts, and offline use. */
export function AppMenu() {
  const theme = useViewStore((view) => view.theme);
  return (
    <Menu.Root>
      <Menu.Trigger className={button.button} aria-label="Menu">
        <Icon name="more" />
      </Menu.Trigger>
      <Menu.Portal>
        <Menu.Positioner sideOffset={4} align="end" className={popup.layer}>
          <Menu.Popup className={`${popup.popup} ${styles.popup}`}>
            <Menu.RadioGroup value={theme} onValueChange={(next: Theme) => chooseTheme(next)}>
              <Menu.Group>
                <Menu.GroupLabel className={popup.group}>Theme</Menu.GroupLabel>
                {THEMES.map(({ value, label }) => (
                  <Menu.RadioItem key={value} value={value} className={popup.item}>
                    <Menu.RadioItemIndicator className={popup.mark}>
                      <Icon name="check" />
                    </Menu.RadioItemIndicator>
                    <span className={popup.words}>{label}</span>
                  </Menu.RadioItem>
                ))}
              </Menu.Group>
            </Menu.RadioGroup>
            <Menu.Separator className={styles.separator} />
            {ITEMS.map((command) => (
              <CommandItem key={command.id} command={command} />
            ))}
            <OfflineText />
          </Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.Root>
  );
}
