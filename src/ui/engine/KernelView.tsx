import { useEffect, useState } from "react";
import { counted } from "../../core/counted.ts";
import type { StepDescription } from "../../workers/step.protocol.ts";
import { Button } from "../controls/Button.tsx";
import { formatBytes, formatFlops } from "../status/quantities.ts";
import { ENGINE_TEXTS } from "./engine-text.ts";
import { KernelCode } from "./KernelCode.tsx";
import styles from "./KernelView.module.css";
import { PHASE_TITLES, phaseColour } from "./phases.ts";
import type { TableRow } from "./step-table.ts";

const COPIED_MILLISECONDS = 2000;

function CopyButton({ text, what }: { text: string; what: string }) {
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
      title={`Copy the ${what}`}
    />
  );
}

function factsOf(row: TableRow, unit: string): string[] {
  const { index, layer, phase, units, workgroups, milliseconds, aloneMilliseconds, flops, rate } = row;
  return [
    `dispatch ${index + 1}, ${layer}, ${PHASE_TITLES[phase].toLowerCase()}`,
    `${counted(units, unit)}${workgroups === null ? "" : ` in ${counted(workgroups, "workgroup")}`}`,
    ...(milliseconds === null ? [] : [`${milliseconds.toPrecision(3)} ms`]),
    ...(aloneMilliseconds === null ? [] : [`${aloneMilliseconds.toPrecision(3)} ms by one thread`]),
    ...(flops === null ? [] : [formatFlops(flops)]),
    ...(rate === null ? [] : [`${formatFlops(rate)}/s`]),
  ];
}

export interface KernelViewProps {
  readonly row: TableRow;
  readonly kernel: StepDescription["kernels"][number];
  readonly engine: keyof typeof ENGINE_TEXTS;
  /** Number of dispatches of this kernel in the step. */
  readonly uses: number;
  readonly onClose: () => void;
}

/** One dispatch: the work of a thread, its bindings, and its program. */
export function KernelView({ row, kernel, engine, uses, onClose }: KernelViewProps) {
  const { name, variant, explanation, bindings, sizes, source } = kernel;
  const { language, unit, operands } = ENGINE_TEXTS[engine];
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
          {factsOf(row, unit).join(" · ")} · {uses === 1 ? "the only run" : `one of ${uses} runs`} of this
          kernel in the step
        </p>
        <p className={styles.explanation}>{explanation}</p>
        <table className={styles.bindings}>
          <thead>
            <tr>
              <th scope="col">{operands}</th>
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
          <h4>{language}</h4>
          <CopyButton text={source} what={language} />
        </div>
        <KernelCode source={source} language={language} />
      </section>
    </section>
  );
}
