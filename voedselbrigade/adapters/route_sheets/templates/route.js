// Shows one stop at a time and keeps results on this phone: outcome, worry and time per number.
(function () {
  "use strict";
  var body = document.body, say = body.dataset, memory = {}, saved = true;
  var sections = Array.prototype.slice.call(document.querySelectorAll(".stop"));
  var stops = sections.filter(function (s) { return !s.hasAttribute("data-cancelled"); });
  var words = { G: say.given, N: say.not, W: say.refused };
  function at(id) { return document.getElementById(id); }

  function read() {
    try {
      var kept = JSON.parse(localStorage.getItem(say.key) || "{}");
      return kept && typeof kept === "object" ? kept : {};
    } catch (error) { return memory; }
  }
  function write(results) {
    memory = results;
    try { localStorage.setItem(say.key, JSON.stringify(results)); } catch (error) {
      saved = false;
      at("memory").hidden = false;
    }
  }
  // Results of other days are of no use here after a week.
  function tidy() {
    try {
      var limit = new Date(Date.now() - 7 * 864e5).toISOString().slice(0, 10);
      Object.keys(localStorage).forEach(function (key) {
        var part = key.split(":");
        if (part[0] === "voedselbrigade" && part.length === 4 && part[1] < limit) {
          localStorage.removeItem(key);
        }
      });
    } catch (error) { at("memory").hidden = false; }
  }

  function now() {
    var d = new Date();
    return ("0" + d.getHours()).slice(-2) + ":" + ("0" + d.getMinutes()).slice(-2);
  }
  function letters(result) { return (result.o || "") + (result.z ? "Z" : ""); }
  function told(result) {
    var parts = [];
    if (result.o) { parts.push(words[result.o].toLowerCase()); }
    if (result.z) { parts.push(say.worry); }
    return parts.join(", ");
  }
  // A result as icon and words; the icon comes from the page's own symbols.
  function marked(place, before, result) {
    var name = result.z ? "warn" : { G: "ok", N: "home", W: "no" }[result.o];
    var icon = document.querySelector(".view svg.i").cloneNode(true);
    icon.querySelector("use").setAttribute("href", "#i-" + name);
    place.textContent = "";
    place.appendChild(icon);
    place.appendChild(document.createTextNode(" " + before + told(result) + ", " + result.t));
  }
  function done(result) { return Boolean(result && result.o); }
  function lines(results) {
    return sections.map(function (s) { return s.dataset.stop; })
      .filter(function (n) { return results[n] && letters(results[n]); })
      .map(function (n) { return say.route + " " + n + letters(results[n]) + " " + results[n].t; });
  }

  // The next stop without a result, first onwards, then from the start; a new load comes between.
  function following(number) {
    var results = read(), from = -1, order, i, next;
    stops.forEach(function (s, index) { if (s.dataset.stop === number) { from = index; } });
    order = stops.slice(from + 1).concat(stops.slice(0, from + 1));
    for (i = 0; i < order.length; i += 1) {
      next = order[i];
      if (!done(results[next.dataset.stop]) && next.dataset.stop !== number) {
        if (from >= 0 && next.dataset.trip > stops[from].dataset.trip) {
          return "#t-" + next.dataset.trip;
        }
        return "#" + next.id;
      }
    }
    return "#end";
  }

  function set(number, what) {
    var results = read(), result = results[number] || {};
    if (what === "Z") { result.z = 1; } else if (what === "-Z") { delete result.z; } else { result.o = what; }
    result.t = now();
    if (letters(result)) { results[number] = result; } else { delete results[number]; }
    write(results);
    if (what === "Z") { location.hash = "#z-" + number; return; }
    if (what === "-Z") { location.hash = "#s-" + number; return; }
    last(number, result);
    location.hash = following(number);
  }
  function last(number, result) {
    at("last").hidden = false;
    at("last").classList.toggle("bad", result.o !== "G" || Boolean(result.z));
    marked(at("last-text"), say.stop + " " + number + ": ", result);
    at("last-link").setAttribute("href", "#s-" + number);
  }

  function show() {
    var id = location.hash.slice(1) || "start", target, number;
    if (id === "next") { location.replace(following("")); return; }
    target = at(id);
    if (!target || !target.classList.contains("view")) { target = at("start"); }
    Array.prototype.forEach.call(document.querySelectorAll(".view"), function (view) {
      view.classList.toggle("now", view === target);
    });
    number = target.dataset.stop;
    at("sub").textContent = number ? place(number) : say.when;
    if (number) { fill(target, number); }
    refresh();
    if (target.id !== "end" && at("last-link").getAttribute("href") === "#" + target.id) {
      at("last").hidden = true;
    }
    window.scrollTo(0, 0);
  }
  function place(number) {
    var index = 0;
    sections.forEach(function (s, i) { if (s.dataset.stop === number) { index = i + 1; } });
    return say.stop.toLowerCase() + " " + index + " " + say.of + " " + sections.length + " · " + say.version;
  }
  function fill(view, number) {
    var result = read()[number] || {}, next, row, link;
    Array.prototype.forEach.call(view.querySelectorAll("[data-set]"), function (button) {
      var chosen = button.dataset.set === result.o || (button.dataset.set === "Z" && result.z);
      button.classList.toggle("picked", Boolean(chosen));
      button.setAttribute("aria-pressed", chosen ? "true" : "false");
    });
    link = view.querySelector("[data-next]");
    if (!link) { return; }
    next = following(number);
    row = document.querySelector('[data-row="' + next.slice(3) + '"]');
    link.setAttribute("href", next);
    link.textContent = "";
    if (next.slice(0, 3) === "#s-" && row) {
      Array.prototype.forEach.call(row.childNodes, function (n) { link.appendChild(n.cloneNode(true)); });
    } else {
      link.textContent = at(next.slice(1)).querySelector("h2").textContent;
    }
  }
  function refresh() {
    var results = read(), all = lines(results), open;
    Array.prototype.forEach.call(document.querySelectorAll("[data-row]"), function (row) {
      var result = results[row.dataset.row], out = row.querySelector(".out");
      if (result) { marked(out, "", result); } else { out.textContent = ""; }
      out.classList.toggle("bad", Boolean(result) && (result.o !== "G" || Boolean(result.z)));
    });
    open = stops.map(function (s) { return s.dataset.stop; }).filter(function (n) { return !done(results[n]); });
    at("open").hidden = open.length === 0 || all.length === 0;
    at("open-list").textContent = open.join(", ");
    at("none").hidden = all.length > 0;
    at("some").hidden = all.length === 0;
    at("lines").value = all.join("\n");
    at("lines").rows = Math.max(3, all.length + 1);
    if (at("sms")) { at("sms").setAttribute("href", text(all.join("\n"))); }
  }
  function text(message) { return say.sms + "?&body=" + encodeURIComponent(message); }

  document.addEventListener("click", function (event) {
    var button = event.target.closest("[data-set]");
    if (button) { set(button.closest("[data-stop]").dataset.stop, button.dataset.set); }
  });
  at("copy").addEventListener("click", function () {
    var box = at("lines"), button = at("copy");
    function say_so() { button.textContent = say.copied; }
    function by_hand() { box.focus(); box.select(); if (document.execCommand("copy")) { say_so(); } }
    if (navigator.clipboard && window.isSecureContext) {
      navigator.clipboard.writeText(box.value).then(say_so, by_hand);
    } else { by_hand(); }
  });
  Array.prototype.forEach.call(document.querySelectorAll("[data-sms-stop]"), function (link) {
    var number = link.closest("[data-stop]").dataset.stop;
    link.setAttribute("href", text(say.route + " " + number + link.dataset.smsStop + " " + now()));
    link.addEventListener("click", function () {
      link.setAttribute("href", text(say.route + " " + number + link.dataset.smsStop + " " + now()));
    });
  });
  if (/iP(hone|ad|od)/.test(navigator.userAgent)) {
    Array.prototype.forEach.call(document.querySelectorAll("[data-lat]"), function (link) {
      link.setAttribute("href", "maps://?daddr=" + link.dataset.lat + "," + link.dataset.lon);
    });
  }

  document.documentElement.classList.add("on");
  window.addEventListener("hashchange", show);
  tidy();
  show();
})();
