/**
 * The numbered lines of a text: "1. Name　290 米　东南", each followed by as many lines of its own. As a list they keep
 * their number and their name together, and no fact is broken in two.
 */
const NUMBERED = /^(\d{1,2})\. (.+)$/;
const BETWEEN_FACTS = /\s*\u3000\s*| · /;

/** The text in its order as {lines} and {items}; an item is {number, title, facts: [[…] for each line]}. */
export function blocks(text) {
  const lines = text.split("\n");
  const found = [];
  let plain = [];
  const flush = () => {
    if (plain.length) found.push({ lines: plain });
    plain = [];
  };
  for (let index = 0; index < lines.length; ) {
    const length = NUMBERED.test(lines[index]) ? itemLength(lines, index) : 0;
    if (!length) {
      plain.push(lines[index]);
      index += 1;
      continue;
    }
    flush();
    const items = [];
    const first = Number(NUMBERED.exec(lines[index])[1]);
    while (Number(NUMBERED.exec(lines[index] ?? "")?.[1]) === first + items.length) {
      items.push(item(lines.slice(index, index + length)));
      index += length;
    }
    found.push({ items });
  }
  flush();
  return found;
}

/** Lines that an item has: as far as from the first to the second. */
function itemLength(lines, start) {
  const next = Number(NUMBERED.exec(lines[start])[1]) + 1;
  const second = lines.findIndex((line, index) => index > start && line.startsWith(`${next}. `));
  return second < 0 ? 1 : second - start;
}

function item([line, ...more]) {
  const [, number, rest] = NUMBERED.exec(line);
  const [title, ...facts] = rest.split(BETWEEN_FACTS).filter(Boolean);
  const others = more.map((each) => each.split(BETWEEN_FACTS).filter(Boolean));
  return { number, title, facts: [facts, ...others].filter((each) => each.length) };
}

/** Number -> the name beside it. */
export function numbered(text) {
  const items = blocks(text ?? "").flatMap((block) => block.items ?? []);
  return new Map(items.map(({ number, title }) => [number, title]));
}
