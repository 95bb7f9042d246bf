import { countOutcomes } from "../../../core/metrics/count-outcomes.ts";
import type { FoundCells } from "../../../workers/cells.protocol.ts";
import { Tooltip } from "../../controls/Tooltip.tsx";
import { countFound } from "../words/count-found.ts";
import { OUTCOME_MEANINGS, OUTCOME_TITLES, OUTCOMES, type Outcome } from "../words/outcome-text.ts";
import styles from "./OverlayLegend.module.css";
import { cssColour, HATCHED, LINE_COLOURS, OUTCOME_COLOURS } from "./overlay-colours.ts";

/** Part of the overlay that can be hidden. */
export type OverlayPart = "truth" | "found" | Outcome;

export interface OverlayLegendProps {
  readonly cells: FoundCells;
  readonly hidden: ReadonlySet<OverlayPart>;
  readonly onToggle: (part: OverlayPart) => void;
}

interface EntryProps {
  readonly name: string;
  readonly count: number;
  readonly meaning: string;
  readonly colour: string;
  readonly line?: boolean;
  readonly hatched?: boolean;
  readonly shown: boolean;
  readonly onToggle: () => void;
}

function Entry({ name, count, meaning, colour, line, hatched, shown, onToggle }: EntryProps) {
  return (
    <Tooltip text={`${meaning}. Click to ${shown ? "hide" : "show"}.`}>
      <button type="button" className={styles.entry} aria-pressed={shown} onClick={onToggle}>
        <span
          className={line ? styles.line : styles.fill}
          data-hatched={hatched || undefined}
          style={{ color: colour }}
        />
        {name} <b className={styles.count}>{count}</b>
      </button>
    </Tooltip>
  );
}

/** Meaning of each line and fill, with counts; each can be hidden. */
export function OverlayLegend({ cells, hidden, onToggle }: OverlayLegendProps) {
  const { truth, outcomes } = cells;
  const counts = outcomes && countOutcomes(outcomes);
  return (
    <fieldset className={styles.legend}>
      <legend className="visually-hidden">Shown cells</legend>
      {truth && outcomes ? (
        <Entry
          name="True"
          line
          count={outcomes.truth.length}
          meaning="Outlines of the ground-truth cells"
          colour={LINE_COLOURS.truth}
          shown={!hidden.has("truth")}
          onToggle={() => onToggle("truth")}
        />
      ) : null}
      <Entry
        name="Found"
        line
        count={countFound(cells)}
        meaning="Outlines of the predicted cells"
        colour={LINE_COLOURS.found}
        shown={!hidden.has("found")}
        onToggle={() => onToggle("found")}
      />
      {counts ? (
        OUTCOMES.map((outcome) => (
          <Entry
            key={outcome}
            name={OUTCOME_TITLES[outcome]}
            count={counts[outcome]}
            meaning={OUTCOME_MEANINGS[outcome]}
            colour={cssColour(OUTCOME_COLOURS[outcome])}
            hatched={outcome === HATCHED}
            shown={!hidden.has(outcome)}
            onToggle={() => onToggle(outcome)}
          />
        ))
      ) : (
        <span className={styles.words}>
          each predicted cell in its own colour, no ground truth to compare with
        </span>
      )}
    </fieldset>
  );
}
