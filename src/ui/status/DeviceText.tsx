import { useDeviceStore } from "../../state/device.ts";
import { Icon } from "../controls/Icon.tsx";
import { Tooltip } from "../controls/Tooltip.tsx";
import styles from "./DeviceText.module.css";
import { formatDevice } from "./format-device.ts";

/** Name of the device that runs the networks; its explanation is shown on hover or focus. */
export function DeviceText() {
  const report = useDeviceStore((state) => state.report);
  const error = useDeviceStore((state) => state.error);
  if (!report && error === null) return <p className={styles.device}>Looking for a GPU</p>;
  const good = report !== null && !report.limited && report.adapter.kind !== "insecure";
  return (
    <Tooltip text={error ?? (report ? `${report.adapter.sentence} ${report.consequence}` : "")}>
      <button type="button" className={styles.device} data-good={good || undefined}>
        {good ? null : <Icon name="warning" />}
        <span className={styles.words}>{report ? formatDevice(report) : "GPU unknown"}</span>
      </button>
    </Tooltip>
  );
}
