import { useDeviceStore } from "../../state/device.ts";
import { Icon } from "../controls/Icon.tsx";
import { Tooltip } from "../controls/Tooltip.tsx";
import styles from "./DeviceWords.module.css";
import { deviceInWords } from "./device-in-words.ts";

/** Name of the device that runs the networks; its explanation is shown on hover or focus. */
export function DeviceWords() {
  const report = useDeviceStore((state) => state.report);
  const error = useDeviceStore((state) => state.error);
  if (!report && error === null) return <p className={styles.device}>Looking for a GPU</p>;
  const good = report !== null && !report.limited && report.adapter.kind !== "insecure";
  return (
    <Tooltip text={error ?? (report ? `${report.adapter.sentence} ${report.consequence}` : "")}>
      <button type="button" className={styles.device} data-good={good || undefined}>
        {good ? null : <Icon name="warning" />}
        <span className={styles.words}>{report ? deviceInWords(report) : "GPU unknown"}</span>
      </button>
    </Tooltip>
  );
}
