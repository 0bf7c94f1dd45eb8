const ICONS = { good: "✓", look: "▲", problem: "!", info: "i", neutral: "–" };

function part(cell) {
  if (cell === null || cell === undefined) return document.createTextNode("");
  if (typeof cell !== "object") return document.createTextNode(String(cell));
  if (Array.isArray(cell)) {
    const box = document.createDocumentFragment();
    cell.forEach((one) => box.append(part(one), " "));
    return box;
  }
  const span = document.createElement("span");
  if (cell.tag) {
    span.className = "tag " + cell.tone;
    const icon = document.createElement("span");
    icon.setAttribute("aria-hidden", "true");
    icon.textContent = ICONS[cell.tone];
    span.append(icon, document.createTextNode(cell.tag));
    return span;
  }
  if (cell.chip) {
    span.className = "chip";
    span.style.background = cell.colour;
    span.textContent = cell.chip;
    return span;
  }
  if (cell.bold) {
    const b = document.createElement("span");
    b.className = "b";
    b.textContent = cell.bold;
    span.append(b);
  }
  if (cell.small) {
    const s = document.createElement("span");
    s.className = "s";
    s.textContent = cell.small;
    span.append(s);
  }
  return span;
}

function row(one, columns, send) {
  const tr = document.createElement("tr");
  if (one.gone) tr.className = "gone";
  one.cells.forEach((cell, index) => {
    const td = document.createElement("td");
    td.dataset.label = columns[index].label;
    if (columns[index].right) td.className = "r";
    td.append(part(cell));
    tr.append(td);
  });
  const acts = document.createElement("div");
  acts.className = "acts";
  (one.actions || []).forEach((action) => {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = action.label;
    button.setAttribute("aria-label", action.label + (one.who ? ": " + one.who : ""));
    button.addEventListener("click", () => send({ id: one.id, action: action.name }));
    acts.append(button);
  });
  const last = document.createElement("td");
  last.dataset.label = "";
  last.append(acts);
  tr.append(last);
  return tr;
}

export default function (component) {
  const { parentElement: root, data, setTriggerValue } = component;
  const wrap = root.querySelector(".wrap");
  const scroll = wrap.scrollTop;
  wrap.style.setProperty("--vb-height", data.height);
  const send = (event) => setTriggerValue("event", event);
  if (!data.rows.length) {
    const empty = document.createElement("div");
    empty.className = "empty";
    empty.textContent = data.empty;
    wrap.replaceChildren(empty);
    return;
  }
  const table = document.createElement("table");
  const head = document.createElement("tr");
  [...data.columns, { label: "" }].forEach((column) => {
    const th = document.createElement("th");
    th.scope = "col";
    th.textContent = column.label;
    if (column.right) th.className = "r";
    head.append(th);
  });
  const thead = document.createElement("thead");
  thead.append(head);
  const body = document.createElement("tbody");
  data.rows.forEach((one) => body.append(row(one, data.columns, send)));
  table.append(thead, body);
  wrap.replaceChildren(table);
  wrap.scrollTop = scroll;
}
