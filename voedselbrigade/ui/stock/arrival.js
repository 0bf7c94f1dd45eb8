const LETTERS = ["tgt", "tht", "none"];
const FIELDS = ["boxes", "loose", "letters", "day", "supplier", "batch", "price", "place"];
const PATIENCE_MS = 6000;

function make(name, properties = {}, ...children) {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...children);
  return made;
}

/* Put in the values of a sentence: "{n} stuks". */
function say(text, values) {
  return text.replace(/\{(\w+)\}/g, (_, name) => values[name] ?? "");
}

function labelled(text, input, id) {
  input.id = id;
  return make("div", {}, make("label", { className: "label", textContent: text, htmlFor: id }), input);
}

class Arrival {
  constructor(root) {
    this.form = root.querySelector("form");
    this.state = { line: null };
    this.waiting = "";
    this.keys = "";
    this.form.noValidate = true;
    this.form.addEventListener("submit", (event) => event.preventDefault());
  }

  build(words) {
    const input = (more) => make("input", { autocomplete: "off", ...more });
    this.scan = input({ type: "text", className: "big", enterKeyHint: "next", spellcheck: false });
    this.scan.placeholder = words.scan_here;
    this.item = make("div", { className: "card", hidden: true });
    this.options = make("ul", { className: "options" });
    this.unknown = make("div", { className: "note look", hidden: true });
    this.inputs = {
      boxes: input({ inputMode: "numeric", className: "big", enterKeyHint: "next" }),
      loose: input({ inputMode: "numeric", className: "big", enterKeyHint: "next" }),
      day: input({ inputMode: "text", className: "big", enterKeyHint: "done" }),
      supplier: input({ type: "text" }),
      batch: input({ type: "text" }),
      price: input({ inputMode: "decimal" }),
      place: make("select"),
    };
    this.sum = make("div", { className: "sum", ariaLive: "polite" });
    this.letters = make("div", { className: "letters" });
    this.last = make("button", { type: "button", hidden: true });
    this.read = make("div", { className: "note", hidden: true, role: "status" });
    this.questions = make("div", { className: "note look", hidden: true, role: "alert" });
    this.wrong = {};
    ["boxes", "letters", "day", "price"].forEach((name) => {
      this.wrong[name] = make("div", { className: "wrong", hidden: true, role: "alert" });
    });
    this.save = make("button", { type: "button", className: "main" });
    this.lost = make("div", { className: "wrong", hidden: true, role: "alert" });
    this.rest = make("div", { className: "rest", hidden: true, style: "display:grid;gap:.9rem" });
    this.layOut(words);
    this.listen();
  }

  layOut(words) {
    const step = (input) => {
      const button = (sign, label, change) => {
        const made = make("button", { type: "button", textContent: sign, ariaLabel: label });
        made.addEventListener("click", () => {
          input.value = Math.max(0, (parseInt(input.value, 10) || 0) + change) || "";
          this.typed();
        });
        return made;
      };
      return make(
        "div", { className: "step" },
        button("−", words.less, -1), input, button("+", words.more, 1),
      );
    };
    const boxed = (name) => {
      const id = "arrival-" + name;
      this.inputs[name].id = id;
      const label = make("label", { className: "label", htmlFor: id, textContent: words[name] });
      return make("div", {}, label, step(this.inputs[name]));
    };
    this.boxes = boxed("boxes");
    LETTERS.forEach((code) => {
      const radio = make("input", { type: "radio", name: "letters", value: code });
      this.letters.append(
        make("label", { className: code }, radio,
          make("b", { textContent: words[code] }), make("span", { textContent: words[code + "_why"] })),
      );
    });
    this.dayBox = make("div", {},
      labelled(words.day, this.inputs.day, "arrival-day"), this.wrong.day);
    const more = make("div", { className: "pair" });
    ["supplier", "batch", "price", "place"].forEach((name) => {
      more.append(labelled(words[name], this.inputs[name], "arrival-" + name));
    });
    this.rest.append(
      make("fieldset", {}, make("legend", { textContent: words.how_many }),
        make("div", { className: "pair" }, this.boxes, boxed("loose"), this.sum), this.wrong.boxes),
      make("fieldset", {}, make("legend", { textContent: words.which_letters }),
        this.letters, this.wrong.letters),
      this.dated = make("div", { className: "pair" }, this.dayBox, this.last, this.read),
      make("details", {}, make("summary", { textContent: words.details }),
        make("div", {}, more, this.wrong.price)),
      this.questions, this.lost, this.save,
      make("p", { className: "hint", textContent: words.keys }),
    );
    this.form.append(
      make("div", { className: "pair" },
        labelled(words.scan, this.scan, "arrival-scan"), this.item),
      this.options, this.unknown, this.rest,
    );
  }

