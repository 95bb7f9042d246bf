import { LabError } from "../../core/errors.ts";

/** What a build knows of one of its files. */
export interface BuiltFile {
  /** Content type. */
  readonly type: string;
  /** SHA-256 of the content, in hexadecimal digits. */
  readonly sha256: string;
}

/** A file that the host does not deliver as it was built. */
export class HostError extends LabError {
  override name = "HostError";
}

/** Whether bytes are the content of a file. */
export async function isContent(bytes: ArrayBuffer, { sha256 }: BuiltFile): Promise<boolean> {
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("") === sha256;
}

/** Whether the host answers with a web page, as many do for files that they do not have. */
export function isWebPage(response: Response): boolean {
  return response.headers.get("content-type")?.startsWith("text/html") ?? false;
}

/** What the host answers, or what is wrong with it. */
async function answerOf(
  address: string,
  path: string,
  file: BuiltFile,
  cache: RequestCache,
): Promise<ArrayBuffer | HostError> {
  let response: Response;
  let bytes: ArrayBuffer;
  try {
    response = await fetch(address, { cache, mode: "same-origin" });
    bytes = await response.arrayBuffer();
  } catch (error) {
    return new HostError(`The host of this page does not deliver ${path}: it cannot be reached.`, {
      cause: error,
    });
  }
  if (!response.ok)
    return new HostError(`The host of this page answers ${path} with status ${response.status}.`);
  if (await isContent(bytes, file)) return bytes;
  return new HostError(
    isWebPage(response) && !file.type.startsWith("text/html")
      ? `The host of this page answers ${path} with a web page instead of the file.`
      : `The host of this page delivers another ${path} than this version has: it may still be uploading a new version, or it alters files.`,
  );
}

/**
 * The content of a file at an address of the host. Throws a HostError if it cannot be reached or delivers something
 * else than was built.
 */
export async function fetchBuilt(address: string, path: string, file: BuiltFile): Promise<ArrayBuffer> {
  const first = await answerOf(address, path, file, "default");
  if (!(first instanceof HostError)) return first;
  // The browser's own cache may have kept an older file, or an answer from when there was none.
  const second = await answerOf(address, path, file, "reload");
  if (second instanceof HostError) throw second;
  return second;
}
