import { Icon } from "../controls/Icon.tsx";
import button from "../controls/IconButton.module.css";
import { loadPart } from "../loading/load-part.tsx";
import { DeviceText } from "../status/DeviceText.tsx";
import { TrainControls } from "../train/TrainControls.tsx";
import styles from "./Header.module.css";
import { Way } from "./Way.tsx";

const AppMenu = loadPart(
  async () => (await import("./AppMenu.tsx")).AppMenu,
  () => (
    <span className={button.button}>
      <Icon name="more" />
    </span>
  ),
);

/** Name, way, run buttons, device and menu; nothing in it moves. */
export function Header() {
  return (
    <header className={styles.header}>
      <div className={styles.identity}>
        <span className={styles.mark}>
          <Icon name="cells" />
        </span>
        <h1 className={styles.name}>Direction Lab</h1>
      </div>
      <Way />
      <div className={styles.run}>
        <TrainControls />
      </div>
      <div className={styles.end}>
        <DeviceText />
        <AppMenu />
      </div>
    </header>
  );
}
