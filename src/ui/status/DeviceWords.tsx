import { useDeviceStore } from "../../state/device.ts";
import styles from "./DeviceWords.module.css";

/** What runs the networks here, in words. */
export function DeviceWords() {
  const report = useDeviceStore((state) => state.report);
  const error = useDeviceStore((state) => state.error);
  if (error !== null) {
    return (
      <p className={styles.device} title={error}>
        Device unknown: {error}
      </p>
    );
  }
  if (!report) return <p className={styles.device}>Looking for a GPU</p>;
  const words = report.adapter.description;
  return (
    <p className={styles.device} title={words}>
      {words}
    </p>
  );
}
