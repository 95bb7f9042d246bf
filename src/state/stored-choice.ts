import * as v from "valibot";
import { create, type StoreApi, type UseBoundStore } from "zustand";

const schema = v.array(v.string());

/** Some of several options, kept by the browser across visits. */
export interface StoredChoice<Option extends string> {
  /** The chosen options, in the order of all. */
  readonly use: UseBoundStore<StoreApi<{ readonly chosen: readonly Option[] }>>;
  /** Adds an option to the choice, or leaves it out. */
  choose(option: Option, isWanted: boolean): void;
  /** The choice of an earlier visit, without options of other versions; the usual ones if there is none. */
  parse(text: string | null): readonly Option[];
}

/**
 * A choice of some of `all` options.
 * @param key of the entry in the storage of the browser
 * @param usual the options of a first visit
 */
export function storedChoice<Option extends string>(
  key: string,
  all: readonly Option[],
  usual: readonly Option[],
): StoredChoice<Option> {
  const parse = (text: string | null): readonly Option[] => {
    if (text === null) return usual;
    try {
      const chosen = v.parse(schema, JSON.parse(text));
      return all.filter((option) => chosen.includes(option));
    } catch {
      // Damaged: a choice of some switches is not worth a message.
      return usual;
    }
  };
  const use = create(() => ({ chosen: parse(localStorage.getItem(key)) }));
  return {
    use,
    parse,
    choose(option, isWanted) {
      const { chosen } = use.getState();
      const now = all.filter((one) => (one === option ? isWanted : chosen.includes(one)));
      localStorage.setItem(key, JSON.stringify(now));
      use.setState({ chosen: now });
    },
  };
}
