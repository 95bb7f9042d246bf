import { create } from "zustand";
import { counted } from "../core/counted.ts";
import type { ImageRecord } from "../core/dataset/image-record.ts";
import type { MaskFormat } from "../core/dataset/mask-formats.ts";
import { splitImages } from "../core/dataset/split.ts";
import { LabError, sentenceOf } from "../core/errors.ts";
import { type InstanceChoice, METHODS } from "../core/instances/parameters.ts";
import type { Evaluation } from "../core/metrics/evaluation.ts";
import type { Gate } from "../core/recipe/recipe.ts";
import { saveFile } from "../platform/save-file.ts";
import type { CellsProgress, FitProgress, FoundCells, ImageScore } from "../workers/cells.protocol.ts";
import { CancelledError } from "../workers/rpc.ts";
import { useDatasetStore } from "./dataset.ts";
import { usedRecords } from "./exclusion.ts";
import { findInImage, forgetPlanes } from "./image-cells.ts";
import { chosenInstances, keepFitted, type Scope, useInstanceSettings } from "./instance-settings.ts";
import { ensureFields, keyOf } from "./predicted-fields.ts";
import { useRecipeStore } from "./recipe.ts";
import { cellsWorker } from "./workers.ts";

/** Work that a person waits for, and how far it is. */
export interface CellsWork extends CellsProgress {
  readonly kind: "predicting" | "scoring" | "comparing" | "fitting" | "writing";
}

/** One method on the images in scope, and on the image that is shown. */
export interface ComparedMethod {
  readonly choice: InstanceChoice;
  /** Null where no image in scope has labels. */
  readonly evaluation: Evaluation | null;
  readonly cells: FoundCells | null;
}

interface CellsState {
  readonly work: CellsWork | null;
  /** Whether the numbers below are being brought in step with changed settings. */
  readonly following: boolean;
  /** While parameters are fitted: the best so far. */
  readonly fit: FitProgress | null;
  /** What was found by the choice below. */
  readonly images: readonly ImageScore[];
  /** Over the images in scope that have labels; null when none of them has. */
  readonly evaluation: Evaluation | null;
  /** What `images` and `evaluation` were found by; null while nothing was. */
  readonly choice: InstanceChoice | null;
  /** The five methods side by side; empty until they are compared. */
  readonly compared: readonly ComparedMethod[];
  /** What was done last. */
  readonly message: string;
  readonly error: string | null;
}

const NOTHING_FOUND = { images: [], evaluation: null, choice: null, compared: [], fit: null } as const;

/** What was found in the images in scope. Planes stay in the worker, those of the shown image in `shownCells`. */
export const useCellsStore = create<CellsState>(() => ({
  ...NOTHING_FOUND,
  work: null,
  following: false,
  message: "",
  error: null,
}));

const { getState, setState } = useCellsStore;

let cancel = new AbortController();

/** Forgets what was found, e.g. since the networks have changed; the fields too. */
export function forgetCells(): void {
  cancel.abort();
  setState(NOTHING_FOUND);
  forgetPlanes();
  void cellsWorker().call("forget", null);
}

/** Ends the work under way; what was predicted stays. */
export function cancelCells(): void {
  cancel.abort();
}

/** Forgets the last failure. */
export function dismissCellsError(): void {
  setState({ error: null });
}

/** The images whose cells are found now. */
export function recordsInScope(scope: Scope): readonly ImageRecord[] {
  const used = usedRecords();
  if (scope === "all") return used;
  if (scope === "unlabelled") return used.filter(({ labelled }) => !labelled);
  const { recipe } = useRecipeStore.getState();
  return splitImages(used, { share: recipe.validationShare, seed: recipe.seed }).validation;
}

/** Why no image is in scope, and what to do. */
export const NOTHING_IN_SCOPE: Readonly<Record<Scope, string>> = {
  validation: "No image validates: two labelled images or more are needed. Choose all images.",
  unlabelled: "Every image has labels. Add images without masks, or choose other images.",
  all: "There is no image. Drop some, or take the built-in sample.",
};

/** The images in scope. Throws a LabError that says what to do when there is none. */
function someInScope(): readonly ImageRecord[] {
  const { scope } = useInstanceSettings.getState();
  const records = recordsInScope(scope);
  if (records.length === 0) throw new LabError(NOTHING_IN_SCOPE[scope]);
  return records;
}

/** The scoring that settings have set off, until it has ended: what a person asks for does not wait for it. */
let followUp: Promise<unknown> | null = null;

/** Gives null when the task failed, which is told, or was cancelled. */
async function attempt<Result>(task: (signal: AbortSignal) => Promise<Result>): Promise<Result | null> {
  cancel = new AbortController();
  const { signal } = cancel;
  try {
    return await task(signal);
  } catch (error) {
    if (!(error instanceof CancelledError || signal.aborted)) setState({ error: sentenceOf(error) });
    return null;
  }
}

/** Does one thing at a time, and says what went wrong. Gives null when that failed or was cancelled. */
async function working<Result>(
  kind: CellsWork["kind"],
  task: (signal: AbortSignal) => Promise<Result>,
): Promise<Result | null> {
  if (followUp) {
    cancel.abort();
    await followUp;
  }
  if (getState().work) {
    setState({ error: "Cells are being found already. Wait until that is done, or cancel it." });
    return null;
  }
  setState({ work: { kind, done: 0, total: 0 }, error: null, message: "" });
  try {
    return await attempt(task);
  } finally {
    setState({ work: null, fit: null });
  }
}

/** Takes the progress of one kind of work. */
type Tell = (kind: CellsWork["kind"]) => (progress: CellsProgress) => void;

const tell: Tell = (kind) => (progress) => setState({ work: { kind, ...progress } });

