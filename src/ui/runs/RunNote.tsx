import { useState } from "react";
import { LONGEST_RUN_NOTE } from "../../core/runs/parse-run-record.ts";
import { editRun } from "../../state/stored-runs.ts";
import styles from "./RunDetail.module.css";

/** The note on a run; leaving the field stores it. */
export function RunNote({ id, note }: { id: string; note: string }) {
  const [text, setText] = useState(note);
  const store = () => {
    if (text !== note) void editRun(id, { note: text });
  };
  return (
    <label className={styles.note}>
      <span className={styles.title}>Note</span>
      <textarea
        value={text}
        maxLength={LONGEST_RUN_NOTE}
        placeholder="What was tried, and what came of it"
        onChange={(event) => setText(event.target.value)}
        onBlur={store}
      />
    </label>
  );
}
