import type { NextStep } from "../../core/verdict/causes.ts";
import { COMMANDS } from "../../state/commands.ts";
import { isActive, useRunStore } from "../../state/run.ts";
import { judgeNetworks, useVerdict } from "../../state/verdict.ts";
import { CommandButton } from "../commands/CommandButton.tsx";
import { Button } from "../controls/Button.tsx";
import styles from "./VerdictBlock.module.css";

/** The button that does what the verdict advises; nothing where the page has none for it. */
function Act({ act }: { act: NextStep }) {
  if (act === "train") return <CommandButton command={COMMANDS.train} icon="play" />;
  if (act === "findCells") return <CommandButton command={COMMANDS.findCells} icon="cells" />;
  if (act === "evaluate") return <Button label="Evaluate" onClick={judgeNetworks} />;
  return null;
}

/** How well the networks find the cells of the validation images, what limits them, and what to do next. */
export function VerdictBlock() {
  const { verdict, judging } = useVerdict();
  const trained = useRunStore((run) => run.trained.length > 0);
  const running = useRunStore((run) => isActive(run.phase));
  if (!trained || running) return null;
  return (
    <section className={styles.verdict} aria-label="Verdict">
      <div role="status">
        {verdict ? (
          <>
            <p>{verdict.sentence}</p>
            <p className={styles.advice}>{verdict.advice.text}</p>
          </>
        ) : (
          <p className={styles.advice}>
            {judging
              ? "Evaluating the networks on validation images"
              : "How many cells these networks find has not been measured."}
          </p>
        )}
      </div>
      {verdict ? <Act act={verdict.advice.act} /> : null}
      {verdict || judging ? null : <Button label="Evaluate" onClick={judgeNetworks} />}
    </section>
  );
}
