import type { ReactNode } from "react";
import { loadPart } from "../loading/load-part.tsx";
import styles from "./Explained.module.css";
import info from "./Info.module.css";

const Info = loadPart(
  async () => (await import("./Info.tsx")).Info,
  () => <span className={info.button}>i</span>,
);

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