/** Tells of scoring as of a part of this work. */
const tellAs =
  (kind: CellsWork["kind"]): Tell =>
  (own) =>
    tell(own === "scoring" ? kind : own);

const tellNobody: Tell = () => () => {};

/** Scores images by a method, once their fields are there. */
async function score(
  records: readonly ImageRecord[],
  gate: Gate,
  choice: InstanceChoice,
  signal: AbortSignal,
  onEvent: Tell,
) {
  await ensureFields(records, gate, { signal, onEvent: onEvent("predicting") });
  const keys = records.map((record) => keyOf(record, gate));
  return cellsWorker().call("score", { keys, choice }, { signal, onEvent: onEvent("scoring") });
}

/** Finds and scores the cells of the images in scope by the method chosen; gives how many there are of each. */
async function scoreScope(signal: AbortSignal, onEvent: Tell): Promise<readonly ImageScore[]> {
  const choice = chosenInstances();
  const { gate } = useInstanceSettings.getState();
  const { images, evaluation } = await score(someInScope(), gate, choice, signal, onEvent);
  setState({ images, evaluation, choice });
  return images;
}

/** Predicts the images in scope where that was not done yet, finds their cells by the method chosen, and scores them. */
export async function findCells(): Promise<void> {
  const images = await working("scoring", (signal) => scoreScope(signal, tell));
  if (!images) return;
  const cells = images.reduce((sum, { foundCells }) => sum + foundCells, 0);
  setState({ message: `Found ${counted(cells, "cell")} in ${counted(images.length, "image")}.` });
}

/** Scores the set anew by changed settings, once nothing else is done. Gives whether it began. */
export function scoreAgain(): boolean {
  if (getState().work || followUp) return false;
  setState({ following: true });
  const ended = attempt((signal) => scoreScope(signal, tellNobody)).finally(() => {
    followUp = null;
    setState({ following: false });
  });
  followUp = ended;
  return true;
}

/** Evaluates every method on the images in scope with its parameters, and finds the cells of one image by each. */
export async function compareMethods(shown: ImageRecord | null): Promise<void> {
  await working("comparing", async (signal) => {
    const { gate, choices } = useInstanceSettings.getState();
    const records = someInScope();
    const compared: ComparedMethod[] = [];
    const progress = { signal, onEvent: tell("predicting") };
    for (const method of METHODS) {
      const choice = choices[method];
      const { evaluation } = await score(records, gate, choice, signal, tellAs("comparing"));
      const cells = shown && (await findInImage(shown, gate, choice, progress));
      compared.push({ choice, evaluation, cells });
      setState({ compared: [...compared] });
    }
  });
}

/** Searches the parameters of the method chosen for the best score on validation, and uses them. */
export async function fitOnValidation(): Promise<void> {
  await working("fitting", async (signal) => {
    const { gate } = useInstanceSettings.getState();
    const start = chosenInstances();
    const records = recordsInScope("validation");
    if (records.length === 0) throw new LabError(NOTHING_IN_SCOPE.validation);
    await ensureFields(records, gate, { signal, onEvent: tell("predicting") });
    const keys = records.map((record) => keyOf(record, gate));
    const { choice, evaluation } = await cellsWorker().call(
      "fit",
      { keys, start },
      { signal, onEvent: (fit) => setState({ fit, work: { kind: "fitting", done: fit.tried, total: 0 } }) },
    );
    keepFitted(gate, choice);
    setState({
      message: `Fitted to ${counted(records.length, "validation image")}: Kaggle ${evaluation.kaggle.toFixed(3)}. The parameters go with the weights.`,
    });
  });
}

/** Evaluates every method for each of the gates on the validation images, e.g. for a report. */
export async function evaluateAll(gates: readonly Gate[]): Promise<readonly ComparedMethod[] | null> {
  return working("comparing", async (signal) => {
    const { choices } = useInstanceSettings.getState();
    const records = recordsInScope("validation");
    const all: ComparedMethod[] = [];
    for (const gate of records.length === 0 ? [] : gates) {
      for (const method of METHODS) {
        const choice = choices[method];
        const { evaluation } = await score(records, gate, choice, signal, tellAs("comparing"));
        all.push({ choice, evaluation, cells: null });
      }
    }
    return all;
  });
}

/** The masks of the images in scope as one zip; null when that failed or was cancelled. */
async function masksArchive(formats: readonly MaskFormat[]): Promise<Uint8Array<ArrayBuffer> | null> {
  return working("writing", async (signal) => {
    const { gate } = useInstanceSettings.getState();
    const choice = chosenInstances();
    const records = someInScope();
    await ensureFields(records, gate, { signal, onEvent: tell("predicting") });
    const images = records.map((record) => ({
      key: keyOf(record, gate),
      name: record.name,
      fileName: fileNameOf(record),
    }));
    return cellsWorker().call("write", { images, choice, formats }, { signal, onEvent: tell("writing") });
  });
}

/** The picture's own file name, without its folders. */
function fileNameOf({ name, pair }: ImageRecord): string {
  return pair?.image.split("/").at(-1) ?? name;
}

/** Saves the masks of the images in scope. */
export async function exportMasks(formats: readonly MaskFormat[]): Promise<void> {
  const bytes = await masksArchive(formats);
  if (!bytes) return;
  saveFile("direction-lab-masks.zip", new Blob([bytes], { type: "application/zip" }));
  setState({ message: `Saved direction-lab-masks.zip (${Math.ceil(bytes.length / 1024)} KiB).` });
}

/** The image that is chosen; null when there is none. */
export function selectedRecord(): ImageRecord | null {
  const { records, selectedImageId } = useDatasetStore.getState();
  return records.find(({ id }) => id === selectedImageId) ?? null;
}
