/* The list of records: a table with search and sort. */
(function () {
  "use strict";
  const caseline = (window.caseline = window.caseline || {});
  const { h, foreign } = caseline.dom;
  const words = caseline.words;
  const FIRST = 60; // lines that are drawn at once; the others follow, so many at a time
  const NEXT = 150;

  const cases = (row) => row.cases || [];
  const all = (row, field) => [...new Set(cases(row).flatMap((each) => each[field] || []))];

  /**
   * Columns of any list: {key, title, cell(row) → Node|string|Array, sort(row) → string|number|null,
   * number?: boolean}.
   */
  const COLUMNS = [
    {
      key: "record",
      title: "Record",
      cell: named,
      sort: (row) => (row.title || row.source || "").toLowerCase(),
    },
    {
      key: "year",
      title: "Year",
      number: true,
      cell: (row) => text(row.year),
      sort: (row) => row.year ?? null,
    },
    {
      key: "patient",
      title: "Patient",
      cell: (row) => lines(cases(row).map(person)),
      sort: (row) => (cases(row).length ? person(cases(row)[0]) : null),
    },
    {
      key: "suspects",
      title: "Suspect drugs",
      cell: (row) => few(all(row, "suspects")),
      sort: (row) => first(all(row, "suspects")),
    },
    {
      key: "events",
      title: "Events",
      cell: (row) => few(all(row, "events")),
      sort: (row) => first(all(row, "events")),
    },
    {
      key: "outcome",
      title: "Outcome",
      cell: (row) => lines(all(row, "outcome").map(words.plain)),
      sort: (row) => first(all(row, "outcome")),
    },
    {
      key: "lowest",
      title: "Lowest score",
      number: true,
      cell: (row) => text(words.score(row.lowest)),
      sort: (row) => row.lowest ?? null,
    },
  ];

  function named(row) {
    return row.title && row.source ? h("span", { class: "soft source" }, foreign(row.source)) : null;
  }

  function person(each) {
    return [each.age, each.sex].filter(Boolean).join(", ") || "not stated";
  }

  function text(value) {
    return value === null || value === undefined || value === "" ? null : String(value);
  }

  function first(names) {
    return names.length ? names[0].toLowerCase() : null;
  }

  function lines(list) {
    return list.map((each) => h("span", { class: "line" }, foreign(each)));
  }

  /** Returns some of the names, and how many more there are. */
  function few(names, most = 4) {
    if (!names.length) return null;
    const rest = names.length - most;
    return [
      foreign(names.slice(0, most).join(", ")),
      rest > 0
        ? h(
            "span",
            { class: "soft", title: names.slice(most).map(caseline.dom.shown).join(", ") },
            ` and ${rest} more`,
          )
        : null,
    ];
  }

  /**
   * Shows a list of records.
   * @param {HTMLElement} container Its content is replaced.
   * @param {object[]} rows As of `GET /api/records`; `key` names each.
   * @param {object} options
   * @param {object[]} [options.columns] In order; the first holds the link. By default those of `COLUMNS`
   *   that any row has a value for.
   * @param {function(string): string} [options.href] The link of a record, by default #/r/KEY.
   * @param {function(string)} [options.onOpen] Called when a row is clicked beside its link.
   * @param {function(string): (string[]|Promise<string[]>)} [options.search] Keys of the records that match.
   * @param {string} [options.title]
   * @param {Node} [options.tools] Further controls beside the search.
   * @param {object} [options.state] {query, sort, down}: what was chosen before; kept up to date.
   * @returns {{drawAll: function, refresh: function(object[]), destroy: function}}
   */
  function show(
    container,
    rows,
    {
      columns = filled(rows),
      href = (key) => `#/r/${encodeURIComponent(key)}`,
      onOpen,
      search,
      title = "Records",
      tools,
      state = {},
    } = {},
  ) {
    const list = { rows, columns, href, onOpen, search, state, found: null, asked: 0, rest: [], timer: 0 };
    state.lines = state.lines || new WeakMap();
    const drawAll = () => append(list, Infinity);
    build(list, container, { title, tools });
    window.addEventListener("beforeprint", drawAll);
    if (state.query) ask(list, state.query);
    else draw(list);
    return {
      drawAll,
      destroy() {
        window.clearTimeout(list.timer);
        window.removeEventListener("beforeprint", drawAll);
        container.replaceChildren();
      },
      refresh(fresh) {
        list.rows = fresh;
        draw(list);
      },
    };
  }

  function build(list, container, { title, tools }) {
    list.status = h("p", { class: "soft status", role: "status" });
    list.body = h("tbody", { role: "rowgroup", on: { click: (event) => clicked(list, event) } });
    list.heads = list.columns.map((column) => head(list, column));
    const headRow = h("thead", { role: "rowgroup" }, h("tr", { role: "row" }, list.heads));
    const table = h("table", { class: "records", role: "table" }, headRow, list.body);
    const bar = h("div", { class: "tools", role: "search" }, list.search && field(list), tools, list.status);
    const heading = h("h1", { tabindex: "-1" }, title);
    container.replaceChildren(h("div", { class: "index" }, heading, bar, table));
  }

  function field(list) {
    const input = h("input", {
      type: "search",
      id: "search",
      value: list.state.query || "",
      autocomplete: "off",
      spellcheck: "false",
      placeholder: "Drug, event, any words of the text",
      on: { input: () => ask(list, input.value) },
    });
    return [h("label", { for: "search" }, "Search"), input];
  }

  /** A click anywhere in a line opens its record, but for one that ends a selection. */
  function clicked(list, event) {
    const line = event.target.closest("tr");
    if (!line || !list.onOpen || event.target.closest("a, button, input")) return;
    if (document.getSelection().isCollapsed) list.onOpen(line.dataset.key);
  }

  /** Returns the columns that any row has a value for. */
  function filled(rows) {
    return COLUMNS.filter(
      (column) => column.key === "record" || rows.some((row) => column.sort(row) !== null),
    );
  }

  function head(list, column) {
    const sort = () => {
      list.state.down = list.state.sort === column.key ? !list.state.down : false;
      list.state.sort = column.key;
      draw(list);
    };
    return h(
      "th",
      {
        scope: "col",
        role: "columnheader",
        class: [column.key, column.number ? "number" : ""].join(" ").trim(),
        data: { column: column.key },
      },
      column.sort
        ? h("button", { type: "button", class: "sort", on: { click: sort } }, column.title)
        : column.title,
    );
  }

  async function ask(list, query) {
    list.state.query = query;
    const asked = (list.asked += 1);
    const answer = query.trim() ? list.search(query) : null;
    const keys = answer instanceof Promise ? await answer.catch(() => null) : answer;
    if (asked !== list.asked) return; // a later question was asked meanwhile
    list.found = keys && new Set(keys);
    draw(list);
  }

  function draw(list) {
    const seen = sorted(list).filter((row) => !list.found || list.found.has(row.key));
    window.clearTimeout(list.timer);
    list.rest = seen.slice(FIRST);
    list.body.replaceChildren(...seen.slice(0, FIRST).map((row) => line(list, row)));
    follow(list);
    list.status.textContent = list.found
      ? `${seen.length} of ${words.counted(list.rows.length, "record")}`
      : words.counted(list.rows.length, "record");
    list.heads.forEach((cell, place) => {
      const chosen = list.columns[place].key === list.state.sort;
      if (chosen) cell.setAttribute("aria-sort", list.state.down ? "descending" : "ascending");
      else cell.removeAttribute("aria-sort");
    });
  }

  /** Draws the lines that are left, some at a time, so that what is in sight answers at once. */
  function follow(list) {
    if (!list.rest.length) return;
    list.timer = window.setTimeout(() => {
      append(list, NEXT);
      follow(list);
    }, 16);
  }

  function append(list, count) {
    list.body.append(...list.rest.splice(0, count).map((row) => line(list, row)));
  }

  /** Returns the rows in the order chosen; those without a value come last either way. */
  function sorted({ rows, columns, state }) {
    const column = columns.find((each) => each.key === state.sort);
    if (!column || !column.sort) return rows;
    const order = new Intl.Collator("en", { numeric: true });
    const compare = (a, b) =>
      typeof a === "number" && typeof b === "number" ? a - b : order.compare(String(a), String(b));
    const keyed = rows.map((row, place) => ({ row, place, by: column.sort(row) }));
    keyed.sort((a, b) => {
      const missing = Number(a.by === null) - Number(b.by === null);
      return (
        missing || (a.by === null ? 0 : compare(a.by, b.by) * (state.down ? -1 : 1)) || a.place - b.place
      );
    });
    return keyed.map(({ row }) => row);
  }

  /** Returns the line of a record; each is made once. */
  function line(list, row) {
    const { lines: made } = list.state;
    if (!made.has(row)) {
      const cells = list.columns.map((column, place) =>
        h(
          place ? "td" : "th",
          {
            scope: place ? null : "row",
            role: place ? "cell" : "rowheader",
            class: [column.key, column.number ? "number" : ""].join(" ").trim(),
            data: { title: place ? column.title : null },
          },
          place
            ? null
            : h("a", { href: list.href(row.key) }, foreign(row.title || row.source || `Record ${row.key}`)),
          column.cell(row),
        ),
      );
      made.set(row, h("tr", { role: "row", data: { key: row.key } }, cells));
    }
    return made.get(row);
  }

  caseline.index = { show, COLUMNS };
})();