  listen() {
    this.scan.addEventListener("input", () => this.later("typed"));
    this.scan.addEventListener("keydown", (event) => this.onScanKey(event));
    Object.entries(this.inputs).forEach(([name, input]) => {
      input.addEventListener("input", () => this.typed());
      input.addEventListener("keydown", (event) => this.onKey(event, name));
    });
    this.letters.addEventListener("change", () => {
      this.state.chosen = true;
      this.typed();
      if (this.letter() !== "none") this.inputs.day.focus();
    });
    this.letters.addEventListener("keydown", (event) => {
      if (event.key === "Enter") { event.preventDefault(); this.after("letters"); }
    });
    this.last.addEventListener("click", () => this.takeLast());
    this.save.addEventListener("click", () => this.store());
  }

  /* Digits typed while the item is looked up belong to the quantity. */
  onScanKey(event) {
    if (this.waiting === "scan") {
      if (/^\d$/.test(event.key)) this.keys += event.key;
      if (event.key.length === 1 || event.key === "Enter") event.preventDefault();
      return;
    }
    if (event.key !== "Enter") return;
    event.preventDefault();
    if (!this.scan.value.trim()) return;
    this.waiting = "scan";
    this.now("scan");
  }

  onKey(event, name) {
    if (event.key !== "Enter") return;
    event.preventDefault();
    const value = this.inputs[name].value.trim();
    if (/^\d{8,14}$/.test(value) && (name === "boxes" || name === "loose" || value.length > 8)) {
      this.inputs[name].value = this.before?.[name] ?? "";
      this.now("next", { scanned: value });
      return;
    }
    this.after(name);
  }

  /* Where Enter leads: boxes, letters when none are known, the date, and then it is stored. */
  after(name) {
    if (name === "boxes" || name === "loose") {
      const to = this.letter() ? this.inputs.day : this.letters.querySelector("input");
      if (this.letter() === "none") this.store();
      else to.focus();
    } else if (name === "letters") {
      if (this.letter() === "none") this.store();
      else this.inputs.day.focus();
    } else if (name === "day" && !this.inputs.day.value.trim() && !this.last.hidden) {
      this.takeLast();
    } else {
      this.store();
    }
  }

  takeLast() {
    this.inputs.day.value = this.data.item.last_day;
    this.inputs.day.focus();
    this.typed();
  }

  letter() {
    return this.letters.querySelector("input:checked")?.value ?? "";
  }

  fields() {
    const found = { scan: this.scan.value, letters: this.letter() };
    FIELDS.forEach((name) => { if (name !== "letters") found[name] = this.inputs[name].value; });
    return found;
  }

  typed() {
    this.before = { boxes: this.inputs.boxes.value, loose: this.inputs.loose.value };
    this.addUp();
    this.later("typed");
  }

