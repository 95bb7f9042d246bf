import { counted } from "../../core/counted.ts";
import { wholePercent } from "../../core/whole-percent.ts";
import { useDeviceStore } from "../../state/device.ts";
import { shownDifference, useEnginePanelStore } from "../../state/engine-panel.ts";
import { isActive, useRunStore } from "../../state/run.ts";
import type { StepDescription, StepProfile } from "../../workers/step.protocol.ts";
import type { DeviceReport } from "../../workers/train.protocol.ts";
import { NO_VALUE } from "../controls/no-value.ts";
import { formatDevice } from "../status/format-device.ts";
import { formatBytes, formatFlops, formatMilliseconds } from "../status/quantities.ts";
import styles from "./EngineFacts.module.css";
import { ENGINE_TEXTS } from "./engine-text.ts";

interface FactProps {
  readonly name: string;
  readonly value: string;
  readonly detail: string;
}

function Fact({ name, value, detail }: FactProps) {
  return (
    <div className={styles.fact}>
      <dt className={styles.name}>{name}</dt>
      <dd className={styles.value}>{value}</dd>
      <dd className={styles.detail}>{detail}</dd>
    </div>
  );
}

/** The name of the engine, unless the header shows it as the device. */
function nameBesideDevice(report: DeviceReport): string | null {
  return formatDevice(report) === report.backend ? null : report.backend;
}

/** R as a number, a gauge and a sentence. */
function Reached({ fraction }: { fraction: number | null }) {
  return (
    <div className={`${styles.fact} ${styles.reached}`}>
      <dt className={styles.name}>Reached (R)</dt>
      <dd className={styles.value}>{fraction === null ? NO_VALUE : wholePercent(fraction)}</dd>
      <dd className={styles.detail}>
        <span className={styles.gauge}>
          <span className={styles.level} style={{ width: `${100 * Math.min(1, fraction ?? 0)}%` }} />
        </span>
      </dd>
    </div>
  );
}

/** Upper bound of the difference that another order of rounding causes through a few dozen layers. */
const LARGEST_ROUNDING = 1e-3;

function agreement(difference: number): string {
  const fraction = `${(100 * difference).toPrecision(2)} %`;
  if (difference < LARGEST_ROUNDING) {
    return `tfjs, with the same weights, agrees within ${fraction} of the largest value.`;
  }
  return `tfjs, with the same weights, differs by ${fraction} of the largest value: this device rounds unusually or computes wrongly. Choose tfjs under Recipe, Engine.`;
}

export interface EngineFactsProps {
  readonly description: StepDescription;
  readonly engine: keyof typeof ENGINE_TEXTS;
  readonly profile: StepProfile | null;
}

/** Numbers of the step and of the device. */
export function EngineFacts({ description, engine, profile }: EngineFactsProps) {
  const name = useDeviceStore(({ report }) => report && nameBesideDevice(report));
  const { reference, referenceDetail, sentence, stepDetail } = ENGINE_TEXTS[engine];
  const difference = useEnginePanelStore(shownDifference);
  const batch = useEnginePanelStore(({ report }) => (report?.kind === "compiled" ? report.batch : 0));
  const running = useRunStore((run) => isActive(run.phase));
  const { size, rows, kernels, flops, bytes, arenas } = description;
  const kept = arenas.reduce((sum, arena) => sum + arena.bytes, 0);
  return (
    <div className={styles.facts}>
      <dl className={styles.row}>
        <Fact
          name="Batch"
          value={`${size.batch} × ${size.rows} × ${size.columns}`}
          detail={batch > size.batch ? `a micro-batch of a batch of ${batch}` : "images × px × px"}
        />
        <Fact
          name="Plan"
          value={counted(rows.length, "dispatch", "dispatches")}
          detail={`of ${counted(kernels.length, "kernel")}`}
        />
        <Fact name="Work" value={formatFlops(flops)} detail="in convolutions" />
        <Fact name="Memory" value={formatBytes(bytes)} detail={`${formatBytes(kept)} kept`} />
        <Fact
          name="Step"
          value={profile ? formatMilliseconds(profile.stepMilliseconds) : NO_VALUE}
          detail={profile ? stepDetail(flops, profile) : "not measured"}
        />
        <Fact
          name={reference}
          value={profile ? `${formatFlops(1e9 * profile.referenceGflops)}/s` : NO_VALUE}
          detail={profile ? referenceDetail : "not measured"}
        />
        <Reached fraction={profile?.fraction ?? null} />
      </dl>
      <p className={styles.sentence}>
        {name === null ? null : <span className={styles.adapter}>{name}. </span>}
        <span role="status">
          {profile
            ? sentence(profile)
            : running
              ? "Measuring is possible when the run has ended."
              : "Measure times each kernel, and shows what fraction of the device's throughput a step reaches."}
          {difference === null ? null : ` ${agreement(difference)}`}
        </span>{" "}
        Click a row to read its kernel.
      </p>
    </div>
  );
}
