import { counted } from "../../core/counted.ts";
import { formatTime } from "../../core/format-time.ts";
import { differenceTexts } from "../../core/recipe/recipe-differences.ts";
import { stageTitle } from "../../core/recipe/stages.ts";
import { type ListedRun, nameOf, startOf } from "../../core/runs/listed-run.ts";
import { bytesOf } from "../../core/runs/room.ts";
import type { RunRecord } from "../../core/runs/run-record.ts";
import { Facts } from "../controls/Facts.tsx";
import { formatBytes } from "../status/quantities.ts";
import { RunActions } from "./RunActions.tsx";
import styles from "./RunDetail.module.css";
import { RunNote } from "./RunNote.tsx";
import { timeText } from "./run-columns.ts";
import type { RunDifferences } from "./run-differences.ts";
import { STATE_TITLES, stateOf, stateSentence } from "./run-state.ts";

type Fact = readonly [name: string, value: string];

/** The stored weights, e.g. `best and last of Cell mask, Direction`. */
function weightsText({ weights }: RunRecord): string {
  if (weights.length === 0) return "none stored";
  const choices = new Set(weights.map(({ choice }) => choice));
  const stages = new Set(weights.map(({ stage }) => stageTitle(stage)));
  return `${[...choices].sort().join(" and ")} of ${[...stages].join(", ")}`;
}

function factsOf(run: ListedRun): readonly Fact[] {
  const { record, files } = run;
  const stored: Fact = ["Stored", formatBytes(bytesOf(files))];
  if (!record) return [stored];
  const { trainingImages, validationImages, cells } = record.data;
  const engines = new Set(record.stageRecords.flatMap(({ engine }) => engine?.engine ?? []));
  return [
    ["Started", formatTime(startOf(run), Date.now(), true)],
    ["Training time", timeText(run)],
    ["Recipe", record.recipe.name],
    ["Images", `${trainingImages} + ${validationImages} validation, ${counted(cells, "cell")}`],
    ["Engine", [...engines].join(", ") || "–"],
    ["Weights", weightsText(record)],
    stored,
  ];
}

function Differences({ baseline, differences }: { baseline: ListedRun; differences: RunDifferences }) {
  const { settings, hasOtherData, hasOtherStages } = differences;
  const others = [...(hasOtherStages ? ["other stages"] : []), ...(hasOtherData ? ["other data"] : [])];
  return (
    <section aria-label={`Differences from ${nameOf(baseline)}`}>
      <h4 className={styles.title}>Differs from {nameOf(baseline)}</h4>
      {settings.length + others.length === 0 ? (
        <p className={styles.muted}>In no setting, with the same images.</p>
      ) : (
        <dl>
          {settings.map((difference) => {
            const [before, after] = differenceTexts(difference);
            return (
              <div key={difference.path.join(".")} className={styles.difference}>
                <dt>{difference.label}</dt>
                <dd>
                  <span className={styles.muted}>{before} →</span> {after}
                </dd>
              </div>
            );
          })}
          {others.map((words) => (
            <div key={words} className={styles.difference}>
              <dt>{words.replace("other", "Other")}</dt>
            </div>
          ))}
        </dl>
      )}
    </section>
  );
}

export interface RunDetailProps {
  readonly run: ListedRun;
  readonly baseline: ListedRun | null;
  readonly differences: RunDifferences | null;
}

/** All about one run, below the table. */
export function RunDetail({ run, baseline, differences }: RunDetailProps) {
  const isBaseline = baseline?.id === run.id;
  const sentence = stateSentence(run);
  return (
    <section className={styles.detail} aria-label={`Run ${nameOf(run)}`}>
      <header className={styles.head}>
        <h3 className={styles.name}>{nameOf(run)}</h3>
        <p className={styles.sentence} title={sentence ?? undefined}>
          {sentence ?? STATE_TITLES[stateOf(run)]}
        </p>
        <RunActions run={run} isBaseline={isBaseline} />
      </header>
      <div className={styles.body}>
        <div>
          <Facts facts={factsOf(run)} />
        </div>
        {isBaseline || !baseline || !differences ? (
          <p className={styles.muted}>{isBaseline ? "The other runs are compared with this one." : ""}</p>
        ) : (
          <Differences baseline={baseline} differences={differences} />
        )}
        {run.kind === "stored" ? <RunNote key={run.id} id={run.id} note={run.record.note} /> : null}
      </div>
    </section>
  );
}
