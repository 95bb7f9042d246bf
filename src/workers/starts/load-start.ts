import type { StartName } from "../../core/starts/starts.ts";
import { readStart, type Start } from "../../io/read/weights/start-file.ts";

/** The files as parts of the program that are loaded when one is chosen. */
const FILES: Readonly<Record<StartName, () => Promise<{ readonly default: string }>>> = {
  nuclei: () => import("./nuclei.safetensors?url&inline"),
  phase: () => import("./phase.safetensors?url&inline"),
};

/** The networks of a built-in start. Throws a FileError if its file is damaged. */
export async function loadStart(name: StartName): Promise<Start> {
  const { default: address } = await FILES[name]();
  const text = atob(address.slice(address.indexOf(",") + 1));
  return readStart(
    `${name}.safetensors`,
    Uint8Array.from(text, (letter) => letter.charCodeAt(0)),
  );
}
