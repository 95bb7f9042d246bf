import { LabError } from "../core/errors.ts";
import { stageTitle } from "../core/recipe/stages.ts";
import { type ListedRun, startOf } from "../core/runs/listed-run.ts";
import { NewerRunError, RunRecordError } from "../core/runs/parse-run-record.ts";
import { filesToDelete, type RunFile } from "../core/runs/room.ts";
import { RUN_ID } from "../core/runs/run-id.ts";
import type { RunImages } from "../core/runs/run-images.ts";
import type { RunRecord, WeightsRecord } from "../core/runs/run-record.ts";
import { type FolderTree, FullError } from "../platform/folder.ts";
import type { RunLocks } from "../platform/run-locks.ts";
import {
  CURVES_FILE,
  DELETED_FILE,
  hasWeights,
  IMAGES_FILE,
  RunDamage,
  RunFiles,
  weightsFile,
} from "./run-files.ts";

/** A request about a run cannot be fulfilled. */
export class RunStoreError extends LabError {
  override name = "RunStoreError";
}

/** Time for which a deleted run can be restored, ms. */
const UNDO_MILLISECONDS = 60 * 60_000;

/** Folders that are read concurrently. */
const READ_AT_ONCE = 16;

const GONE = "This run is no longer in the browser's storage. Another tab may have deleted it.";

/** What a run in training was doing when its page ended. */
function interrupted(record: RunRecord, endedAt: number): RunRecord {
  const last = record.stageRecords.at(-1);
  const where = last
    ? `after step ${last.steps} of ${last.of} of ${stageTitle(last.stage)}`
    : "before its first step";
  const message = `The page was closed or the browser ended ${where}.`;
  return { ...record, endedAt, status: { kind: "interrupted", message } };
}

/** The name of the file that a record lists and the folder lacks, or has with another size; null if all are there. */
function missingFile({ weights }: RunRecord, files: readonly RunFile[]): string | null {
  const names = new Set(files.map(({ name }) => name));
  const documents = [CURVES_FILE, IMAGES_FILE].filter((name) => !names.has(name));
  const lost = weights.filter((one) => !hasWeights(files, one));
  const [name] = [...documents, ...lost.map(({ stage, choice }) => weightsFile(stage, choice))];
  if (name === undefined) return null;
  return names.has(name) ? `The file ${name} of the run is cut.` : `The file ${name} of the run is missing.`;
}

/**
 * The runs of all visits, each in a folder of its own. Several tabs may use the store: files are written in one piece
 * and under a lock. All calls may throw a StoreError.
 */
export class RunStore {
  readonly #folders: FolderTree;
  readonly #locks: RunLocks;

  constructor(folders: FolderTree, locks: RunLocks) {
    this.#folders = folders;
    this.#locks = locks;
  }

  get locks(): RunLocks {
    return this.#locks;
  }

