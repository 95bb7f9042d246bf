import type { Command, Option } from "./command.ts";

const WIDTH = 110;
const INDENT = "      ";

/** Wraps words into lines of at most `WIDTH` characters; all but the first begin with `indent`. */
function wrap(words: readonly string[], indent: string, first: string): string {
  const lines = [first];
  for (const word of words) {
    const last = lines[lines.length - 1];
    const isEmpty = last.trim() === "";
    if (!isEmpty && last.length + 1 + word.length > WIDTH) lines.push(indent + word);
    else lines[lines.length - 1] = isEmpty ? last + word : `${last} ${word}`;
  }
  return lines.join("\n");
}

function spelled(name: string, { value }: Option): string {
  return value === undefined ? `--${name}` : `--${name} ${value}`;
}

function inSynopsis(name: string, option: Option): string {
  return option.required ? spelled(name, option) : `[${spelled(name, option)}]`;
}

/** The forms of a command, each on one or more lines. */
function synopsis({ name, forms, options, prints = false }: Command): string {
  const start = `  npm run ${prints ? "-s " : ""}lab -- ${name}`;
  const lines = forms.map((form) => {
    const names = form.options ?? Object.keys(options);
    const words = names.map((option) => inSynopsis(option, options[option]));
    return wrap([form.arguments, ...words], " ".repeat(start.length + 1), start);
  });
  return lines.join("\n");
}

function paragraph(text: string, indent = INDENT): string {
  return wrap(text.split(" "), indent, indent);
}

function described([name, option]: readonly [string, Option]): string {
  const byDefault = option.default === undefined ? "" : ` Default: ${option.default}.`;
  return `  ${spelled(name, option)}\n${paragraph(option.help + byDefault)}`;
}

/** Description of a command, and of each of its options. */
export function commandHelp(command: Command): string {
  const options = [...Object.entries(command.options), ["help", HELP] as const];
  return [
    `Usage:\n${synopsis(command)}`,
    paragraph(command.summary, ""),
    `Options:\n${options.map(described).join("\n")}`,
  ].join("\n\n");
}

const HELP: Option = { type: "boolean", help: "Prints this help." };

/** Overview of the commands. */
export function usage(commands: readonly Command[]): string {
  const all = commands.map((command) => `${synopsis(command)}\n${paragraph(command.summary)}`);
  return `Usage:\n${all.join("\n")}\n  npm run lab -- COMMAND --help\n${INDENT}Explains the options of a command.`;
}
