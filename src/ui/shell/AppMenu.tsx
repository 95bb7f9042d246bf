import { Menu } from "@base-ui/react/menu";
import { COMMANDS, type Command } from "../../state/commands.ts";
import { chooseTheme, type Theme, useViewStore } from "../../state/view.ts";
import { formatShortcut } from "../commands/format-shortcut.ts";
import { Icon } from "../controls/Icon.tsx";
import button from "../controls/IconButton.module.css";
import popup from "../controls/popup.module.css";
import styles from "./AppMenu.module.css";

const THEMES: readonly { readonly value: Theme; readonly label: string }[] = [
  { value: "system", label: "Same as system" },
  { value: "light", label: "Light" },
  { value: "dark", label: "Dark" },
];

const ITEMS: readonly Command[] = [COMMANDS.queue, COMMANDS.palette, COMMANDS.help];

/** Theme, queue, command palette and list of shortcuts. */
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
            {ITEMS.map(({ id, label, shortcut, run }) => (
              <Menu.Item key={id} className={popup.item} onClick={() => run()}>
                <span className={popup.words}>{label}</span>
                {shortcut === null ? null : <kbd className={styles.key}>{formatShortcut(shortcut)}</kbd>}
              </Menu.Item>
            ))}
          </Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.Root>
  );
}
