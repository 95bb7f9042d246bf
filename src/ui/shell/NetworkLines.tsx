import { dismissArchive, useArchiveStore } from "../../state/archive.ts";
import { COMMANDS } from "../../state/commands.ts";
import { useDatasetStore } from "../../state/dataset.ts";
import { dismissProblems, useKeptStore } from "../../state/kept.ts";
import { dismissUndo, undoNetworks, useNetworkHistory } from "../../state/network-history.ts";
import { describeSet } from "../../state/network-origins.ts";
import { dismissOtherTab, useOtherTabs } from "../../state/other-tabs.ts";
import { useQueueStore } from "../../state/queue.ts";
import { isActive, useRunStore } from "../../state/run.ts";
import { dismissRunsFailure, useRunsStore } from "../../state/runs.ts";
import { CommandButton } from "../commands/CommandButton.tsx";
import { Button } from "../controls/Button.tsx";
import { NoticeLine } from "../data/NoticeLine.tsx";
import { QueueLine } from "./QueueLine.tsx";
import { ResumeLine } from "./ResumeLine.tsx";

const OTHER_TAB =
  "Another tab of this page kept its networks in this browser when this one was opened, so those trained here are not kept: export the weights before you leave.";
const NO_STORAGE =
  "This browser gives the page no storage, so the trained networks are lost when it is closed: export the weights before you leave.";

/** Offer to restore the networks that the current ones replaced. */
function UndoLine() {
  const { previous, change, error } = useNetworkHistory();
  const active = useRunStore((run) => isActive(run.phase));
  const imported = useArchiveStore(({ announced, message }) => (announced ? message : ""));
  if (!previous || change === null) return null;
  const set = describeSet(previous.origins, Date.now());
  const text = {
    run: active ? `This run replaces ${set}.` : `This run has replaced ${set}.`,
    import: `${imported || "Weights were imported."} They have replaced ${set}.`,
    undo: `You can go back to ${set}.`,
  } as const;
  return (
    <NoticeLine kind={error === null ? "plain" : "warning"} text={error ?? text[change]}>
      <Button
        label={`${active ? "Stop and restore" : change === "undo" ? "Restore" : "Undo: restore"} ${set}`}
        icon="undo"
        disabled={active && COMMANDS.undoNetworks.whyNot() !== null}
        onClick={() => void undoNetworks()}
      />
      <Button label="Dismiss" variant="quiet" onClick={dismissUndo} />
    </NoticeLine>
  );
}

/** Outcome of a dropped weights archive, unless the line above reports it. */
function ArchiveLine() {
  const { announced, message, error } = useArchiveStore();
  const isReported = useNetworkHistory(({ previous, change }) => previous !== null && change === "import");
  if (!announced || (error === null && (message === "" || isReported))) return null;
  return (
    <NoticeLine kind={error === null ? "plain" : "warning"} text={error ?? message}>
      <Button label="Dismiss" variant="quiet" onClick={dismissArchive} />
    </NoticeLine>
  );
}

/** Warning if trained networks do not outlive the page, and the outcome of networks from earlier visits. */
function KeptLines() {
  const { place, failure, problems } = useKeptStore();
  const hasNetworks = useRunStore(({ phase, trained }) => isActive(phase) || trained.length > 0);
  const unkept = place === "other tab" ? OTHER_TAB : place === "absent" ? NO_STORAGE : null;
  return (
    <>
      {problems.length === 0 ? null : (
        <NoticeLine kind="warning" text={problems.join(" ")}>
          <Button label="Dismiss" variant="quiet" onClick={dismissProblems} />
        </NoticeLine>
      )}
      {failure === null ? null : <NoticeLine kind="warning" text={failure} />}
      {hasNetworks && failure === null && unkept !== null ? (
        <NoticeLine kind="warning" text={unkept} />
      ) : null}
    </>
  );
}

/** Changes of the images by another tab; images removed there can be restored here. */
function OtherTabLine() {
  const sentence = useOtherTabs((state) => state.sentence);
  const canUndo = useDatasetStore(({ lastRemoved }) => lastRemoved.length > 0);
  if (sentence === null) return null;
  return (
    <NoticeLine kind="warning" text={sentence}>
      {canUndo ? <CommandButton command={COMMANDS.undoRemove} icon="undo" /> : null}
      <Button label="Dismiss" variant="quiet" onClick={dismissOtherTab} />
    </NoticeLine>
  );
}

/** Why a run could not be stored, or an act on a stored run failed. */
function RunsLine() {
  const failure = useRunsStore((state) => state.failure);
  if (failure === null) return null;
  return (
    <NoticeLine kind="warning" text={failure}>
      <Button label="Dismiss" variant="quiet" onClick={dismissRunsFailure} />
    </NoticeLine>
  );
}

/** Lines across the page about trained networks and other tabs, each shown as long as its cause lasts. */
export function NetworkLines() {
  const queue = useQueueStore((state) => state.notice);
  return (
    <>
      <QueueLine />
      {queue?.kind === "interrupted" ? null : <ResumeLine />}
      <KeptLines />
      <UndoLine />
      <ArchiveLine />
      <OtherTabLine />
      <RunsLine />
    </>
  );
}
