import { Icon } from "../controls/Icon.tsx";
import styles from "./DropOverlay.module.css";

/** Covers the page while files are dragged over it. */
export function DropOverlay() {
  return (
    <div className={styles.overlay}>
      <div className={styles.frame}>
        <Icon name="download" />
        <p className={styles.title}>Drop to add</p>
        <p className={styles.detail}>
          Images with their masks: files, a folder or a zip. They stay on this computer.
        </p>
      </div>
    </div>
  );
}
