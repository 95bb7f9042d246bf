import { ViewButtons } from "../commands/ViewButtons.tsx";
import styles from "./FieldPanels.module.css";
import { FieldTools } from "./FieldTools.tsx";
import { FieldView } from "./FieldView.tsx";

/** The fields of the current source: tools above, panels and layers below. */
export function FieldPanels() {
  return (
    <section className={styles.fields} aria-label="Fields">
      <div className={styles.bar}>
        <FieldTools />
        <ViewButtons />
      </div>
      <FieldView />
    </section>
  );
}
