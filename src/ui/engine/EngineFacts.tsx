import { counted } from "../../core/counted.ts";
import { useDeviceStore } from "../../state/device.ts";
import { shownDifference, useEnginePanelStore } from "../../state/engine-panel.ts";
import type { StepDescription, StepProfile } from "../../workers/step.protocol.ts";
import { formatBytes, formatFlops, formatMilliseconds } from "../status/quantities.ts";
import styles from "./EngineFacts.module.css";

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

const percent = (fraction: number) => `${Math.round(100 * fraction)} %`;

/** R as a number, a gauge and a sentence. */
function Reached({ fraction }: { fraction: number | null }) {
  return (
    <div className={`${styles.fact} ${styles.reached}`}>
      <dt className={styles.name}>R</dt>
      <dd className={styles.value}>{fraction === null ? "–" : percent(fraction)}</dd>
      <dd className={styles.detail}>
        <span className={styles.gauge}>
          <span className={styles.level} style={{ width: `${100 * Math.min(1, fraction ?? 0)}%` }} />
        </span>
      </dd>
    </div>
  );
}

/** R in a self-contained sentence. */
function sentenceOf({ matmulFraction }: StepProfile): string {
  const start = `The step's convolutions run at ${percent(matmulFraction)} of the speed of a large matrix product`;
  if (matmulFraction > 1) return `${start}, which is a reference, not a limit.`;
  return `${start}, about the fastest arithmetic here.`;
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
  readonly profile: StepProfile | null;
}

/** Numbers of the step and of the device. */
export function EngineFacts({ description, profile }: EngineFactsProps) {
  const adapter = useDeviceStore(({ report }) => report?.adapter.description ?? "unknown");
  const difference = useEnginePanelStore(shownDifference);
  const batch = useEnginePanelStore(({ report }) => (report?.kind === "compiled" ? report.batch : 0));
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
          value={profile ? formatMilliseconds(profile.stepMilliseconds) : "–"}
          detail={profile ? `${formatFlops((1000 * flops) / profile.stepMilliseconds)}/s` : "not measured"}
        />
        <Fact
          name="Matrix product"
          value={profile ? `${formatFlops(1e9 * profile.matmulGflops)}/s` : "–"}
          detail={profile ? "on this device" : "not measured"}
        />
        <Reached fraction={profile?.matmulFraction ?? null} />
      </dl>
      <p className={styles.sentence}>
        <span className={styles.adapter}>{adapter}.</span>{" "}
        <span role="status">
          {profile
            ? sentenceOf(profile)
            : "Measuring shows the time of each kernel and what fraction of the device's throughput a step reaches."}
          {difference === null ? null : ` ${agreement(difference)}`}
        </span>
      </p>
    </div>
  );
}
