const WAIT_MS = 600;
const AGAIN_MS = 5000;

function make(name, properties = {}, ...children) {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...children);
  return made;
}

function say(text, values) {
  return text.replace(/\{(\w+)\}/g, (_, name) => values[name] ?? "");
}

/* `2 dozen van 12 + 7 los`, worked out here so that no tap waits for the server. */
function inBoxes(words, n, pack) {
  if (n === 0) return words.nothing;
  if (pack < 2 || n < pack) return say(words.loose, { n });
  const values = { boxes: Math.floor(n / pack), pack, n: n % pack };
  const boxes = say(values.boxes === 1 ? words.box : words.boxes, values);
  return values.n ? `${boxes} + ${say(words.loose, values)}` : boxes;
}

class Counting {
  constructor(root) {
    this.box = root.querySelector(".all");
    this.done = make("b");
    this.saved = make("span", { className: "saved", role: "status" });
    this.fill = make("div");
    this.list = make("ul");
    this.box.append(
      make("div", { className: "top" }, this.done, this.saved),
      make("div", { className: "bar", ariaHidden: "true" }, this.fill), this.list,
    );
    this.pending = new Map();
    this.active = null;
  }

  update(data, send) {
    /* Another count, or another counter at the same tablet: nothing is written in their name. */
    if (this.data && (this.data.count !== data.count || this.data.who !== data.who)) {
      this.pending.clear();
      this.active = null;
      this.at = null;
    }
    this.data = data;
    this.send = send;
    data.rows.forEach((row) => {
      const kept = this.pending.get(row.id);
      if (kept !== undefined && (row.seen === kept || row.refused)) {
        this.pending.delete(row.id);
        this.at = new Date();
      }
    });
    this.draw();
  }

  seen(row) {
    return this.pending.get(row.id) ?? row.seen;
  }

  counted(row) {
    const seen = this.seen(row);
    return seen !== null && seen !== undefined;
  }

  /* Rows that are open stay open until another row is touched: a count takes longer than a save. */
  open(row) {
    return this.active === row.id || !this.counted(row);
  }

  draw() {
    const focused = this.box.getRootNode().activeElement;
    const at = focused ? [focused.dataset.row, focused.dataset.part] : null;
    const { rows, words } = this.data;
    const next = this.active ?? rows.find((row) => !this.counted(row))?.id;
    this.list.setAttribute("aria-label", words.label);
    if (rows.length) this.list.replaceChildren(...rows.map((row) => this.row(row, row.id === next)));
    else this.list.replaceChildren(make("li", { className: "empty", textContent: words.empty }));
    this.top();
    if (at?.[0]) this.list.querySelector(`[data-row="${at[0]}"][data-part="${at[1]}"]`)?.focus();
  }

  top() {
    const { rows, words } = this.data;
    const n = rows.filter((row) => this.counted(row)).length;
    this.done.textContent = say(words.done, { n, all: rows.length });
    this.fill.style.width = rows.length ? `${(100 * n) / rows.length}%` : "0";
    this.saved.classList.toggle("lost", Boolean(this.lost && this.pending.size));
    if (this.pending.size) this.saved.textContent = this.lost ? words.lost : words.saving;
    else if (this.at) {
      const time = this.at.toLocaleTimeString("nl-NL", { hour: "2-digit", minute: "2-digit" });
      this.saved.textContent = say(words.saved, { time });
    } else this.saved.textContent = "";
  }

  row(row, now) {
    const open = this.open(row);
    const together = row.turn === "together" && !this.counted(row);
    const item = make("li", { className: (open ? "" : "seen") + (now && open ? " now" : "") + (together ? " together" : "") });
    const what = make("div", { className: "what" }, make("b", { textContent: row.head }));
    const sub = make("span", { className: "sub" });
    if (row.place) sub.append(make("span", { className: "place", textContent: row.place }));
    sub.append(row.sub);
    what.append(sub, make("span", { className: "state", textContent: this.stateOf(row, now) }));
    item.append(what, open ? this.tools(row, now) : this.closed(row));
    return item;
  }

  stateOf(row, now) {
    const { words } = this.data;
    if (this.counted(row)) return say(words.seen, { what: inBoxes(words, this.seen(row), row.pack) });
    if (row.turn === "together") return words.together;
    return now ? words.now : words.not_yet;
  }

