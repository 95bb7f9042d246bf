import type { ReactNode } from "react";
import { ChangedMark } from "../controls/ChangedMark.tsx";
import styles from "./Marked.module.css";
import { type Setting, useChange } from "./use-change.ts";

export interface MarkedProps extends Setting {
  /** Name of the setting, as its label. */
  readonly name: string;
  readonly children: ReactNode;
}

/** A row of the recipe, with a mark in the margin that resets it to the preset. */
export function Marked({ name, path, resets, children }: MarkedProps) {
  const change = useChange([{ path, resets }]);
  return (
    <div className={styles.marked}>
      <ChangedMark name={name} {...change} />
      <div className={styles.row}>{children}</div>
    </div>
  );
}
