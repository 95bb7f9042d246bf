import { ViewTools } from "../controls/ViewTools.tsx";
import styles from "./FieldPanels.module.css";
import { FieldTools } from "./FieldTools.tsx";
import { FieldView } from "./FieldView.tsx";

/** The fields of the current source: tools in the row of view tabs, panels and layers below. */
export function FieldPanels() {
  return (
    <section className={styles.fields} aria-label="Fields">
      <ViewTools>
        <FieldTools />
      </ViewTools>
      <FieldView />
    </section>
  );
}
