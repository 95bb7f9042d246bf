import { useMemo, useRef } from "react";
import { profileIsOld, selectDispatch, shownProfile, useEnginePanelStore } from "../../state/engine-panel.ts";
import type { StepProfile, StepReport } from "../../workers/step.protocol.ts";
import { Notice } from "../controls/Notice.tsx";
import { EngineBar } from "./EngineBar.tsx";
import { EngineFacts } from "./EngineFacts.tsx";
import styles from "./EnginePanel.module.css";
import { ENGINE_TEXTS } from "./engine-text.ts";
import { KernelTable } from "./KernelTable.tsx";
import { KernelView } from "./KernelView.tsx";
import { LayerTimes } from "./LayerTimes.tsx";
import { MemoryMap } from "./MemoryMap.tsx";
import { tableRows } from "./step-table.ts";

const NO_STAMPS =
  "This adapter has no time stamps, so single kernels cannot be timed; the whole step and the matrix product can.";
const OLD = "The recipe has changed since this stage was measured. Measure again.";
const PRESS = "Press Measure: each kernel is then timed separately.";

interface ContentProps {
  readonly report: Extract<StepReport, { kind: "compiled" }>;
  readonly profile: StepProfile | null;
  readonly theme: string;
}

function Content({ report: { description, engine, timestamps }, profile, theme }: ContentProps) {
  const rows = useMemo(() => tableRows(description, profile), [description, profile]);
  const selected = useEnginePanelStore((panel) => panel.selected);
  const row = selected === null ? null : rows[selected];
  const body = useRef<HTMLDivElement>(null);
  const close = () => {
    selectDispatch(null);
    body.current?.querySelector<HTMLElement>(`[data-row="${selected}"]`)?.focus();
  };
  return (
    <>
      <EngineFacts description={description} engine={engine} profile={profile} />
      <div ref={body} className={styles.body} data-reading={row !== null || undefined}>
        <KernelTable
          rows={rows}
          units={ENGINE_TEXTS[engine].units}
          selected={selected}
          onSelect={selectDispatch}
        />
        <div className={styles.charts}>
          <MemoryMap description={description} selected={selected} onSelect={selectDispatch} />
          <LayerTimes rows={rows} theme={theme} emptyText={timestamps ? PRESS : NO_STAMPS} />
        </div>
        {row ? (
          <KernelView
            key={row.index}
            row={row}
            kernel={description.kernels[row.kernel]}
            engine={engine}
            uses={rows.filter(({ kernel }) => kernel === row.kernel).length}
            onClose={close}
          />
        ) : null}
      </div>
    </>
  );
}

/** One training step in the compiled engine: its plan, its memory, its time, its kernels. */
export function EnginePanel({ theme }: { theme: string }) {
  const report = useEnginePanelStore((panel) => panel.report);
  const error = useEnginePanelStore((panel) => panel.error);
  const profile = useEnginePanelStore(shownProfile);
  const old = useEnginePanelStore(profileIsOld);
  return (
    <section className={styles.panel} aria-label="Engine">
      <EngineBar engine={report?.kind === "compiled" ? report.engine : null} />
      {error === null ? null : <Notice kind="danger">{error}</Notice>}
      {old ? <Notice kind="warning">{OLD}</Notice> : null}
      {report?.kind === "compiled" ? (
        <Content report={report} profile={profile} theme={theme} />
      ) : (
        <p className={styles.empty}>{report?.reason ?? (error === null ? "Compiling the plan" : "")}</p>
      )}
    </section>
  );
}
