import { create } from "zustand";
import { describeAssigned } from "../core/dataset/sampling/assigned-images.ts";
import { sentenceOf } from "../core/errors.ts";
import type { ModelCard } from "../core/model-card.ts";
import { type NoticePlace, whileSame } from "../core/notices/notice.ts";
import { STAGES, type Stage } from "../core/recipe/recipe.ts";
import { stageTitle } from "../core/recipe/stages.ts";
import { STARTS, type StartName } from "../core/starts/starts.ts";
import { withStart } from "../core/starts/with-start.ts";
import { saveFile } from "../platform/save-file.ts";
import { useArchiveParts } from "./archive-part-choice.ts";
import { curvesCsv } from "./curves-csv.ts";
import { useDatasetStore } from "./dataset.ts";
import { useSetsStore } from "./image-sets.ts";
import { takeFitted, useInstanceSettings } from "./instance-settings.ts";
import { networksExported, useKeptStore, whenOpened } from "./kept.ts";
import { documentNow, loadedOver, useNetworkHistory } from "./network-history.ts";
import { groupByOrigin, originText, useOriginsStore } from "./network-origins.ts";
import { tieNotice } from "./notices.ts";
import { editRecipe, useRecipeStore } from "./recipe.ts";
import { runLog, useRunStore } from "./run.ts";
import { markTrained } from "./trained-stages.ts";
import { trainWorker } from "./workers.ts";

interface ArchiveState {
  readonly busy: boolean;
  /** Outcome of the last export or import. */
  readonly message: string;
  readonly error: string | null;
  /**
   * Whether the outcome is announced across the page, because the file was dropped rather than chosen in the
   * tab.
   */
  readonly announced: boolean;
}

/** Export and import of weights. */
export const useArchiveStore = create<ArchiveState>(() => ({
  busy: false,
  message: "",
  error: null,
  announced: false,
}));

const { getState, setState } = useArchiveStore;

async function guarded(work: () => Promise<string>, announced = false): Promise<void> {
  setState({ busy: true, error: null, message: "", announced });
  try {
    setState({ message: await work() });
  } catch (error) {
    setState({ error: sentenceOf(error) });
  } finally {
    setState({ busy: false });
  }
}

/** One line per run or import that the networks come from; none if all have the same origin. */
function sourceLines(): readonly string[] {
  const groups = groupByOrigin(useOriginsStore.getState().origins);
  if (groups.length < 2) return [];
  return groups.map(([origin, stages]) => {
    const source =
      origin.kind === "import"
        ? "another weights archive that was imported"
        : originText(origin).replace(/^from /, "");
    return `${stages.join(", ")}: ${source}`;
  });
}

/** The weights archive of all trained networks with the curves of the runs that trained them. */
function weightsArchive(): Promise<Uint8Array<ArrayBuffer>> {
  const { fitted } = useInstanceSettings.getState();
  const { assigned } = useNetworkHistory.getState();
  const { chosen: parts } = useArchiveParts.getState();
  const args = { parts, curvesCsv: curvesCsv(runLog.rows()), fitted, sources: sourceLines(), assigned };
  return trainWorker().call("exportWeights", args);
}

/** Saves the networks that predict as a model package of bioimage.io. */
export async function exportPackage(card: ModelCard): Promise<void> {
  await guarded(async () => {
    const bytes = await trainWorker().call("exportPackage", { card });
    saveFile(PACKAGE_FILE, new Blob([bytes], { type: "application/zip" }));
    return `Saved ${PACKAGE_FILE} (${Math.ceil(bytes.length / 1024)} KiB).`;
  });
  tieMessage();
}

/** Bytes of the weights of the networks in use, as 32-bit floats. */
export function weightBytes(): Promise<number> {
  return trainWorker().call("weightBytes", {});
}

/** State that the message about an archive depends on: the networks in use. */
const networksInUse = () => [useOriginsStore.getState().origins, useRunStore.getState().seen];

/** Saves the weights archive. */
export async function exportWeights(): Promise<void> {
  await guarded(async () => {
    const { revision } = useKeptStore.getState();
    const bytes = await weightsArchive();
    saveFile("direction-lab-weights.zip", new Blob([bytes], { type: "application/zip" }));
    networksExported(revision);
    return `Saved direction-lab-weights.zip (${Math.ceil(bytes.length / 1024)} KiB).`;
  });
  tieMessage();
}

/** Removes the message once the networks it is about have been replaced. */
function tieMessage(): void {
  const { message } = getState();
  if (message) tieNotice(ARCHIVE_MESSAGE, whileSame(message, networksInUse, undefined));
}

const PACKAGE_FILE = "direction-lab-model.bioimageio.zip";

const ARCHIVE_MESSAGE: NoticePlace = {
  read: () => getState().message,
  clear: () => setState({ message: "" }),
};

/** An imported archive has no curves to show: those of its stages belong to the replaced networks. */
function dropCurves(stages: readonly Stage[]): void {
  for (const stage of stages) runLog.replaceStage(stage, []);
  useRunStore.setState(({ curveRuns, logRevision }) => ({
    curveRuns: { ...curveRuns, ...Object.fromEntries(stages.map((stage) => [stage, undefined])) },
    logRevision: logRevision + 1,
  }));
}

/**
 * Imports a weights archive: its networks count as trained, and its recipe becomes that of the next run. The
 * previous networks can be restored. With `announced`, the outcome is announced across the page.
 */
export async function importWeights(file: File, announced = false): Promise<void> {
  await guarded(async () => {
    await whenOpened();
    const before = documentNow();
    const bytes = new Uint8Array(await file.arrayBuffer());
    const { recipe, seen, fitted, assigned } = await trainWorker().call(
      "importWeights",
      { bytes },
      { transfer: [bytes.buffer] },
    );
    const stages = STAGES.filter((stage) => seen[stage]);
    editRecipe(recipe);
    takeFitted(fitted);
    dropCurves(seen.direction || seen.energy ? [...new Set<Stage>([...stages, "joint"])] : stages);
    markTrained(seen);
    loadedOver(before, { seen, assigned, origin: { kind: "import", file: file.name } });
    const sets = describeAssigned(
      assigned,
      useDatasetStore.getState().records,
      useSetsStore.getState().assigned,
    );
    return `Imported the weights of ${stages.map(stageTitle).join(", ")} from ${file.name}. ${sets}`.trim();
  }, announced);
  tieMessage();
}

/**
 * Loads a built-in start: its network counts as trained, and the next run starts from it. The previous networks can be
 * restored. Returns whether it was loaded; if not, the reason is in the state.
 */
export async function loadStart(name: StartName): Promise<boolean> {
  await guarded(async () => {
    await whenOpened();
    const before = documentNow();
    const { seen, fitted } = await trainWorker().call("loadStart", { name });
    editRecipe(withStart(useRecipeStore.getState().recipe, name));
    takeFitted(fitted);
    dropCurves(["shared"]);
    markTrained(seen);
    loadedOver(before, { seen, assigned: [], origin: { kind: "start", name } });
    return `Loaded the built-in start for ${STARTS[name].suits}.`;
  }, true);
  tieMessage();
  return getState().error === null;
}

/** Dismisses the message about the last archive. */
export function dismissArchive(): void {
  setState({ message: "", error: null, announced: false });
}

/** Saves the curves of the last run as a table. */
export function saveCurves(): void {
  saveFile("direction-lab-curves.csv", new Blob([curvesCsv(runLog.rows())], { type: "text/csv" }));
}
