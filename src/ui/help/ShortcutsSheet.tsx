import { COMMANDS, type Command } from "../../state/commands.ts";
import { formatKeys } from "../commands/format-shortcut.ts";
import { setShortcuts, useShortcutSetting } from "../commands/shortcut-setting.ts";
import { Dialog } from "../controls/Dialog.tsx";
import { Switch } from "../controls/Switch.tsx";
import styles from "./ShortcutsSheet.module.css";

const ELSEWHERE: readonly { readonly keys: readonly string[]; readonly does: string }[] = [
  { keys: ["←", "↑", "→", "↓"], does: "Move the inspected pixel, in a focused field panel" },
  { keys: ["↑", "↓"], does: "Move from kernel to kernel, in the table of the Engine panel" },
  { keys: ["↑", "↓"], does: "Move from row to row, in the table of pairs" },
  { keys: ["Ctrl", "V"], does: "Add an image or files from the clipboard" },
  { keys: ["←", "↑", "→", "↓"], does: "Move the cursor, in a focused memory map" },
  { keys: ["Ctrl", "Wheel"], does: "Zoom the field under the pointer; the wheel alone scrolls the page" },
  { keys: ["↑", "↓"], does: "Show the previous or next image, in the list of images" },
  { keys: ["Delete"], does: "Remove the focused image of the list" },
  { keys: ["↑", "↓"], does: "Step a number, ten times as far with Shift" },
  {
    keys: ["Enter"],
    does: "Enlarge or restore the focused field panel, as a double click does",
  },
  { keys: ["+", "−"], does: "Zoom the field panels" },
  { keys: ["0"], does: "Show the whole field" },
  { keys: ["Escape"], does: "Show all field panels again; close a list, a tooltip or this sheet" },
];

function Keys({ keys }: { keys: readonly string[] }) {
  return keys.map((key) => (
    <kbd key={key} className={styles.key}>
      {key}
    </kbd>
  ));
}

/** All keyboard shortcuts. */
export function ShortcutsSheet({ open, onClose }: { open: boolean; onClose: () => void }) {
  const commands = Object.values<Command>(COMMANDS).filter(({ shortcut }) => shortcut !== null);
  const on = useShortcutSetting((setting) => setting.on);
  return (
    <Dialog title="Keyboard shortcuts" open={open} onClose={onClose}>
      <Switch
        label="Single keys run commands"
        explanation="Turn this off if keys are pressed by accident, for instance by speech input."
        checked={on}
        onChange={setShortcuts}
      />
      <dl className={styles.list}>
        {commands.map(({ id, label, shortcut }) => (
          <div key={id} className={styles.entry}>
            <dt>{label}</dt>
            <dd>
              <Keys keys={formatKeys(shortcut ?? "")} />
            </dd>
          </div>
        ))}
        {ELSEWHERE.map(({ keys, does }) => (
          <div key={does} className={styles.entry}>
            <dt>{does}</dt>
            <dd>
              <Keys keys={keys} />
            </dd>
          </div>
        ))}
      </dl>
    </Dialog>
  );
}