  later(kind) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.now(kind), 450);
  }

  now(kind, more = {}) {
    clearTimeout(this.timer);
    const event = { kind, line: this.state.line, item: this.data.item?.id ?? null, ...this.fields(), ...more };
    this.send(event);
    if (kind === "typed") return;
    clearTimeout(this.patience);
    this.patience = setTimeout(() => {
      this.waiting = "";
      this.lost.hidden = false;
      this.save.disabled = false;
    }, PATIENCE_MS);
  }

  store() {
    if (!this.data.item || this.waiting === "save") return;
    this.waiting = "save";
    this.save.disabled = true;
    this.now("save");
  }

  total() {
    const read = (name) => parseInt(this.inputs[name].value.replace(/[. ](?=\d{3})/g, ""), 10) || 0;
    const pack = this.data.item?.pack ?? 1;
    return { boxes: read("boxes"), loose: read("loose"), pack, n: read("boxes") * pack + read("loose") };
  }

  addUp() {
    const found = this.total();
    const words = this.data.words;
    const unit = found.n === 1 ? words.unit : words.units;
    const sum = found.pack > 1 && found.boxes ? say(found.loose ? words.sum : words.sum_boxes, found) : "";
    this.sum.replaceChildren(
      make("b", { textContent: `${found.n.toLocaleString(words.language)} ${unit}` }),
      make("span", { textContent: sum }),
    );
    this.save.textContent = say(words.save, { some: `${found.n.toLocaleString(words.language)} ${unit}` });
    const none = this.letter() === "none";
    this.dated.hidden = none;
  }

  start() {
    const { draft, line } = this.data;
    this.state = { line };
    this.scan.value = draft.scan;
    this.shown = null;
    FIELDS.forEach((name) => { if (name !== "letters") this.inputs[name].value = draft[name] ?? ""; });
    this.choose(draft.letters);
    this.state.chosen = Boolean(draft.letters);
    this.keys = "";
    this.focusScan();
  }

  /* On a telephone the keyboard would jump up over the page, unless it is up already. */
  focusScan() {
    const root = this.form.getRootNode();
    const here = Boolean(root.activeElement);
    const elsewhere = !here && document.activeElement !== document.body;
    if (here || (window.innerWidth >= 600 && !elsewhere)) queueMicrotask(() => this.scan.focus());
  }

  choose(code) {
    this.letters.querySelectorAll("input").forEach((radio) => { radio.checked = radio.value === code; });
  }

  update(data, send) {
    this.data = data;
    this.send = send;
    if (!this.save) this.build(data.words);
    clearTimeout(this.patience);
    this.lost.hidden = true;
    this.lost.textContent = data.words.lost;
    this.waiting = "";
    this.save.disabled = false;
    if (this.state.line !== data.line) this.start();
    this.showItem();
    this.showOptions();
    this.showAnswers();
    this.addUp();
  }

  showItem() {
    const { item, words } = this.data;
    this.rest.hidden = !item;
    this.item.hidden = !item;
    if (!item) { this.shown = null; return; }
    const sub = make("span", {});
    if (item.place) sub.append(make("span", { className: "place", textContent: item.place }), " ");
    sub.append(item.about);
    this.item.replaceChildren(make("b", { textContent: item.name }), sub);
    this.boxes.hidden = item.pack < 2;
    this.boxes.querySelector("label").textContent = say(words.boxes_of, item);
    this.last.hidden = !item.last_day;
    this.last.textContent = say(words.last, { day: item.last_day_text });
    this.inputs.place.replaceChildren(
      ...this.data.places.map((one) => make("option", { value: one.id, textContent: one.label })),
    );
    this.inputs.place.value = this.data.draft.place || (this.data.places[0]?.id ?? "");
    if (this.shown === item.id) return;
    this.shown = item.id;
    if (!this.state.chosen) this.choose(item.letters);
    const first = item.pack < 2 ? this.inputs.loose : this.inputs.boxes;
    if (this.keys) first.value = this.keys;
    this.keys = "";
    if (window.innerWidth >= 600 || this.form.getRootNode().activeElement === this.scan) first.focus();
  }

  showOptions() {
    const { options, unknown, words } = this.data;
    this.options.replaceChildren(
      ...options.map((one) => {
        const button = make("button", { type: "button" }, one.name, make("span", { textContent: one.sub }));
        button.addEventListener("click", () => this.now("choose", { item: one.id }));
        return make("li", {}, button);
      }),
    );
    this.unknown.hidden = !unknown;
    if (!unknown) return;
    const button = make("button", { type: "button", textContent: words.make_new });
    button.addEventListener("click", () => this.now("new"));
    this.unknown.replaceChildren(
      make("b", { textContent: unknown }), make("div", { className: "acts" }, button),
    );
  }

  showAnswers() {
    const { read, problems, questions, words } = this.data;
    this.read.hidden = !read;
    if (read) {
      this.read.className = "note " + read.tone;
      this.read.replaceChildren(make("b", { textContent: read.head }), read.sub);
    }
    Object.entries(this.wrong).forEach(([name, box]) => {
      const text = problems[name] ?? (name === "boxes" ? problems.loose : "") ?? "";
      box.hidden = !text;
      box.textContent = text;
    });
    this.questions.hidden = !questions.length;
    const yes = make("button", { type: "button", textContent: words.sure });
    yes.addEventListener("click", () => this.now("save", { sure: questions.map((one) => one.code) }));
    const no = make("button", { type: "button", textContent: words.not_sure });
    no.addEventListener("click", () => this.inputs[questions[0].code.includes("date") ? "day" : "loose"].focus());
    this.questions.replaceChildren(
      ...questions.map((one) => make("b", { textContent: one.text })),
      make("div", { className: "acts" }, yes, no),
    );
    const bad = Object.keys(problems)[0];
    if (bad && this.data.tried) {
      const field = bad === "letters" ? this.letters.querySelector("input") : this.inputs[bad];
      if (field && window.innerWidth >= 600) field.focus();
    }
  }
}

const ARRIVALS = new WeakMap();

export default function (component) {
  const { parentElement: root, data, setTriggerValue } = component;
  if (!ARRIVALS.has(root)) ARRIVALS.set(root, new Arrival(root));
  ARRIVALS.get(root).update(data, (event) => setTriggerValue("event", event));
}
