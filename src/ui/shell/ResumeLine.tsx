import { formatTime } from "../../core/format-time.ts";
import { stageTitle } from "../../core/recipe/stages.ts";
import { dismissInterrupted } from "../../state/keep-networks.ts";
import { useKeptStore } from "../../state/kept.ts";
import { useOfferedRun } from "../../state/offered-run.ts";
import { resumeOffered } from "../../state/resume-run.ts";
import { isActive, useRunStore } from "../../state/run.ts";
import { useRunsStore } from "../../state/runs.ts";
import { Button } from "../controls/Button.tsx";
import { NoticeLine } from "../data/NoticeLine.tsx";

/** What happened to a run that ended before its time, and the offer to resume it. */
export function ResumeLine() {
  const interrupted = useKeptStore((kept) => kept.interrupted);
  const active = useRunStore(({ phase }) => isActive(phase));
  const { offered, changes, error } = useOfferedRun();
  const runs = useRunsStore((state) => state.runs);
  if (active || (interrupted === null && !offered && error === null)) return null;
  const summary = offered?.summary;
  const stored = runs.find(({ id }) => id === summary?.run.id);
  const name = stored?.record?.name;
  const from = summary ? `step ${summary.step} of ${stageTitle(summary.stage)}` : "";
  const run = summary ? `The run ${name ?? `of ${formatTime(summary.run.startedAt, Date.now())}`}` : "";
  const changed =
    changes.length > 0 ? `${run} was begun with other images or settings. ${changes.join(" ")}` : null;
  const can = summary
    ? `${interrupted ? `${interrupted.what} It` : run} can be resumed from ${from}.`
    : [interrupted?.what, interrupted?.left, error].filter(Boolean).join(" ");
  return (
    <NoticeLine kind="warning" text={changed ?? can}>
      {summary ? (
        <Button
          label={changed === null ? `Resume ${name ? `${name} ` : ""}from ${from}` : "Resume anyway"}
          onClick={() => void resumeOffered({ anyway: changed !== null })}
        />
      ) : null}
      <Button label="Dismiss" variant="quiet" onClick={dismissInterrupted} />
    </NoticeLine>
  );
}
