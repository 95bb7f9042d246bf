import type { DroppedFile } from "../../workers/decode.protocol.ts";

/** Names that browsers give to an image without a file. */
const NAMELESS = /^((image|blob|unknown)(\.[a-z]+)?)?$/i;

function extensionOf(name: string): string {
  return /\.[a-z]+$/i.exec(name)?.[0].toLowerCase() ?? ".png";
}

/**
 * Names for pasted files: their own if they come from files, else `pasted image N.png`.
 *
 * @param first The number of the first one without a name.
 */
export function namePasted(files: readonly DroppedFile[], first: number): DroppedFile[] {
  let number = first;
  return files.map(({ path, file }) => {
    if (!NAMELESS.test(path)) return { path, file };
    const name = `pasted image ${number}${extensionOf(path)}`;
    number += 1;
    return { path: name, file };
  });
}
