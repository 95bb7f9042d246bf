import { splitPath } from "./path-name.ts";

/** Equivalences of names, the strictest first; each level includes those before it. */
const LEVEL = { written: 0, unicode: 1, caseless: 2, percent: 3, slashes: 4 } as const;

const IMAGE_EXTENSION = /\.(?:ome\.tiff?|tiff?|png|jpe?g|bmp|gif|webp|np[yz]|czi|nd2|lif|dcm)$/i;
/** Label Studio puts eight hexadecimal digits before the name of an uploaded file. */
const LABEL_STUDIO = /^[0-9a-f]{8}-(?=.)/i;
/** Roboflow renames `a.png` to `a_png.rf.` and an identifier. */
const ROBOFLOW = /^(.+)_(?:png|jpe?g|tiff?|bmp|webp)\.rf\.[0-9a-z]{16,40}$/i;

function percentDecoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function rewritten(path: string, level: number): string {
  let text = path;
  if (level >= LEVEL.percent) text = percentDecoded(text);
  if (level >= LEVEL.slashes) text = text.replaceAll("\\", "/");
  if (level >= LEVEL.unicode) text = text.normalize("NFC");
  return level >= LEVEL.caseless ? text.toLowerCase().normalize("NFC") : text;
}

const lastName = (path: string) => path.slice(path.lastIndexOf("/") + 1);
/** A name with `..` leaves its folder, so it names no image. */
const leadsOut = (path: string) => path.split(/[/\\]/).includes("..");

const base = (level: number) => (path: string) => (leadsOut(path) ? null : lastName(rewritten(path, level)));
const stem = (level: number) => (path: string) => splitPath(rewritten(path, level)).stem;
const bare = (level: number) => (path: string) => base(level)(path)?.replace(IMAGE_EXTENSION, "") ?? null;

/** Tables are read without the spaces around a value. */
const trimmed = (path: string) => bare(LEVEL.slashes)(path)?.trim() ?? null;

/** The name before a tool changed it; null if no tool did. */
function withoutTool(path: string): string | null {
  const name = bare(LEVEL.slashes)(path);
  if (name === null) return null;
  const before = ROBOFLOW.exec(name)?.[1] ?? name.replace(LABEL_STUDIO, "");
  return before === name ? null : before;
}

/** The name as a number, `0001` as 1; null if it is not a number. */
function numberOf(path: string): string | null {
  const name = bare(LEVEL.slashes)(path);
  return name !== null && /^\d{1,15}$/.test(name) ? String(Number(name)) : null;
}

type Key = (path: string) => string | null;

/** One rule for matching a name in a table to an image. */
export interface NameStep {
  /** How the names differ, or empty. */
  readonly condition: string;
  /** Whether a person should check the pairs found this way. */
  readonly isNoted: boolean;
  readonly ofId: Key;
  readonly ofImage: Key;
}

/** Names match if both have the same key. A table may omit the extension. */
function alike(condition: string, level: number): NameStep[] {
  return [
    { condition, isNoted: false, ofId: base(level), ofImage: base(level) },
    { condition, isNoted: false, ofId: base(level), ofImage: stem(level) },
  ];
}

/** Like `alike`, but without extensions; a looser rule, which is reported to the person. */
function noted(condition: string, ofId: Key, ofImage: Key = ofId): NameStep {
  return { condition, isNoted: true, ofId, ofImage };
}

/** Names equal with their extension, in any notation. */
export const SAME_NAME = noted("in other words", base(LEVEL.slashes));

/**
 * The rules in the order in which they are tried, from names as written to names that share only a number.
 */
export const NAME_STEPS: readonly NameStep[] = [
  ...alike("", LEVEL.written),
  ...alike("in another Unicode form", LEVEL.unicode),
  ...alike("in a different case", LEVEL.caseless),
  noted("with another extension", bare(LEVEL.caseless)),
  noted("percent-encoded", bare(LEVEL.percent)),
  noted("with backslashes between folders", bare(LEVEL.slashes)),
  noted("without spaces around it", trimmed),
  // Two names that a tool changed are two images, so only one side is restored.
  noted("as an annotation tool renamed it", withoutTool, bare(LEVEL.slashes)),
  noted("as an annotation tool renamed it", bare(LEVEL.slashes), withoutTool),
  noted("with other leading zeros", numberOf),
];

/** Folders around a name, outermost first. */
export interface NameFolders {
  readonly written: readonly string[];
  /** Unicode normalised (NFC) and in lower case. */
  readonly loose: readonly string[];
}

function foldersIn(written: readonly string[]): NameFolders {
  return { written, loose: written.map((name) => rewritten(name, LEVEL.caseless)) };
}

export function foldersOfImage(path: string): NameFolders {
  return foldersIn(splitPath(path).folders);
}

/** The folders of a name in a table, with either slash, after those of the table itself. */
export function foldersOfId(id: string, table: string): NameFolders {
  const folders = [...splitPath(table).folders];
  for (const folder of percentDecoded(id).replaceAll("\\", "/").split("/").slice(0, -1)) {
    if (folder !== "" && folder !== ".") folders.push(folder);
  }
  return foldersIn(folders);
}

function lastInCommon(a: readonly string[], b: readonly string[]): number {
  let count = 0;
  while (count < a.length && count < b.length && a[a.length - 1 - count] === b[b.length - 1 - count]) count++;
  return count;
}

/** Upper bound on the folders counted, so that both counts combine into one number. */
const MAX_FOLDERS = 1000;

/**
 * Similarity of two folder lists: the number of equal innermost folders. Ties go to the pair with more
 * folders in the same case, then to the pair without a remaining folder on either side.
 */
export function foldersInCommon(a: NameFolders, b: NameFolders): number {
  const loose = lastInCommon(a.loose, b.loose);
  const isWhole = loose === a.loose.length && loose === b.loose.length;
  return 2 * (loose * MAX_FOLDERS + lastInCommon(a.written, b.written)) + Number(isWhole);
}
