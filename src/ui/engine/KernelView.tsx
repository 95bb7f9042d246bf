import { useEffect, useState } from "react";
import { counted } from "../../core/counted.ts";
import type { StepDescription } from "../../workers/step.protocol.ts";
import { Button } from "../controls/Button.tsx";
import { formatBytes, formatFlops } from "../status/quantities.ts";
import styles from "./KernelView.module.css";
import { PHASE_TITLES, phaseColour } from "./phases.ts";
import type { TableRow } from "./step-table.ts";
import { WgslCode } from "./WgslCode.tsx";

const COPIED_MILLISECONDS = 2000;

function CopyButton({ text }: { text: string }) {
  const [state, setState] = useState<"Copy" | "Copied" | "Not allowed">("Copy");
  useEffect(() => {
    if (state === "Copy") return;
    const timer = setTimeout(() => setState("Copy"), COPIED_MILLISECONDS);
    return () => clearTimeout(timer);
  }, [state]);
  const copy = () =>
    navigator.clipboard.writeText(text).then(
      () => setState("Copied"),
      () => setState("Not allowed"),
    );
  return (
    <Button
      label={state}
      icon={state === "Copied" ? "check" : "file"}
      variant="quiet"
      onClick={copy}
      title="Copy the WGSL"
    />
  );
}

function factsOf({
  index,
  layer,
  phase,
  threads,
  workgroups,
  milliseconds,
  flops,
  rate,
}: TableRow): string[] {
  return [
    `dispatch ${index + 1}, ${layer}, ${PHASE_TITLES[phase].toLowerCase()}`,
    `${counted(threads, "thread")} in ${counted(workgroups, "workgroup")}`,
    ...(milliseconds === null ? [] : [`${milliseconds.toPrecision(3)} ms`]),
    ...(flops === null ? [] : [formatFlops(flops)]),
    ...(rate === null ? [] : [`${formatFlops(rate)}/s`]),
  ];
}

export interface KernelViewProps {
  readonly row: TableRow;
  readonly kernel: StepDescription["kernels"][number];
  /** Number of dispatches of this kernel in the step. */
  readonly uses: number;
  readonly onClose: () => void;
}

/** One dispatch: the work of a thread, its bindings, and its program. */
export function KernelView({ row, kernel, uses, onClose }: KernelViewProps) {
  const { name, variant, explanation, bindings, sizes, wgsl } = kernel;
  return (
    <section className={styles.view} aria-labelledby="kernel-title">
      <header className={styles.head}>
        <span className={styles.dot} style={{ background: phaseColour(row.phase) }} />
        <h3 id="kernel-title" className={styles.title}>
          {name} <span className={styles.variant}>{variant}</span>
        </h3>
        <Button label="Close" icon="close" variant="quiet" onClick={onClose} />
      </header>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard */}
      <section className={styles.scroll} tabIndex={0} aria-label="About this kernel">
        <p className={styles.facts}>
          {factsOf(row).join(" · ")} · {uses === 1 ? "the only run" : `one of ${uses} runs`} of this kernel in
          the step
        </p>
        <p className={styles.explanation}>{explanation}</p>
        <table className={styles.bindings}>
          <thead>
            <tr>
              <th scope="col">Binding</th>
              <th scope="col">Elements</th>
              <th scope="col">Bound to</th>
              <th scope="col">Bytes</th>
            </tr>
          </thead>
          <tbody>
            {bindings.map(({ name, element, access }, index) => (
              <tr key={name}>
                <th scope="row">
                  {index} {name}
                </th>
                <td>
                  {element}, {access === "read" ? "read" : "written"}
                </td>
                <td>{row.operands[index].buffer}</td>
                <td>{formatBytes(row.operands[index].bytes)}</td>
              </tr>
            ))}
          </tbody>
        </table>
        <p className={styles.sizes}>
          <b>sizes</b>{" "}
          {sizes.map((size, index) => `${size} ${row.sizes[index].toLocaleString("en-GB")}`).join(" · ")}
        </p>
        <div className={styles.codeHead}>
          <h4>WGSL</h4>
          <CopyButton text={wgsl} />
        </div>
        <WgslCode wgsl={wgsl} />
      </section>
    </section>
  );
}
