import { useId } from "react";
import { COMMANDS, type Command } from "../../state/commands.ts";
import { formatShortcut } from "../commands/format-shortcut.ts";
import { useWhyNot } from "../commands/useWhyNot.ts";
import { Dialog } from "../controls/Dialog.tsx";
import { SearchField } from "../controls/SearchField.tsx";
import { useFound } from "../controls/use-found.ts";
import styles from "./CommandPalette.module.css";

const ALL: readonly Command[] = Object.values(COMMANDS);

interface OptionProps {
  readonly id: string;
  readonly command: Command;
  readonly active: boolean;
  readonly onChoose: () => void;
  readonly onPoint: () => void;
}

/** A command with its key; the active one says why it is not available. */
function Option({ id, command, active, onChoose, onPoint }: OptionProps) {
  const why = useWhyNot(command);
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are those of the search field
    // biome-ignore lint/a11y/useFocusableInteractive: the focus stays in the search field
    <div
      id={id}
      role="option"
      aria-selected={active}
      aria-disabled={why !== null}
      aria-description={why ?? undefined}
      className={styles.option}
      ref={(element) => {
        if (active) element?.scrollIntoView({ block: "nearest" });
      }}
      onClick={onChoose}
      onPointerMove={onPoint}
    >
      <span>{command.label}</span>
      <span className={styles.why} aria-hidden="true">
        {active ? why : null}
      </span>
      {command.shortcut === null ? null : <kbd>{formatShortcut(command.shortcut)}</kbd>}
    </div>
  );
}

/** The list and its search; `onClose` is called before a command runs. */
function Palette({ onClose }: { onClose: () => void }) {
  const id = useId();
  const run = (command: Command | undefined) => {
    if (!command || command.whyNot() !== null) return;
    onClose();
    command.run();
  };
  const { search, onSearch, found, active, onPoint, onKeyDown } = useFound(ALL, run);
  return (
    <>
      <SearchField
        label="Search commands"
        value={search}
        onChange={onSearch}
        list={{ id, active: found.length > 0 ? `${id}-${active}` : null, onKeyDown }}
      />
      <div id={id} role="listbox" aria-label="Commands" className={styles.list}>
        {found.map((command, index) => (
          <Option
            key={command.id}
            id={`${id}-${index}`}
            command={command}
            active={index === active}
            onChoose={() => run(command)}
            onPoint={() => onPoint(index)}
          />
        ))}
      </div>
      {found.length === 0 ? <p className={styles.none}>No command has this name.</p> : null}
    </>
  );
}

/** Every command of the page, found by typing. */
export function CommandPalette({ open, onClose }: { open: boolean; onClose: () => void }) {
  return (
    <Dialog title="Commands" open={open} onClose={onClose}>
      <Palette onClose={onClose} />
    </Dialog>
  );
}
