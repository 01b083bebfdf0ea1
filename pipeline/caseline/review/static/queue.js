/* The queue: what is to be looked at, the least certain first. */
"use strict";
(function () {
  const caseline = (window.caseline = window.caseline || {});
  const { h, foreign, fill } = caseline.dom;
  const STATUS = { open: "undecided", accepted: "accepted", flagged: "flagged", rejected: "rejected" };
  const text = (row) => (row.title || row.source || row.key).toLowerCase();
  const SORTS = {
    lowest: ["Lowest score", (a, b) => (a.lowest ?? 2) - (b.lowest ?? 2)],
    saved: ["Last saved", (a, b) => (b.saved || "").localeCompare(a.saved || "")],
    status: ["Status", (a, b) => Object.keys(STATUS).indexOf(a.status) - Object.keys(STATUS).indexOf(b.status)],
    title: ["Title", (a, b) => text(a).localeCompare(text(b))],
    edits: ["Edits", (a, b) => b.edits - a.edits],
  };
  const WAIT = 150;
  // Kept while records are opened and left.
  const state = { sort: "lowest", status: "", words: "", keys: null };

  /** The rows in the order and choice of the queue. */
  function chosen(rows) {
    const found = state.keys && new Set(state.keys);
    return rows.filter((row) => (!state.status || row.status === state.status) && (!found || found.has(row.key)))
      .sort((a, b) => SORTS[state.sort][1](a, b) || text(a).localeCompare(text(b)));
  }

  /** The record to look at next: the first undecided one of the queue after `key`, or from its beginning. */
  function undecided(rows, key) {
    const all = chosen(rows);
    const place = all.findIndex((row) => row.key === key);
    const found = [...all.slice(place + 1), ...all.slice(0, Math.max(place, 0))].find((row) => row.status === "open");
    return found ? found.key : null;
  }

  /**
   * Shows the queue.
   * @param {HTMLElement} container
   * @param {object} desk `rows`, `go(key)`
   */
  function show(container, desk) {
    const list = h("tbody");
    const said = h("p", { class: "soft", role: "status" });
    const draw = () => {
      const all = chosen(desk.rows);
      fill(list, all.map(row));
      said.textContent = all.length === desk.rows.length ? "" : `${all.length} of ${caseline.words.counted(desk.rows.length, "record")} shown`;
    };
    const next = undecided(desk.rows, null);
    container.replaceChildren(h("div", { class: "queue" },
      h("header", { class: "queue-head" }, h("h1", { tabindex: "-1" }, "Records"), progress(desk.rows),
        next ? h("a", { class: "button primary", href: `#/r/${encodeURIComponent(next)}` }, "Open the next undecided") : h("span", { class: "status accepted" }, "All decided")),
      controls(desk, draw), said,
      desk.rows.length ? table(list) : h("p", null, "There are no records in this folder.")));
    draw();
  }

  function progress(rows) {
    const done = rows.filter((row) => row.status !== "open").length;
    const id = "queue-progress";
    return h("div", { class: "progress" }, h("label", { for: id }, `${done} of ${rows.length} decided`),
      h("progress", { id, max: Math.max(rows.length, 1), value: done }));
  }

  function controls(desk, draw) {
    let timer = null;
    let asked = 0;
    const search = h("input", { type: "search", id: "queue-search", value: state.words, placeholder: "Words of the text, title, names", autocomplete: "off", on: { input: () => {
      window.clearTimeout(timer);
      timer = window.setTimeout(() => look(search.value), WAIT);
    } } });
    const look = async (words) => {
      const number = (asked += 1);
      state.words = words;
      try {
        const keys = words.trim() ? (await caseline.session.ask(`/api/search?q=${encodeURIComponent(words)}`)).keys : null;
        if (number !== asked) return;
        state.keys = keys;
        draw();
      } catch (error) {
        caseline.dialog.say(`Not searched: ${error.message}.`);
      }
    };
    const sort = h("select", { id: "queue-sort", on: { change: (event) => { state.sort = event.target.value; draw(); } } },
      Object.entries(SORTS).map(([name, [title]]) => h("option", { value: name, selected: name === state.sort }, title)));
    const count = (name) => desk.rows.filter((row) => row.status === name).length;
    const status = h("select", { id: "queue-status", on: { change: (event) => { state.status = event.target.value; draw(); } } },
      h("option", { value: "" }, `all (${desk.rows.length})`),
      Object.entries(STATUS).map(([name, title]) => h("option", { value: name, selected: name === state.status }, `${title} (${count(name)})`)));
    return h("div", { class: "queue-controls", role: "search" },
      h("div", { class: "wide" }, h("label", { for: "queue-search" }, "Search"), search),
      h("div", null, h("label", { for: "queue-status" }, "Status"), status), h("div", null, h("label", { for: "queue-sort" }, "Sort by"), sort));
  }

  function table(list) {
    const heads = [["Record", ""], ["Case", ""], ["Lowest score", "number"], ["Status", ""], ["Edits", "number"], ["Saved", ""]];
    return h("table", { class: "records" }, h("caption", { class: "visually-hidden" }, "Records"),
      h("thead", null, h("tr", null, heads.map(([title, name]) => h("th", { scope: "col", class: name || null }, title)))), list);
  }

  function row(one) {
    const title = one.title || one.source || one.key;
    return h("tr", { data: { status: one.status } },
      h("th", { scope: "row" }, h("a", { href: `#/r/${encodeURIComponent(one.key)}` }, foreign(title)),
        h("div", { class: "soft small-print" }, foreign([one.title ? one.source : null, one.year].filter(Boolean).join(" · ")))),
      h("td", { data: { title: "Case" } }, one.cases.length ? one.cases.slice(0, 3).map(gist) : h("span", { class: "soft" }, "no patient"),
        one.cases.length > 3 ? h("div", { class: "soft" }, `and ${one.cases.length - 3} more`) : null),
      h("td", { class: "number", data: { title: "Lowest score" } }, one.lowest === null ? "–" : caseline.words.score(one.lowest)),
      h("td", { data: { title: "Status" } }, h("span", { class: `status ${one.status}` }, STATUS[one.status] || one.status), one.comment ? h("div", { class: "soft comment", title: one.comment }, foreign(one.comment)) : null),
      h("td", { class: "number", data: { title: "Edits" } }, one.edits ? String(one.edits) : "–"),
      h("td", { class: "soft when", data: { title: "Saved" } }, one.saved ? [h("time", { datetime: one.saved }, caseline.dialog.moment(one.saved)), one.author ? h("div", null, foreign(one.author)) : null] : "–"));
  }

  function few(names) {
    return names.slice(0, 3).join(", ") + (names.length > 3 ? ` +${names.length - 3}` : "");
  }

  function gist(held) {
    const who = [held.age, held.sex].filter(Boolean).join(", ");
    return h("div", { class: "gist-line" }, who ? [foreign(who), ": "] : null, foreign(few(held.suspects) || "no suspect"), " → ", foreign(few(held.events) || "no event"));
  }

  caseline.queue = { show, chosen, undecided };
})();
