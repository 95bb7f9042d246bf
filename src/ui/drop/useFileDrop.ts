import { useEffect, useRef, useState } from "react";
import { sentenceOf } from "../../core/errors.ts";
import type { DroppedFile } from "../../workers/decode.protocol.ts";
import { takeDropped } from "./take-dropped.ts";

const carriesFiles = (event: DragEvent) => event.dataTransfer?.types.includes("Files") ?? false;

/**
 * Makes the whole page a drop target for files. Returns whether files are currently dragged over the page.
 * `onFailure` is called with a message if a drop cannot be read.
 */
export function useFileDrop(
  onFiles: (files: DroppedFile[]) => void,
  onFailure: (sentence: string) => void,
): boolean {
  const [over, setOver] = useState(false);
  const handlers = useRef({ onFiles, onFailure });
  handlers.current = { onFiles, onFailure };

  useEffect(() => {
    // Enter and leave events occur for every element crossed; only their balance indicates whether the
    // pointer is inside.
    let depth = 0;
    const enter = (event: DragEvent) => {
      if (!carriesFiles(event)) return;
      depth += 1;
      setOver(true);
    };
    const leave = (event: DragEvent) => {
      if (!carriesFiles(event)) return;
      depth = Math.max(0, depth - 1);
      if (depth === 0) setOver(false);
    };
    const hover = (event: DragEvent) => {
      if (!carriesFiles(event) || !event.dataTransfer) return;
      event.preventDefault();
      event.dataTransfer.dropEffect = "copy";
    };
    const drop = (event: DragEvent) => {
      if (!event.dataTransfer || !carriesFiles(event)) return;
      event.preventDefault();
      depth = 0;
      setOver(false);
      takeDropped(event.dataTransfer).then(
        (files) => handlers.current.onFiles(files),
        (error: unknown) => handlers.current.onFailure(sentenceOf(error)),
      );
    };
    window.addEventListener("dragenter", enter);
    window.addEventListener("dragleave", leave);
    window.addEventListener("dragover", hover);
    window.addEventListener("drop", drop);
    return () => {
      window.removeEventListener("dragenter", enter);
      window.removeEventListener("dragleave", leave);
      window.removeEventListener("dragover", hover);
      window.removeEventListener("drop", drop);
    };
  }, []);
  return over;
}
