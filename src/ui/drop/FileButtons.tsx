import { type ChangeEvent, useRef } from "react";
import { sentenceOf } from "../../core/errors.ts";
import type { DroppedFile } from "../../workers/decode.protocol.ts";
import { Button } from "../controls/Button.tsx";
import { takeChosen } from "./take-dropped.ts";

declare module "react" {
  interface InputHTMLAttributes<T> {
    /**
     * Lets the input accept a whole folder. Supported by every current browser, but missing from React's
     * types.
     */
    webkitdirectory?: string;
  }
}

export interface FileButtonsProps {
  readonly onFiles: (files: DroppedFile[]) => void;
  readonly onFailure: (sentence: string) => void;
  readonly variant?: "primary" | "plain" | undefined;
  readonly disabled?: boolean | undefined;
}

/** File input without dragging: for files, or for a folder with all its contents. */
export function FileButtons({ onFiles, onFailure, variant = "plain", disabled }: FileButtonsProps) {
  const files = useRef<HTMLInputElement>(null);
  const folder = useRef<HTMLInputElement>(null);
  const take = (event: ChangeEvent<HTMLInputElement>) => {
    try {
      onFiles(takeChosen(event.target.files ?? []));
    } catch (error) {
      onFailure(sentenceOf(error));
    }
    // Otherwise choosing the same files again would not trigger a change event.
    event.target.value = "";
  };
  return (
    <>
      <Button
        label="Choose files"
        icon="file"
        variant={variant}
        disabled={disabled}
        onClick={() => files.current?.click()}
      />
      <Button
        label="Choose folder"
        icon="folder"
        disabled={disabled}
        onClick={() => folder.current?.click()}
      />
      <input ref={files} type="file" multiple hidden aria-label="Files to add" onChange={take} />
      <input ref={folder} type="file" webkitdirectory="" hidden aria-label="Folder to add" onChange={take} />
    </>
  );
}
