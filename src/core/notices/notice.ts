/** A sentence for the user, shown only while its condition holds. */
export interface Notice<State> {
  readonly text: string;
  holdsWhile(state: State): boolean;
}

/** A place that shows a notice. */
export interface NoticePlace {
  /** The current sentence, or null. */
  read(): string | null;
  clear(): void;
}

/** A notice that holds while the reason, computed again from the state, is the same sentence. */
export function whileReason<State>(text: string, reasonIn: (state: State) => string | null): Notice<State> {
  return { text, holdsWhile: (state) => reasonIn(state) === text };
}

/** A notice that holds while all values it refers to are identical (`Object.is`) to those in `state`. */
export function whileSame<State>(
  text: string,
  valuesIn: (state: State) => readonly unknown[],
  state: State,
): Notice<State> {
  const before = valuesIn(state);
  return {
    text,
    holdsWhile: (now) => {
      const values = valuesIn(now);
      return values.length === before.length && values.every((value, at) => Object.is(value, before[at]));
    },
  };
}

/** Notices on display with a condition; `review` removes those that no longer hold. */
export class NoticeBoard<State> {
  readonly #tied = new Map<NoticePlace, Notice<State>>();

  /** Ties the sentence at a place to its condition. A place has one notice; the previous tie is discarded. */
  tie(place: NoticePlace, notice: Notice<State>): void {
    this.#tied.set(place, notice);
  }

  /** Removes notices that no longer hold. A sentence that has replaced a tied one is left unchanged. */
  review(state: State): void {
    for (const [place, notice] of this.#tied) {
      const shown = place.read() === notice.text;
      if (shown && notice.holdsWhile(state)) continue;
      this.#tied.delete(place);
      if (shown) place.clear();
    }
  }
}