  /** All runs by start, the newest first, with those deleted lately; damage to one affects no other. */
  async list(): Promise<readonly ListedRun[]> {
    const ids = (await this.#folders.names()).filter((name) => RUN_ID.test(name));
    const training = await this.#locks.inTraining();
    const listed: ListedRun[] = [];
    for (let start = 0; start < ids.length; start += READ_AT_ONCE) {
      const some = ids.slice(start, start + READ_AT_ONCE);
      const found = await Promise.all(some.map((id) => this.#inspect(id, training.has(id))));
      listed.push(...found.filter((run) => run !== null));
    }
    return listed.sort((a, b) => startOf(b) - startOf(a));
  }

  /** One run as listed; null if there is none. */
  async find(id: string): Promise<ListedRun | null> {
    if (!(await this.#folders.names()).includes(id)) return null;
    return this.#inspect(id, (await this.#locks.inTraining()).has(id));
  }

  /** The files of a run. Throws a RunStoreError if there is none of this id. */
  async files(id: string): Promise<RunFiles> {
    if (!RUN_ID.test(id) || !(await this.#folders.names()).includes(id)) throw new RunStoreError(GONE);
    return new RunFiles(id, await this.#folders.open(id));
  }

  /** Stores a new run without curves and weights. Throws a NewerRunError rather than write over a newer document. */
  async create(record: RunRecord, images: RunImages): Promise<RunFiles> {
    const files = new RunFiles(record.id, await this.#folders.open(record.id));
    await this.#locks.whileWriting(record.id, async () => {
      await files.record().catch((error: unknown) => {
        if (error instanceof NewerRunError) throw error;
      });
      // The description comes last: a folder without one is a creation that did not end.
      await files.writeImages(images);
      await files.writeCurves([]);
      await files.writeRecord(record);
    });
    return files;
  }

  /**
   * Changes the description of a run, and returns the new one.
   * @throws RunRecordError or RunDamage if the stored one cannot be read; it stays as it is
   */
  async edit(id: string, change: (record: RunRecord) => RunRecord): Promise<RunRecord> {
    const files = await this.files(id);
    return this.#locks.whileWriting(id, async () => {
      const changed = change(await files.record());
      await files.writeRecord(changed);
      return changed;
    });
  }

  /** Records weights that have been written. */
  listWeights(id: string, written: WeightsRecord): Promise<RunRecord> {
    const isOther = ({ stage, choice }: WeightsRecord) =>
      stage !== written.stage || choice !== written.choice;
    return this.edit(id, (record) => ({ ...record, weights: [...record.weights.filter(isOther), written] }));
  }

  /** Deletes a run in such a way that `restore` brings it back for a while. */
  async remove(id: string): Promise<void> {
    const files = await this.files(id);
    const isRemoved = await this.#locks.whileIdle(id, () => files.markDeleted());
    if (!isRemoved) throw new RunStoreError("This run is in training. Stop it before you delete it.");
  }

  /** Restores a deleted run. Throws a RunStoreError if it is gone for good. */
  async restore(id: string): Promise<void> {
    await (await this.files(id)).delete(DELETED_FILE);
  }

  /** Removes runs for good that were deleted some time ago; all deleted ones if `now` is null. */
  async purge(now: number | null): Promise<void> {
    for (const { id, deletedAt } of await this.list()) {
      if (deletedAt === null || (now !== null && now - deletedAt < UNDO_MILLISECONDS)) continue;
      await this.#locks.whileIdle(id, () => this.#locks.whileWriting(id, () => this.#folders.delete(id)));
    }
  }

  /**
   * Removes deleted runs for good, then checkpoints and weights of the oldest runs, until all runs together take at
   * most `limit` bytes after `added` more, as far as possible.
   * @param own id of the run that needs the room
   */
  async makeRoom(limit: number, added: number, own: string): Promise<void> {
    const runs = await this.list();
    const total = runs.flatMap(({ files }) => files).reduce((sum, { bytes }) => sum + bytes, added);
    if (total <= limit) return;
    await this.purge(null);
    const training = await this.#locks.inTraining();
    const left = runs.filter(({ deletedAt }) => deletedAt === null);
    const stored = left.map((run) => ({
      id: run.id,
      startedAt: startOf(run),
      isKept: run.id === own || training.has(run.id) || run.kind === "damaged" || run.record.pinned,
      files: run.files,
    }));
    for (const { id, names } of filesToDelete(stored, limit, added))
      await this.#locks.whileIdle(id, () => this.#drop(id, names));
  }

  /**
   * Writes a file of a run, after making room for it; again once more has been freed if the storage is full.
   * @throws FullError if there is no room; then the previous file is still there
   */
  async withRoom<Result>(
    { id, bytes, limit }: { readonly id: string; readonly bytes: number; readonly limit: number },
    write: () => Promise<Result>,
  ): Promise<Result> {
    await this.makeRoom(limit, bytes, id);
    try {
      return await write();
    } catch (error) {
      if (!(error instanceof FullError)) throw error;
      const used = (await this.list())
        .flatMap(({ files }) => files)
        .reduce((sum, file) => sum + file.bytes, 0);
      await this.makeRoom(Math.max(0, used - bytes), bytes, id);
      return write();
    }
  }

  /** The reason as a sentence why a file of a run cannot be used, found by reading all of them; null if there is none. */
  async verify(id: string): Promise<string | null> {
    try {
      const files = await this.files(id);
      const { weights } = await files.record();
      await files.curves();
      await files.images();
      for (const { stage, choice } of weights) await files.weights(stage, choice);
      return null;
    } catch (error) {
      if (error instanceof RunDamage || error instanceof RunRecordError) return error.message;
      throw error;
    }
  }

  async #drop(id: string, names: readonly string[]): Promise<void> {
    const gone = new Set(names);
    // The description first: it never lists a file that is not there.
    await this.edit(id, (record) => ({
      ...record,
      weights: record.weights.filter(({ stage, choice }) => !gone.has(weightsFile(stage, choice))),
    }));
    const files = await this.files(id);
    for (const name of names) await files.delete(name);
  }

  async #inspect(id: string, isInTraining: boolean): Promise<ListedRun | null> {
    const stored = new RunFiles(id, await this.#folders.open(id));
    const files = await stored.list();
    const deletedAt = await stored.deletedAt();
    let record: RunRecord | null = null;
    try {
      record = await stored.record();
      const reason = missingFile(record, files);
      if (record.status.kind === "running" && !isInTraining)
        record = interrupted(record, await stored.recordedAt());
      if (reason !== null && !isInTraining) return { kind: "damaged", id, record, reason, files, deletedAt };
      return { kind: "stored", id, record, files, deletedAt };
    } catch (error) {
      if (!(error instanceof RunDamage || error instanceof RunRecordError)) throw error;
      const isUnfinished = files.every(({ name }) => [CURVES_FILE, IMAGES_FILE].includes(name));
      if (isUnfinished) return this.#forgetUnfinished(id, isInTraining);
      const reason =
        error instanceof NewerRunError
          ? error.message
          : `${error.message} Delete the run, or keep it for its files.`;
      return { kind: "damaged", id, record, reason, files, deletedAt };
    }
  }

  /** Deletes the folder of a run whose creation did not end, unless it is being created right now. */
  async #forgetUnfinished(id: string, isInTraining: boolean): Promise<null> {
    if (isInTraining) return null;
    await this.#locks.whileWriting(id, async () => {
      const files = await new RunFiles(id, await this.#folders.open(id)).list();
      if (files.every(({ name }) => [CURVES_FILE, IMAGES_FILE].includes(name)))
        await this.#folders.delete(id);
    });
    return null;
  }
}
