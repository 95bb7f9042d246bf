import { LabError } from "../core/errors.ts";
import type { EngineRecord } from "../core/recipe/engine-record.ts";
import type { Stage } from "../core/recipe/recipe.ts";
import type { CurveRow } from "../core/runs/curve-row.ts";
import { addRow, beginStage, recountStage, setEngine } from "../core/runs/record-event.ts";
import type { RunImages } from "../core/runs/run-images.ts";
import type { RunRecord, RunStatus, WeightsChoice } from "../core/runs/run-record.ts";
import { TrainingClock } from "../core/runs/training-clock.ts";
import { FullError } from "../platform/folder.ts";
import { hasWeights, RunDamage, type RunFiles, type StoredWeights } from "./run-files.ts";
import { type RunStore, RunStoreError } from "./run-store.ts";
import type { Control, TrainEvent } from "./train.protocol.ts";

/** Time between two saves of a run in training, ms: short at first, then doubled with every save. */
const FIRST_SAVE_MILLISECONDS = 1000;
const SAVE_MILLISECONDS = 30_000;
/** Time between two reports of its progress, ms. */
const REPORT_MILLISECONDS = 1000;

const FULL =
  "The run could not be stored: the browser's storage is full. What was stored of it before stays. Delete runs or images, or free disk space.";

/** Where a run is kept, and who is told. */
export interface KeeperContext {
  readonly store: RunStore;
  /** Maximum size of all runs together, bytes. */
  readonly limit: number;
  /** Called with the record when it changes, at most about once per second. */
  onRecord(record: RunRecord): void;
  /** Called with a sentence if something could not be stored; training goes on. */
  onFailure(sentence: string): void;
}

interface PendingWeights extends StoredWeights {
  readonly stage: Stage;
  readonly choice: WeightsChoice;
}

/** What others than the training change: the user, and another run that needs room. */
function chosen({ name, note, pinned, colour, weights }: RunRecord) {
  return { name, note, pinned, colour, weights };
}

/** The checkpoint of a run has its curves, too. */
function noRowsIfDamaged(error: unknown): readonly CurveRow[] {
  if (error instanceof RunDamage) return [];
  throw error;
}

/** Keeps a run in training in the store: its record, its curves and its weights. */
export class RunKeeper {
  readonly #context: KeeperContext;
  readonly #files: RunFiles;
  readonly #release: () => void;
  readonly #clock: TrainingClock;
  #record: RunRecord;
  #rows: CurveRow[];
  #pending = new Map<string, PendingWeights>();
  #saved = performance.now();
  #saveAfter = FIRST_SAVE_MILLISECONDS;
  #reported = Number.NEGATIVE_INFINITY;
  #saving: Promise<unknown> | null = null;

  private constructor(
    context: KeeperContext,
    files: RunFiles,
    release: () => void,
    { record, rows }: { readonly record: RunRecord; readonly rows: readonly CurveRow[] },
  ) {
    this.#context = context;
    this.#files = files;
    this.#release = release;
    this.#record = record;
    this.#rows = [...rows];
    this.#clock = new TrainingClock(performance.now(), record.trainingMilliseconds);
  }

  /** Begins to keep a new run. May throw a StoreError. */
  static async begin(context: KeeperContext, record: RunRecord, images: RunImages): Promise<RunKeeper> {
    const release = await RunKeeper.#claim(context, record.id);
    try {
      const { store, limit } = context;
      const bytes = JSON.stringify(images).length;
      const files = await store.withRoom({ id: record.id, bytes, limit }, () => store.create(record, images));
      context.onRecord(record);
      return new RunKeeper(context, files, release, { record, rows: [] });
    } catch (error) {
      release();
      throw error;
    }
  }

  /**
   * Continues to keep a stored run, with the recipe, stages and images of `record`; a deleted run is restored. Its curves
   * stay until those of its checkpoint replace them, stage by stage.
   * @throws RunStoreError if it is in training in another tab
   */
  static async resume(context: KeeperContext, record: RunRecord, images: RunImages): Promise<RunKeeper> {
    const release = await RunKeeper.#claim(context, record.id);
    try {
      const files = await context.store.files(record.id);
      const { recipe, stages, data } = record;
      await context.store.restore(record.id);
      await files.writeImages(images);
      const rows = await files.curves().catch(noRowsIfDamaged);
      const present = await files.list();
      const resumed = await context.store.edit(record.id, (stored) => ({
        ...stored,
        ...{ recipe, stages, data },
        weights: stored.weights.filter((one) => hasWeights(present, one)),
        endedAt: null,
        status: { kind: "running" },
      }));
      context.onRecord(resumed);
      return new RunKeeper(context, files, release, { record: resumed, rows });
    } catch (error) {
      release();
      throw error;
    }
  }

