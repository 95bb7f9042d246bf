import { type KeyboardEvent, type RefObject, useId, useRef, useState } from "react";
import { COMMANDS, type Command } from "../../state/commands.ts";
import { formatShortcut } from "../commands/format-shortcut.ts";
import { Dialog } from "../controls/Dialog.tsx";
import { SearchField } from "../controls/SearchField.tsx";
import styles from "./CommandPalette.module.css";
import { findCommands } from "./find-commands.ts";

const ALL: readonly Command[] = Object.values(COMMANDS);

function stepOf(key: string): number {
  return key === "ArrowDown" ? 1 : key === "ArrowUp" ? -1 : 0;
}

/** The list and its search; `onClose` is called before a command runs. */
function Palette({ onClose, field }: { onClose: () => void; field: RefObject<HTMLInputElement | null> }) {
  const [search, setSearch] = useState("");
  const [active, setActive] = useState(0);
  const id = useId();
  const found = findCommands(ALL, search);
  const run = (command: Command | undefined) => {
    if (!command?.enabled()) return;
    onClose();
    command.run();
  };
  const press = (event: KeyboardEvent) => {
    const step = stepOf(event.key);
    if (step !== 0) setActive((at) => Math.min(found.length - 1, Math.max(0, at + step)));
    else if (event.key === "Enter") run(found[active]);
    else return;
    event.preventDefault();
  };
  return (
    <>
      <SearchField
        label="Search commands"
        inputRef={field}
        value={search}
        onChange={(next) => {
          setSearch(next);
          setActive(0);
        }}
        list={{ id, active: found.length > 0 ? `${id}-${active}` : null, onKeyDown: press }}
      />
      <div id={id} role="listbox" aria-label="Commands" className={styles.list}>
        {found.map((command, index) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are those of the search field
          // biome-ignore lint/a11y/useFocusableInteractive: the focus stays in the search field
          <div
            key={command.id}
            id={`${id}-${index}`}
            role="option"
            aria-selected={index === active}
            aria-disabled={!command.enabled()}
            className={styles.option}
            ref={(element) => {
              if (index === active) element?.scrollIntoView({ block: "nearest" });
            }}
            onClick={() => run(command)}
            onPointerMove={() => setActive(index)}
          >
            {command.label}
            {command.shortcut === null ? null : <kbd>{formatShortcut(command.shortcut)}</kbd>}
          </div>
        ))}
      </div>
      {found.length === 0 ? <p className={styles.none}>No command has this name.</p> : null}
    </>
  );
}

/** Every command of the page, found by typing. */
export function CommandPalette({ open, onClose }: { open: boolean; onClose: () => void }) {
  const field = useRef<HTMLInputElement>(null);
  return (
    <Dialog title="Commands" open={open} onClose={onClose} initialFocus={field}>
      <Palette onClose={onClose} field={field} />
    </Dialog>
  );
}
