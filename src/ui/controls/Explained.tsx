import type { ReactNode } from "react";
import styles from "./Explained.module.css";
import { Info } from "./Info.tsx";

export interface ExplainedProps {
  /** Text of the label, the subject of the explanation. */
  readonly about: string;
  readonly explanation: string | undefined;
  /** Id of the explanation, to which the control refers as its description. */
  readonly id?: string | undefined;
  /** The label. */
  readonly children: ReactNode;
}

/** A label with its explanation behind a button; assistive technology reads it with the control. */
export function Explained({ about, explanation, id, children }: ExplainedProps) {
  return (
    <div className={styles.line}>
      {children}
      {explanation ? (
        <>
          <Info text={explanation} about={about} />
          <span id={id} className="visually-hidden">
            {explanation}
          </span>
        </>
      ) : null}
    </div>
  );
}
