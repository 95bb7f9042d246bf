import { createContext } from "react";

/** A list of notices that shows each in one line if there are several. */
export interface NoticeFold {
  readonly folded: boolean;
  /** Counts a notice in, and returns what counts it out again. */
  readonly join: () => () => void;
}

/** The list that a notice is in; alone, it is never folded. */
export const NoticeFoldContext = createContext<NoticeFold>({ folded: false, join: () => () => {} });
