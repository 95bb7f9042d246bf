import { type ChangeEvent, type FocusEvent, type KeyboardEvent, useRef, useState } from "react";
import { flushSync } from "react-dom";
import { admitNumber, limitProblem, type NumberLimits, steppedNumber } from "./admit-number.ts";
import { formatNumber } from "./parse-number.ts";

export interface NumberEntryOptions extends NumberLimits {
  readonly value: number;
  readonly onChange: (value: number) => void;
  /** Step of an arrow key; Shift multiplies it by ten. */
  readonly step: number;
  readonly disabled: boolean;
}

const LARGE_STEP = 10;

const STEPS: Readonly<Record<string, number>> = {
  ArrowUp: 1,
  ArrowDown: -1,
  PageUp: LARGE_STEP,
  PageDown: -LARGE_STEP,
};

/**
 * State of a number input: Enter or leaving the field commits, Escape reverts, arrow keys step. Invalid text
 * leaves the value unchanged, and `problem` states the reason until the text changes.
 */
export function useNumberEntry({ value, onChange, step, disabled, ...limits }: NumberEntryOptions) {
  /** The text being typed; null while the field shows its value. */
  const [draft, setDraft] = useState<string | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const [generation, setGeneration] = useState(0);
  const typedIn = useRef(false);
  const [seen, setSeen] = useState({ value, disabled });
  if (seen.value !== value || seen.disabled !== disabled) {
    setSeen({ value, disabled });
    setProblem(null);
    // A field that is disabled during typing gets no blur event, and would keep the uncommitted text.
    if (disabled) setDraft(null);
  }
  const shown = draft ?? formatNumber(value);

  function take(next: number): void {
    setDraft(null);
    setProblem(null);
    if (next !== value) onChange(next);
  }

  function refuse(why: string): void {
    setDraft(null);
    setProblem(`${why}. ${formatNumber(value)} is kept.`);
  }

  function commit(): void {
    if (draft === null) return;
    const read = admitNumber(draft, limits);
    if ("problem" in read) refuse(read.problem);
    else take(read.value);
  }

  function press(event: KeyboardEvent<HTMLInputElement>): void {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "Enter") {
      commit();
      return;
    }
    if (event.key === "Tab") {
      // Fields that depend on the number must exist before the focus moves on, or it skips them.
      flushSync(commit);
      return;
    }
    if (event.key === "Escape" && (draft !== null || problem !== null)) {
      event.stopPropagation();
      setDraft(null);
      setProblem(null);
      return;
    }
    const steps = STEPS[event.key];
    if (steps === undefined) return;
    event.preventDefault();
    const typed = draft === null ? { value } : admitNumber(draft, limits);
    const from = "value" in typed ? typed.value : value;
    const by = steps * step * (event.shiftKey && Math.abs(steps) === 1 ? LARGE_STEP : 1);
    const next = steppedNumber(from, by, limits);
    const why = next === from ? limitProblem(from + by, limits) : limitProblem(next, limits);
    if (why === null) take(next);
    else refuse(why);
  }

  return {
    problem,
    /** Whether text is being typed that is not committed. */
    isTyping: draft !== null,
    /**
     * Key of the input. A new input has no undo history: undo in another field would restore old text in this
     * one.
     */
    generation,
    input: {
      value: shown,
      onChange: ({ currentTarget }: ChangeEvent<HTMLInputElement>) => {
        typedIn.current = true;
        setDraft(currentTarget.value);
        setProblem(null);
      },
      onKeyDown: press,
      onBlur: ({ currentTarget }: FocusEvent<HTMLInputElement>) => {
        commit();
        if (!typedIn.current) return;
        // Replacing the input during the focus change would prevent it; and the focus may return at once, or
        // may never have left if only the window lost it.
        setTimeout(() => {
          if (document.activeElement === currentTarget) return;
          typedIn.current = false;
          setGeneration((old) => old + 1);
        });
      },
    },
  };
}
