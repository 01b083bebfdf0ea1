/* The queue: what is to be looked at, the least certain first. */
(function () {
  "use strict";
  const caseline = (window.caseline = window.caseline || {});
  const { h, foreign } = caseline.dom;
  const { STATUS } = caseline.session;
  const SHOWN = ["record", "patient", "suspects", "events", "lowest"];
  // Kept while records are opened and left: the order is that in which the queue was last seen.
  const state = { list: { sort: "lowest" }, status: "", order: null };

  const COLUMNS = () => [
    ...caseline.index.COLUMNS.filter((column) => SHOWN.includes(column.key)),
    {
      key: "decided",
      title: "Status",
      cell: decided,
      sort: (row) => Object.keys(STATUS).indexOf(row.status),
    },
    {
      key: "edits",
      title: "Edits",
      number: true,
      cell: (row) => (row.edits ? String(row.edits) : null),
      sort: (row) => row.edits || null,
    },
    { key: "saved", title: "Saved", cell: saved, sort: (row) => row.saved || null },
  ];

  function decided(row) {
    return [
      h("span", { class: `status ${row.status}` }, STATUS[row.status] || row.status),
      row.comment ? h("span", { class: "soft comment", title: row.comment }, foreign(row.comment)) : null,
    ];
  }

  function saved(row) {
    if (!row.saved) return null;
    return [
      h("time", { class: "soft", datetime: row.saved }, caseline.dialog.moment(row.saved)),
      row.author ? h("span", { class: "soft line" }, foreign(row.author)) : null,
    ];
  }

  /** The keys of the records in the order of the queue; what was not shown there is not among them. */
  function order(rows) {
    const known = new Set(rows.map((row) => row.key));
    if (state.order) return state.order.filter((key) => known.has(key));
    return [...rows].sort((a, b) => (a.lowest ?? 2) - (b.lowest ?? 2)).map((row) => row.key);
  }

  /** The next record to look at: the first undecided one after `key`, else from the beginning. */
  function undecided(rows, key) {
    const open = new Set(rows.filter((row) => row.status === "open").map((row) => row.key));
    const all = order(rows);
    const place = all.indexOf(key);
    return (
      [...all.slice(place + 1), ...all.slice(0, Math.max(place, 0)), ...open].find(
        (found) => open.has(found) && found !== key,
      ) || null
    );
  }

  /**
   * Shows the queue.
   * @param {HTMLElement} container
   * @param {object} desk its `rows`, and `go(key)`
   */
  function show(container, desk) {
    const rows = () => desk.rows.filter((row) => !state.status || row.status === state.status);
    const list = caseline.index.show(container, rows(), {
      columns: COLUMNS(),
      onOpen: (key) => desk.go(key),
      search,
      state: state.list,
      title: "Records",
      tools: filter(desk, () => list.refresh(rows())),
    });
    container.querySelector("h1").after(progress(desk.rows), keptHere(desk.rows) || "");
  }

  /** Tells of edits that this browser keeps, since a page was closed before they were saved. */
  function keptHere(rows) {
    const keys = caseline.session.drafts.among(rows.map((row) => row.key));
    return keys.length
      ? h(
          "p",
          { class: "kept" },
          `Edits of ${caseline.words.counted(keys.length, "record")} are kept here and not saved yet. `,
          h("a", { href: `#/r/${encodeURIComponent(keys[0])}` }, "Open to save them"),
        )
      : null;
  }

  /** Remembers the order in which the queue is seen, for those who go from record to record. */
  function leave(container) {
    const lines = container.querySelectorAll(".index tbody tr[data-key]");
    if (lines.length) state.order = [...lines].map((line) => line.dataset.key);
  }

  async function search(words) {
    try {
      return (await caseline.session.ask(`/api/search?q=${encodeURIComponent(words)}`)).keys;
    } catch (error) {
      caseline.dialog.say(`Not searched: ${error.message}.`);
      throw error;
    }
  }

  function progress(rows) {
    const done = rows.filter((row) => row.status !== "open").length;
    const next = undecided(rows, null);
    return h(
      "div",
      { class: "progress" },
      h("progress", { id: "queue-progress", max: Math.max(rows.length, 1), value: done }),
      h("label", { for: "queue-progress" }, `${done} of ${rows.length} decided`),
      next
        ? h(
            "a",
            { class: "button primary", href: `#/r/${encodeURIComponent(next)}` },
            "Open the next undecided",
          )
        : rows.length
          ? h("span", { class: "soft" }, "All are decided.")
          : null,
    );
  }

  function filter(desk, draw) {
    const count = (name) => desk.rows.filter((row) => row.status === name).length;
    return h(
      "span",
      { class: "queue-filter" },
      h("label", { for: "queue-status" }, "Status"),
      h(
        "select",
        {
          id: "queue-status",
          on: {
            change: (event) => {
              state.status = event.target.value;
              draw();
            },
          },
        },
        h("option", { value: "" }, `all (${desk.rows.length})`),
        Object.entries(STATUS).map(([name, title]) =>
          h("option", { value: name, selected: name === state.status }, `${title} (${count(name)})`),
        ),
      ),
    );
  }

  caseline.queue = { show, order, undecided, leave };
})();
