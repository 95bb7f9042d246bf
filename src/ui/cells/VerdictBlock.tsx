import type { NextStep } from "../../core/verdict/causes.ts";
import { COMMANDS } from "../../state/commands.ts";
import { judgeNetworks } from "../../state/judge-networks.ts";
import { isActive, useRunStore } from "../../state/run.ts";
import { useVerdict } from "../../state/verdict.ts";
import { showStep } from "../../state/view.ts";
import { CommandButton } from "../commands/CommandButton.tsx";
import { Button } from "../controls/Button.tsx";
import styles from "./VerdictBlock.module.css";

/** The button that leads to what the verdict advises. */
function Act({ act }: { act: NextStep }) {
  switch (act) {
    case "train":
      return <Button label="Choose what to train" onClick={() => showStep("train")} />;
    case "addImages":
      return <Button label="Add images" onClick={() => showStep("images")} />;
    case "changeMethod":
      return <CommandButton command={COMMANDS.optimise} />;
    case "findCells":
      return <CommandButton command={COMMANDS.findCells} icon="cells" />;
    case "evaluate":
      return <Button label="Evaluate" onClick={judgeNetworks} />;
  }
}

/** What is said while there is no verdict. */
function waitingText(running: boolean, judging: boolean): string {
  if (running) return "How many cells the networks find is measured when the run ends.";
  if (judging) return "Evaluating the networks on validation images.";
  return "How many cells these networks find has not been measured.";
}

/** How well the networks find the cells of the validation images, what limits them, and what to do next. */
export function VerdictBlock() {
  const { verdict, judging } = useVerdict();
  const trained = useRunStore((run) => run.trained.length > 0);
  const running = useRunStore((run) => isActive(run.phase));
  if (!(trained || running)) return null;
  return (
    <section className={styles.verdict} aria-label="Verdict">
      <div role="status">
        <p>{verdict?.sentence}</p>
        <p className={styles.advice}>{verdict ? verdict.advice.text : waitingText(running, judging)}</p>
      </div>
      {verdict ? <Act act={verdict.advice.act} /> : null}
      {verdict || judging || running ? null : <Act act="evaluate" />}
    </section>
  );
}
