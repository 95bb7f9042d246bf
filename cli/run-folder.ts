import { readFile, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import * as v from "valibot";
import { LabError } from "../src/core/errors.ts";
import { type CurveRow, curveRowsSchema } from "../src/core/runs/curve-row.ts";
import { parseRunRecord, runDocument } from "../src/core/runs/parse-run-record.ts";
import type { RunRecord } from "../src/core/runs/run-record.ts";
import { openSealedJson, sealedJson } from "../src/io/sealed-json.ts";
import type { OpenLab } from "./open-lab.ts";

/** Names of the files in the folder of a run, as in the browser's storage. */
export const RUN_FILE = "run.json";
const CURVES_FILE = "curves.json";

/** Sizes above which a file is not read. */
const MAX_RECORD_BYTES = 2 ** 22;
const MAX_CURVES_BYTES = 2 ** 28;

/** A run in a folder. */
export interface FolderRun {
  readonly path: string;
  readonly record: RunRecord;
  readonly rows: readonly CurveRow[];
}

/** The folder has no run, or a damaged one. The message names the file. */
export class RunFolderError extends LabError {
  override name = "RunFolderError";
}

/**
 * Writes record and curves of the run in a lab to a folder, and returns the record; null if the lab keeps no runs.
 * @param name of the run in place of its two words
 */
export async function writeRunFolder(lab: OpenLab, out: string, name?: string): Promise<RunRecord | null> {
  const kept = await lab.call("keptRun");
  if (!kept) return null;
  const record = name === undefined ? kept.record : { ...kept.record, name };
  await writeFile(join(out, CURVES_FILE), sealedJson({ version: 1, rows: kept.rows }));
  // The record last: a folder that has it is complete.
  await writeFile(join(out, RUN_FILE), sealedJson(runDocument(record)));
  return record;
}

/**
 * The content of a sealed JSON file in the folder of a run.
 * @throws RunFolderError if it is missing, longer than `limit` bytes, cut or altered
 */
export async function sealedContent(folder: string, name: string, limit: number): Promise<unknown> {
  const path = join(folder, name);
  const facts = await stat(path).catch(() => null);
  if (!facts?.isFile()) throw new RunFolderError(`${path} is missing.`);
  if (facts.size > limit)
    throw new RunFolderError(`${path} has ${facts.size} bytes; at most ${limit} are read.`);
  const opened = openSealedJson(await readFile(path, "utf8"));
  if (typeof opened === "string") throw new RunFolderError(`${path} ${opened}.`);
  return opened.content;
}

const identified = v.object({ id: v.string() });
const curves = v.object({ version: v.literal(1), rows: curveRowsSchema });

/**
 * Reads the run in a folder.
 * @throws RunFolderError if a file is missing, cut or altered
 * @throws RunRecordError if its record is invalid or was written by a newer version
 */
export async function readRunFolder(path: string): Promise<FolderRun> {
  const content = await sealedContent(path, RUN_FILE, MAX_RECORD_BYTES);
  const record = parseRunRecord(content, v.is(identified, content) ? content.id : path);
  const result = v.safeParse(curves, await sealedContent(path, CURVES_FILE, MAX_CURVES_BYTES));
  if (!result.success)
    throw new RunFolderError(`${join(path, CURVES_FILE)} is damaged or of another version.`);
  return { path, record, rows: result.output.rows };
}
