export type TokenKind = "plain" | "keyword" | "type" | "number" | "comment" | "attribute";

export interface Token {
  readonly kind: TokenKind;
  readonly text: string;
}

/** Languages of kernels. */
export type Language = "WGSL" | "AssemblyScript";

type Pattern = readonly [TokenKind, RegExp];

const REST: Pattern = ["plain", /\w+|\s+|[^\w\s]/y];

/** In matching order; text that matches none is plain. */
const PATTERNS: Readonly<Record<Language, readonly Pattern[]>> = {
  WGSL: [
    ["comment", /\/\/.*/y],
    ["attribute", /@\w+/y],
    ["number", /\b(?:0x[\da-f]+|\d+(?:\.\d*)?(?:e[+-]?\d+)?)[iuf]?\b/iy],
    ["keyword", /\b(?:fn|let|var|const|struct|return|if|else|for|while|loop|break|continue|true|false)\b/y],
    ["type", /\b(?:f32|i32|u32|bool|vec[234][fiu]?|mat\dx\d[fi]?|array|atomic|ptr)\b/y],
    REST,
  ],
  AssemblyScript: [
    // A line that begins with a star is inside of a comment.
    ["comment", /\/\/.*|\/\*.*|^ *\*(?:[ /].*|$)/y],
    ["attribute", /@\w+/y],
    ["number", /\b(?:0x[\da-f]+|\d[\d_]*(?:\.\d*)?(?:e[+-]?\d+)?)\b/iy],
    [
      "keyword",
      /\b(?:import|export|from|function|class|extends|let|const|return|if|else|for|while|break|continue|true|false)\b/y,
    ],
    ["type", /\b(?:[fiu](?:8|16|32|64)(?:x\d+)?|v128|usize|bool|void)\b/y],
    REST,
  ],
};

function tokenAt(line: string, start: number, patterns: readonly Pattern[]): Token {
  for (const [kind, pattern] of patterns) {
    pattern.lastIndex = start;
    const text = pattern.exec(line)?.[0];
    if (text) return { kind, text };
  }
  return { kind: "plain", text: line.slice(start) };
}

/** Tokens of a line of code by kind; adjacent tokens of one kind are merged. */
export function tokenize(line: string, language: Language): readonly Token[] {
  const tokens: Token[] = [];
  for (let start = 0; start < line.length; ) {
    const token = tokenAt(line, start, PATTERNS[language]);
    start += token.text.length;
    const last = tokens.at(-1);
    if (last?.kind === token.kind)
      tokens[tokens.length - 1] = { kind: last.kind, text: last.text + token.text };
    else tokens.push(token);
  }
  return tokens;
}
