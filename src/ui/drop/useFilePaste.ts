import { useEffect, useRef } from "react";
import { sentenceOf } from "../../core/errors.ts";
import type { DroppedFile } from "../../workers/decode.protocol.ts";
import { namePasted } from "./name-pasted.ts";
import { takeDropped } from "./take-dropped.ts";

/** Elements that handle pasted content themselves. */
const TAKES_TEXT = "input:not([type=checkbox]), textarea, [contenteditable]";

const NO_IMAGE =
  "The clipboard holds text or a link, no image. Nothing is fetched from the network: copy the image itself, or save it and drop the file.";

/**
 * Accepts images and files pasted anywhere on the page except into text inputs. `onFailure` is called with a
 * message if the clipboard contains something else.
 */
export function useFilePaste(
  onFiles: (files: DroppedFile[]) => void,
  onFailure: (sentence: string) => void,
): void {
  const nameless = useRef(0);
  useEffect(() => {
    const paste = (event: ClipboardEvent) => {
      const { clipboardData, target } = event;
      if (!clipboardData || event.defaultPrevented) return;
      if (target instanceof Element && target.closest(TAKES_TEXT)) return;
      if (!clipboardData.types.includes("Files")) {
        if (clipboardData.types.length > 0) onFailure(NO_IMAGE);
        return;
      }
      event.preventDefault();
      takeDropped(clipboardData).then(
        (files) => {
          const named = namePasted(files, nameless.current + 1);
          nameless.current += named.filter(({ path }, index) => path !== files[index].path).length;
          onFiles(named);
        },
        (error: unknown) => onFailure(sentenceOf(error)),
      );
    };
    window.addEventListener("paste", paste);
    return () => window.removeEventListener("paste", paste);
  }, [onFiles, onFailure]);
}
