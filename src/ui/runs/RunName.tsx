import { type KeyboardEvent, useState } from "react";
import { LONGEST_RUN_NAME } from "../../core/runs/clean-run-name.ts";
import { editRun } from "../../state/stored-runs.ts";
import styles from "./RunName.module.css";

export interface RunNameProps {
  readonly id: string;
  readonly name: string;
  /** Called once the name is stored, or left as it was. */
  readonly onDone: () => void;
}

/** The name of a run while it is edited: Enter and leaving the field store it, Escape leaves it as it was. */
export function RunName({ id, name, onDone }: RunNameProps) {
  const [text, setText] = useState(name);
  const store = () => {
    if (text.trim() !== name) void editRun(id, { name: text });
    onDone();
  };
  const press = (event: KeyboardEvent) => {
    event.stopPropagation();
    if (event.key === "Enter") store();
    if (event.key === "Escape") onDone();
  };
  return (
    <input
      type="text"
      className={styles.name}
      aria-label={`Name of ${name}`}
      // biome-ignore lint/a11y/noAutofocus: the user has just asked for the field
      autoFocus
      autoComplete="off"
      spellCheck={false}
      maxLength={LONGEST_RUN_NAME}
      value={text}
      onFocus={(event) => event.target.select()}
      onChange={(event) => setText(event.target.value)}
      onClick={(event) => event.stopPropagation()}
      onKeyDown={press}
      onBlur={store}
    />
  );
}
