const ICONS = { good: "✓", look: "▲", problem: "!", info: "i", neutral: "–" };

function span(name, text) {
  const made = document.createElement("span");
  made.className = name;
  if (text) made.textContent = text;
  return made;
}

/* The typed words marked in the head, letter by letter as they were typed. */
function marked(text, sought) {
  const head = span("head");
  const words = sought.toLowerCase().split(/\s+/).filter((word) => word.length > 1);
  let at = 0;
  const low = text.toLowerCase();
  while (at < text.length) {
    const hits = words
      .map((word) => ({ start: low.indexOf(word, at), length: word.length }))
      .filter((hit) => hit.start >= 0)
      .sort((a, b) => a.start - b.start);
    if (!hits.length) break;
    const { start, length } = hits[0];
    head.append(text.slice(at, start));
    const mark = document.createElement("mark");
    mark.textContent = text.slice(start, start + length);
    head.append(mark);
    at = start + length;
  }
  head.append(text.slice(at));
  return head;
}

function number(card) {
  const box = span("n");
  const bold = document.createElement("b");
  bold.textContent = card.number;
  box.append(bold, span("", card.unit));
  return box;
}

function tag(card) {
  const made = span("tag " + card.tone);
  const icon = span("", ICONS[card.tone]);
  icon.setAttribute("aria-hidden", "true");
  made.append(icon, document.createTextNode(card.tag));
  return made;
}

function where(card) {
  const sub = span("sub");
  if (card.place) sub.append(span("place", card.place));
  sub.append(card.sub);
  return sub;
}

function whole(card, mark, send) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "whole";
  const row = span("row");
  const text = span("text");
  text.append(marked(card.head, mark), where(card));
  card.lines.forEach((line) => text.append(span("line", line)));
  row.append(text);
  if (card.number) row.append(number(card));
  button.append(row);
  if (card.tag || card.note) {
    const foot = span("foot");
    if (card.tag) foot.append(tag(card));
    if (card.note) foot.append(span("note", card.note));
    button.append(foot);
  }
  button.addEventListener("click", () => send({ id: card.id, action: "open" }));
  return button;
}

function acts(card, send, main) {
  const box = span("acts");
  card.actions.forEach((action, index) => {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = action.label;
    button.setAttribute("aria-label", action.label + ": " + card.head);
    if (main && index === 0) button.className = "main";
    button.addEventListener("click", () => send({ id: card.id, action: action.name }));
    box.append(button);
  });
  return box;
}

function listed(card, mark, send, main) {
  const box = document.createElement("div");
  box.className = "listed";
  const title = span("title");
  const head = marked(card.head, mark);
  head.classList.add("tint");
  title.append(head, where(card));
  if (card.tag) title.append(tag(card));
  const text = span("text");
  card.lines.forEach((line) => text.append(span("line", line)));
  if (card.note) text.append(span("note", card.note));
  box.append(title);
  if (text.childNodes.length) box.append(text);
  if (card.number) box.append(number(card));
  if (card.actions.length) box.append(acts(card, send, main));
  return box;
}

export default function (component) {
  const { parentElement: root, data, setTriggerValue } = component;
  const list = root.querySelector("ul");
  list.className = data.layout;
  if (data.label) list.setAttribute("aria-label", data.label);
  const send = (event) => setTriggerValue("event", event);
  list.replaceChildren(
    ...data.cards.map((card, index) => {
      const item = document.createElement("li");
      item.className = card.tone;
      const opens = !card.actions.length && !card.plain;
      item.append(
        opens ? whole(card, data.mark, send) : listed(card, data.mark, send, data.main && !index),
      );
      return item;
    }),
  );
}
