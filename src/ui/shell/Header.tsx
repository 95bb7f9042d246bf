import { counted } from "../../core/counted.ts";
import { useDatasetStore } from "../../state/dataset.ts";
import { Icon } from "../controls/Icon.tsx";
import { DeviceText } from "../status/DeviceText.tsx";
import styles from "./Header.module.css";
import { RunButtons } from "./RunButtons.tsx";
import { StagePicker } from "./StagePicker.tsx";
import { ThemeSwitch } from "./ThemeSwitch.tsx";

function DatasetText() {
  const images = useDatasetStore(({ records }) => records.length);
  const cells = useDatasetStore(({ records }) => records.reduce((sum, record) => sum + record.cells, 0));
  return (
    <p className={styles.dataset}>
      {images === 0 ? "no images yet" : `${counted(images, "image")} · ${counted(cells, "cell")}`}
    </p>
  );
}

/** Name, data, pipeline, run buttons, device. */
export function Header() {
  return (
    <header className={styles.header}>
      <div className={styles.identity}>
        <span className={styles.mark}>
          <Icon name="cells" />
        </span>
        <h1 className={styles.name}>Direction Lab</h1>
        <DatasetText />
      </div>
      <StagePicker />
      <RunButtons />
      <div className={styles.end}>
        <DeviceText />
        <ThemeSwitch />
      </div>
    </header>
  );
}
