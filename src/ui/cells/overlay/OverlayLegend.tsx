import type { FoundCells } from "../../../workers/cells.protocol.ts";
import { countFates } from "../words/count-fates.ts";
import { countFound } from "../words/count-found.ts";
import { FATE_MEANINGS, FATE_TITLES, FATES, type Fate } from "../words/fate-words.ts";
import styles from "./OverlayLegend.module.css";
import { cssColour, FATE_COLOURS, LINE_COLOURS } from "./overlay-colours.ts";

/** Part of the overlay that can be hidden. */
export type OverlayPart = "truth" | "found" | Fate;

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
  readonly shown: boolean;
  readonly onToggle: () => void;
}

function Entry({ name, count, meaning, colour, line, shown, onToggle }: EntryProps) {
  return (
    <button
      type="button"
      className={styles.entry}
      aria-pressed={shown}
      title={`${meaning}. Click to ${shown ? "hide" : "show"}.`}
      onClick={onToggle}
    >
      <span className={line ? styles.line : styles.fill} style={{ color: colour }} />
      {name} <b className={styles.count}>{count}</b>
    </button>
  );
}

/** Meaning of each line and fill, with counts; each can be hidden. */
export function OverlayLegend({ cells, hidden, onToggle }: OverlayLegendProps) {
  const { truth, fates } = cells;
  const counts = fates && countFates(fates);
  return (
    <fieldset className={styles.legend}>
      <legend className="visually-hidden">Shown cells</legend>
      {truth && fates ? (
        <Entry
          name="True"
          line
          count={fates.truth.length}
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
        FATES.map((fate) => (
          <Entry
            key={fate}
            name={FATE_TITLES[fate]}
            count={counts[fate]}
            meaning={FATE_MEANINGS[fate]}
            colour={cssColour(FATE_COLOURS[fate])}
            shown={!hidden.has(fate)}
            onToggle={() => onToggle(fate)}
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
