/** A sentence for a person, and what it speaks of: it is shown for as long as that is so, and no longer. */
export interface Notice<State> {
  readonly text: string;
  holdsWhile(state: State): boolean;
}

/** Where a notice is shown: it can be read there, and taken away. */
export interface NoticePlace {
  /** The sentence shown now; null when there is none. */
  read(): string | null;
  clear(): void;
}

/** A notice that holds while a reason that is worked out anew is still the same sentence. */
export function whileReason<State>(text: string, reasonIn: (state: State) => string | null): Notice<State> {
  return { text, holdsWhile: (state) => reasonIn(state) === text };
}

/** A notice that holds while every value it speaks of (compared by identity) is as it was in `state`. */
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

/** The notices that are shown and tied to something; `review` takes those away that no longer hold. */
export class NoticeBoard<State> {
  readonly #tied = new Map<NoticePlace, Notice<State>>();

  /** Ties the sentence shown at a place to what it speaks of. One place shows one notice: an older tie is forgotten. */
  tie(place: NoticePlace, notice: Notice<State>): void {
    this.#tied.set(place, notice);
  }

  /** Takes away what no longer holds. A sentence that has taken the place of a tied one is left alone. */
  review(state: State): void {
    for (const [place, notice] of this.#tied) {
      const shown = place.read() === notice.text;
      if (shown && notice.holdsWhile(state)) continue;
      this.#tied.delete(place);
      if (shown) place.clear();
    }
  }
}
