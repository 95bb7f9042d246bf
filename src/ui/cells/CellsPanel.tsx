import { ViewButtons } from "../commands/ViewButtons.tsx";
import bar from "../controls/view-bar.module.css";
import styles from "./CellsPanel.module.css";
import { CellsSide } from "./CellsSide.tsx";
import { CellsTools } from "./CellsTools.tsx";
import { CellsView } from "./CellsView.tsx";

/** The view of the cells with its tools and its side panel. */
export function CellsPanel({ theme }: { theme: string }) {
  return (
    <div className={styles.panel}>
      <div className={bar.bar}>
        <CellsTools />
        <ViewButtons />
      </div>
      <div className={styles.body}>
        <CellsSide />
        <CellsView theme={theme} />
      </div>
    </div>
  );
}
