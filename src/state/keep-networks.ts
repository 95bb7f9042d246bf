import { sentenceOf } from "../core/errors.ts";
import { stageTitle } from "../core/recipe/stages.ts";
import { runToResume } from "../core/runs/run-to-resume.ts";
import type { OpenedSet } from "../workers/kept.protocol.ts";
import { describeInterruptedRun, type InterruptionText } from "./describe-interrupted-run.ts";
import { useInstanceSettings } from "./instance-settings.ts";
import { openWith, useKeptStore, whenOpened } from "./kept.ts";
import { documentNow, showNetworks, useNetworkHistory } from "./network-history.ts";
import { describeSet } from "./network-origins.ts";
import { dismissOffer, offerStoredRun, useOfferedRun } from "./offered-run.ts";
import { isActive, useRunStore } from "./run.ts";
import { parseRunDocument, type RunDocument, runDocumentText } from "./run-document.ts";
import { storedProgress, storeProgress } from "./run-progress.ts";
import { useRunsStore, whenRunsOpened } from "./runs.ts";
import { onTrainWorkerBreak, trainWorker } from "./workers.ts";

/** Maximum fraction of a run's time spent on writing: large networks are many bytes. */
const FRACTION_OF_TIME = 0.1;

const { getState, setState } = useKeptStore;

const texts = new WeakMap<RunDocument, string>();

/** The text of a document that does not change any more. */
function textOf(document: RunDocument): string {
  const text = texts.get(document) ?? runDocumentText(document);
  texts.set(document, text);
  return text;
}

let wanted = false;
let writing = false;
let saveNow = () => {};

/** Waits, unless the run ends in the meantime. */
function rest(milliseconds: number): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, milliseconds);
    saveNow = () => {
      clearTimeout(timer);
      resolve();
    };
  });
}

async function writeOnce(): Promise<void> {
  await whenOpened();
  const { revision } = getState();
  const { previous } = useNetworkHistory.getState();
  try {
    await trainWorker().call("keep", {
      about: runDocumentText(documentNow()),
      previousAbout: previous && textOf(previous),
    });
    setState({ storedRevision: revision, failure: null });
  } catch (error) {
    setState({ failure: sentenceOf(error) });
  }
}

/** Writes the networks and their document, now or after the write in progress. */
async function keepSoon(): Promise<void> {
  if (getState().place !== "stored") return;
  wanted = true;
  if (writing) return;
  writing = true;
  while (wanted) {
    wanted = false;
    const start = performance.now();
    await writeOnce();
    const isRunning = isActive(useRunStore.getState().phase);
    if (isRunning) await rest((performance.now() - start) / FRACTION_OF_TIME);
  }
  writing = false;
}

function documentOf(set: OpenedSet | null, problems: string[]): RunDocument | null {
  if (!set) return null;
  try {
    return parseRunDocument(set.about ?? "");
  } catch (error) {
    problems.push(sentenceOf(error));
    return null;
  }
}

interface Interruption {
  readonly startedAt: number;
  readonly text: InterruptionText;
}

/** Description of a run that had not ended when its document was written. */
function interrupted(document: RunDocument | null, hasNetworks: boolean): Interruption | null {
  const note = document?.run;
  if (!note || note.ended) return null;
  const progress = storedProgress(note.startedAt);
  const text = describeInterruptedRun({ note, progress, hasNetworks }, stageTitle, Date.now());
  return { startedAt: note.startedAt, text };
}

/** Restores the networks of an earlier visit, with their curves and the networks that they replaced. */
async function restore(): Promise<Interruption | null> {
  const { place, current, previous, problems } = await trainWorker().call("openKept", null);
  const earlier = [...problems];
  const document = documentOf(current, earlier);
  const before = documentOf(previous, earlier);
  // Settings and recipes may have had problems of their own.
  setState(({ problems: shown }) => ({ place, problems: [...new Set([...shown, ...earlier])] }));
  if (!current) {
    // Networks of a broken worker are lost if they were not kept.
    if (useRunStore.getState().trained.length > 0) useRunStore.setState({ trained: [], seen: {} });
    return null;
  }
  const hasNetworks = Object.keys(current.seen).length > 0;
  const set = describeSet(document?.origins ?? {}, Date.now());
  showNetworks(document, current.seen, hasNetworks ? `Ready with ${set}` : "");
  useNetworkHistory.setState({ previous: before, note: document?.run ?? null });
  setState(({ revision }) => ({ storedRevision: revision }));
  return interrupted(document, hasNetworks);
}

const DISMISSED_KEY = "direction-lab.dismissed-run";

/**
 * Tells of a run that was interrupted, and offers to resume it. What the browser has stored of the run itself decides: it
 * may have ended before it stored anything else. A run in training in another tab is not interrupted.
 */
async function tellInterrupted(interruption: Interruption | null): Promise<void> {
  await whenRunsOpened();
  const { runs } = useRunsStore.getState();
  const last = runToResume(runs);
  if (last && last.id !== localStorage.getItem(DISMISSED_KEY)) await offerStoredRun(last.id);
  if (!interruption) return;
  const told = runs.find(({ record }) => record?.startedAt === interruption.startedAt);
  const isOther = useOfferedRun.getState().offered !== null && told !== last;
  if (!isOther && told?.record?.status.kind !== "running") setState({ interrupted: interruption.text });
}

async function openOnce(): Promise<void> {
  try {
    void tellInterrupted(await restore());
  } catch (error) {
    setState({ place: "absent", failure: sentenceOf(error) });
  }
}

/**
 * Restores the networks of earlier visits, and keeps what is trained from now on; also called for a worker
 * that replaces a broken one.
 */
export function openKeptNetworks(): Promise<void> {
  onTrainWorkerBreak(() => void openWith(openOnce()));
  return openWith(openOnce());
}

/** Dismisses the message about an interrupted run, for later visits too. Its checkpoint stays. */
export function dismissInterrupted(): void {
  const { offered } = useOfferedRun.getState();
  if (offered) localStorage.setItem(DISMISSED_KEY, offered.summary.run.id);
  dismissOffer();
  setState({ interrupted: null });
  useNetworkHistory.setState(({ note }) => ({ note: note && { ...note, ended: true } }));
  void keepSoon();
}

/** Writes every change of the networks and their curves. */
export function watchKeptNetworks(): void {
  useKeptStore.subscribe((now, before) => {
    if (now.revision !== before.revision) void keepSoon();
  });
  useInstanceSettings.subscribe((now, before) => {
    const changed = now.fitted !== before.fitted || now.method !== before.method;
    if ((changed || now.choices !== before.choices) && getState().revision > 0) void keepSoon();
  });
  useNetworkHistory.subscribe(({ note }, before) => {
    if (note === before.note || !note) return;
    if (note.ended !== before.note?.ended || note.startedAt !== before.note.startedAt) {
      void keepSoon();
      saveNow();
    }
  });
  useRunStore.subscribe((now, before) => {
    const active = isActive(now.phase);
    if (active && !isActive(before.phase)) setState({ interrupted: null });
    if (getState().place !== "stored") return;
    const { startedAt, runId, stage, step, totalSteps } = now;
    const isNew = step !== before.step || stage !== before.stage;
    if (active && stage && startedAt !== null && runId !== null && isNew)
      storeProgress({ startedAt, id: runId, stage, step, totalSteps });
    if (!active && isActive(before.phase)) storeProgress(null);
  });
}
