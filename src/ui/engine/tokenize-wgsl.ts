export type TokenKind = "plain" | "keyword" | "type" | "number" | "comment" | "attribute";

export interface Token {
  readonly kind: TokenKind;
  readonly text: string;
}

/** In matching order; text that matches none is plain. */
const PATTERNS: readonly (readonly [TokenKind, RegExp])[] = [
  ["comment", /\/\/.*/y],
  ["attribute", /@\w+/y],
  ["number", /\b(?:0x[\da-f]+|\d+(?:\.\d*)?(?:e[+-]?\d+)?)[iuf]?\b/iy],
  ["keyword", /\b(?:fn|let|var|const|struct|return|if|else|for|while|loop|break|continue|true|false)\b/y],
  ["type", /\b(?:f32|i32|u32|bool|vec[234][fiu]?|mat\dx\d[fi]?|array|atomic|ptr)\b/y],
  ["plain", /\w+|\s+|[^\w\s]/y],
];

function tokenAt(line: string, start: number): Token {
  for (const [kind, pattern] of PATTERNS) {
    pattern.lastIndex = start;
    const text = pattern.exec(line)?.[0];
    if (text) return { kind, text };
  }
  return { kind: "plain", text: line.slice(start) };
}

/** Tokens of a line of WGSL by kind; adjacent tokens of one kind are merged. */
export function tokenizeWgsl(line: string): readonly Token[] {
  const tokens: Token[] = [];
  for (let start = 0; start < line.length; ) {
    const token = tokenAt(line, start);
    start += token.text.length;
    const last = tokens.at(-1);
    if (last?.kind === token.kind)
      tokens[tokens.length - 1] = { kind: last.kind, text: last.text + token.text };
    else tokens.push(token);
  }
  return tokens;
}
