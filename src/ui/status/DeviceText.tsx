import { useDeviceStore } from "../../state/device.ts";
import { Icon } from "../controls/Icon.tsx";
import { Tooltip } from "../controls/Tooltip.tsx";
import styles from "./DeviceText.module.css";

/** Name of the engine; its explanation is shown on hover or focus. */
export function DeviceText() {
  const report = useDeviceStore((state) => state.report);
  const error = useDeviceStore((state) => state.error);
  if (!report && error === null) return <p className={styles.device}>Looking for a GPU</p>;
  const good = report?.adapter.kind === "hardware";
  const message = report?.adapter.description ?? "GPU unknown";
  return (
    <Tooltip text={error ?? report?.adapter.sentence ?? ""}>
      <button type="button" className={styles.device} data-good={good || undefined}>
        {good ? null : <Icon name="warning" />}
        <span className={styles.words}>{message}</span>
      </button>
    </Tooltip>
  );
}