  static async #claim({ store }: KeeperContext, id: string): Promise<() => void> {
    const release = await store.locks.beginTraining(id);
    if (!release) throw new RunStoreError("This run is in training in another tab of this browser.");
    return release;
  }

  /** Follows the events of the training. */
  take(event: TrainEvent): void {
    switch (event.kind) {
      case "restored":
        this.#rows = [...event.rows, ...this.#rowsBeside(event.reports.map(({ stage }) => stage))];
        for (const { stage, engine } of event.reports) {
          const begun = beginStage(this.#record, stage, this.#record.recipe.stages[stage].steps);
          this.#record = setEngine(recountStage(begun, stage, this.#rows), stage, engine);
        }
        break;
      case "stage":
        this.#record = beginStage(this.#record, event.stage, event.steps);
        this.#rows = [...this.#rowsBeside([event.stage]), ...event.rows];
        this.#record = recountStage(this.#record, event.stage, event.rows);
        break;
      case "step":
        this.#clock.addStep(event.stepMilliseconds + event.dataWaitMilliseconds);
        this.#add(event);
        break;
      case "epoch":
        this.#add(event);
        break;
      case "resume":
        this.#dropAfter(event.stage, event.step);
        break;
      case "stageEnd":
        this.#record = setEngine(this.#record, event.report.stage, event.report.engine);
        this.#saved = Number.NEGATIVE_INFINITY;
        break;
      default:
        return;
    }
    const now = performance.now();
    if (now - this.#reported >= REPORT_MILLISECONDS) this.#report(now);
    if (now - this.#saved < this.#saveAfter) return;
    this.#saveAfter = Math.min(2 * this.#saveAfter, SAVE_MILLISECONDS);
    void this.save();
  }

  /** Follows pauses, which do not count as training time. */
  control({ kind }: Control): void {
    if (kind === "pause" || kind === "step") this.#clock.pause(performance.now());
    if (kind === "resume") this.#clock.resume(performance.now());
  }

  #rowsBeside(stages: readonly Stage[]): CurveRow[] {
    return this.#rows.filter(({ stage }) => !stages.includes(stage));
  }

  #dropAfter(stage: Stage, step: number): void {
    this.#rows = this.#rows.filter((row) => row.stage !== stage || row.step <= step);
    this.#record = recountStage(this.#record, stage, this.#rows);
  }

  /** Stores weights of a stage with the next save. The arrays must not change. */
  keepWeights(weights: PendingWeights, engine: EngineRecord): void {
    this.#record = setEngine(this.#record, weights.stage, engine);
    this.#pending.set(`${weights.stage} ${weights.choice}`, weights);
  }

  /** Stores everything so far, and returns whether that succeeded; failures are reported. */
  async save(): Promise<boolean> {
    this.#saved = performance.now();
    // One after the other, each with what is there when it begins.
    const before = this.#saving ?? Promise.resolve();
    const saving = before.then(() => this.#saveNow());
    this.#saving = saving;
    return saving;
  }

  /** Resolves once the saves that have begun are done, also if one of them failed. */
  async stored(): Promise<void> {
    await this.#saving;
  }

  /** Stores the end of the run and releases it. Returns whether it could be stored. */
  async end(status: RunStatus): Promise<boolean> {
    this.#record = { ...this.#record, status, endedAt: Date.now() };
    this.#clock.pause(performance.now());
    try {
      return await this.save();
    } finally {
      this.#release();
    }
  }

  #add(row: CurveRow): void {
    this.#rows.push(row);
    this.#record = addRow(this.#record, row);
  }

  #report(now: number): void {
    this.#reported = now;
    this.#record = { ...this.#record, trainingMilliseconds: this.#clock.at(now) };
    this.#context.onRecord(this.#record);
  }

  async #saveNow(): Promise<boolean> {
    try {
      await this.#write();
      this.#report(performance.now());
      return true;
    } catch (error) {
      if (!(error instanceof LabError)) throw error;
      this.#context.onFailure(error instanceof FullError ? FULL : error.message);
      return false;
    }
  }

  async #write(): Promise<void> {
    const { store, limit } = this.#context;
    // A run may end while this is being stored: its end is stored after its last curves and weights only.
    const record = this.#record;
    const { id } = record;
    const rows = [...this.#rows];
    const pending = [...this.#pending.values()];
    this.#pending = new Map();
    const floats = pending.flatMap(({ weights }) => Object.values(weights));
    const bytes = floats.reduce((sum, { data }) => sum + data.byteLength, 0);
    try {
      await store.withRoom({ id, bytes, limit }, async () => {
        await this.#files.writeCurves(rows);
        for (const one of pending) {
          const { stage, choice, step } = one;
          const written = { stage, choice, step, bytes: await this.#files.writeWeights(stage, choice, one) };
          const stored = await store.listWeights(id, written);
          this.#record = { ...this.#record, weights: stored.weights };
        }
      });
    } catch (error) {
      // For the next save, unless there are newer ones by then.
      for (const one of pending) {
        const key = `${one.stage} ${one.choice}`;
        if (!this.#pending.has(key)) this.#pending.set(key, one);
      }
      throw error;
    }
    const trainingMilliseconds = this.#clock.at(performance.now());
    const stored = await store.edit(id, (before) => ({
      ...record,
      trainingMilliseconds,
      ...chosen(before),
    }));
    // Events may have changed the others in the meantime.
    this.#record = { ...this.#record, ...chosen(stored) };
  }
}
