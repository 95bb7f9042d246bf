import process from "node:process";

interface RunNumbers {
  readonly phase: string;
  readonly stage: string | null;
  readonly step: number;
  readonly totalSteps: number;
  readonly secondsLeft: number | null;
  readonly message: string;
}

const MILLISECONDS_BETWEEN_POLLS = 500;

function line({ stage, step, totalSteps, secondsLeft }: RunNumbers): string {
  const left = secondsLeft === null ? "" : `, ${Math.ceil(secondsLeft)} s left`;
  return stage === null ? "starting" : `${stage}: step ${step} of ${totalSteps}${left}`;
}

/**
 * Prints the progress of a run until `readProgress` returns null: a single rewritten line in a terminal, elsewhere
 * only the message of each epoch. Everything is printed to standard error.
 * @param before message of the run before, which is not printed
 */
export async function showProgress(
  readProgress: () => Promise<RunNumbers | null>,
  before: string,
): Promise<void> {
  const terminal = process.stderr.isTTY;
  let lastMessage = before;
  for (let run = await readProgress(); run !== null; run = await readProgress()) {
    if (run.message !== lastMessage) {
      lastMessage = run.message;
      process.stderr.write(`${terminal ? "\r\x1b[K" : ""}${run.message}\n`);
    }
    if (terminal) process.stderr.write(`\r\x1b[K${line(run)}`);
    await new Promise((resolve) => setTimeout(resolve, MILLISECONDS_BETWEEN_POLLS));
  }
  if (terminal) process.stderr.write("\r\x1b[K");
}
