import { counted } from "../../core/counted.ts";
import { dismissRefused, useDatasetStore } from "../../state/dataset.ts";
import { Button } from "../controls/Button.tsx";
import { Section } from "../controls/Section.tsx";
import { groupRefusals, type RefusalGroup } from "./group-refusals.ts";
import styles from "./RefusedFiles.module.css";

/** Maximum number of names; more would add no information. */
const MAX_NAMES = 200;

function Group({ reason, files }: RefusalGroup) {
  if (files.length === 1) {
    return (
      <li className={styles.group}>
        <p className={styles.file}>{files[0]}</p>
        <p>{reason}</p>
      </li>
    );
  }
  const hidden = files.length - MAX_NAMES;
  return (
    <li className={styles.group}>
      <p>{reason}</p>
      <details>
        <summary className={styles.summary}>and {counted(files.length - 1, "file")} more like it</summary>
        <ul className={styles.files}>
          {files.slice(0, MAX_NAMES).map((file) => (
            <li key={file}>{file}</li>
          ))}
          {hidden > 0 ? <li>and {counted(hidden, "more file")}</li> : null}
        </ul>
      </details>
    </li>
  );
}

/** Unused files, each with the reason; nothing if there are none. */
export function RefusedFiles() {
  const refused = useDatasetStore((state) => state.refused);
  if (refused.length === 0) return null;
  return (
    <Section
      title={`Not used: ${counted(refused.length, "file")}`}
      aside={<Button label="Dismiss" variant="quiet" onClick={dismissRefused} />}
    >
      <ul className={styles.list}>
        {groupRefusals(refused).map((group) => (
          <Group key={group.reason} {...group} />
        ))}
      </ul>
    </Section>
  );
}