  button(row, part, children, act, label, name = "") {
    const made = make("button", { type: "button", className: name, ariaLabel: `${label}: ${row.head}` }, ...children);
    made.dataset.row = row.id;
    made.dataset.part = part;
    made.addEventListener("click", act);
    return made;
  }

  tools(row, now) {
    const { words } = this.data;
    const value = this.seen(row);
    const input = make("input", { inputMode: "numeric", autocomplete: "off", value: value ?? "", placeholder: "–", ariaLabel: say(words.how_many, { what: row.head }) });
    input.dataset.row = row.id;
    input.dataset.part = "n";
    input.addEventListener("change", () => this.type(row, input));
    input.addEventListener("keydown", (event) => this.key(row, input, event));
    const change = (n) => () => this.set(row, Math.max(0, (this.seen(row) ?? 0) + n));
    const acts = make("div", { className: "acts" },
      this.button(row, "less", ["−"], change(-1), words.less, "sign"), input,
      this.button(row, "more", ["+"], change(1), words.more, "sign plus"));
    if (row.pack > 1) {
      const box = [words.plus_box, make("small", { textContent: say(words.units, { n: row.pack }) })];
      acts.append(this.button(row, "box", box, change(row.pack), words.plus_box, "wide"));
    }
    acts.append(this.button(row, "none", [words.none], () => this.set(row, 0, true), words.none, "wide"));
    return acts;
  }

  closed(row) {
    const acts = make("div", { className: "acts" }, make("span", { className: "n", textContent: this.seen(row) }));
    if (row.may) {
      const { words } = this.data;
      acts.append(this.button(row, "change", [words.change], () => {
        this.active = row.id;
        this.draw();
        this.list.querySelector(`input[data-row="${row.id}"]`)?.select();
        this.list.querySelector(`input[data-row="${row.id}"]`)?.focus();
      }, words.change));
    }
    return acts;
  }

  type(row, input) {
    const plain = input.value.replace(/[. ](?=\d{3})/g, "").trim();
    if (/^\d{1,6}$/.test(plain)) this.set(row, parseInt(plain, 10));
    else if (plain === "") input.value = this.seen(row) ?? "";
    else { input.value = this.seen(row) ?? ""; this.saved.textContent = this.data.words.no_number; }
  }

  key(row, input, event) {
    if (event.key === "ArrowUp" || event.key === "ArrowDown") {
      event.preventDefault();
      this.set(row, Math.max(0, (this.seen(row) ?? 0) + (event.key === "ArrowUp" ? 1 : -1)));
    } else if (event.key === "Enter") {
      event.preventDefault();
      const scanned = input.value.trim();
      const found = /^\d{8,14}$/.test(scanned) && this.data.rows.find((one) => one.ean === scanned);
      if (found) { input.value = this.seen(row) ?? ""; this.go(found); return; }
      this.type(row, input);
      const rest = this.data.rows.filter((one) => !this.counted(one));
      if (rest.length) this.go(rest[0]);
    }
  }

  go(row) {
    this.active = row.id;
    this.draw();
    this.list.querySelector(`input[data-row="${row.id}"]`)?.focus();
  }

  set(row, n, onward = false) {
    this.active = onward ? null : row.id;
    this.pending.set(row.id, n);
    this.draw();
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.store(), WAIT_MS);
  }

  /* Sent again until the server says that it has it: a tap is never lost with the connection. */
  store() {
    clearTimeout(this.retry);
    if (!this.pending.size) return;
    const seen = [...this.pending].map(([id, n]) => ({ id, n }));
    this.send({ count: this.data.count, seen });
    this.retry = setTimeout(() => { this.lost = this.pending.size > 0; this.top(); this.store(); }, AGAIN_MS);
    this.lost = this.lost && this.pending.size > 0;
  }
}

const COUNTS = new WeakMap();

export default function (component) {
  const { parentElement: root, data, setTriggerValue } = component;
  if (!COUNTS.has(root)) COUNTS.set(root, new Counting(root));
  const counting = COUNTS.get(root);
  counting.lost = false;
  counting.update(data, (event) => setTriggerValue("event", event));
}
