/* The start of a static page: records lie in blocks of data, each read when it is opened. */
(function () {
  "use strict";
  const caseline = window.caseline;
  const { h, foreign } = caseline.dom;
  const main = document.getElementById("main");
  const bar = document.getElementById("bar");
  const rows = block("rows");
  const words = caseline.words;
  const choices = {}; // of the legend
  const listed = {}; // search and order of the list
  let shown = null;
  let texts = null;

  function block(id) {
    return JSON.parse(document.getElementById(id).textContent);
  }

  /** Returns a record with its text, and with the words of its mentions, which are not stored twice. */
  function load(key) {
    const report = block(`r-${key}`);
    report.document.text = block(`t-${key}`);
    const model = caseline.record.open(report);
    for (const mention of model.mentions.values())
      mention.text = mention.text ?? model.slice(mention.start, mention.end);
    return model;
  }

  function openRecord(key) {
    const model = load(key);
    const { document: paper } = model.report;
    const title = caseline.reader.title(paper);
    const head = h(
      "header",
      { class: "record-head" },
      rows.length > 1 ? h("nav", { "aria-label": "Records" }, around(key)) : null,
      h("h1", { tabindex: "-1" }, foreign(title)),
      h("p", { class: "soft" }, caseline.reader.origin(paper)),
    );
    const body = h("div", { class: "record-body" });
    main.replaceChildren(head, body);
    document.body.classList.add("has-record");
    shown = caseline.reader.show(body, model, { choices });
    document.title = `${caseline.dom.shown(title)} · Caseline`;
  }

  function around(key) {
    const place = rows.findIndex((row) => row.key === key);
    const link = (row, words) => (row ? h("a", { href: `#/r/${row.key}` }, words) : null);
    return [
      h("a", { href: "#/" }, "All records"),
      " ",
      link(rows[place - 1], "Previous"),
      " ",
      link(rows[place + 1], "Next"),
      h("span", { class: "soft" }, ` ${place + 1} of ${rows.length}`),
    ];
  }

  function openIndex() {
    const title = words.counted(rows.length, "record");
    shown = caseline.index.show(main, rows, {
      onOpen: (key) => {
        window.location.hash = `#/r/${key}`;
      },
      search,
      state: listed,
      title,
    });
    document.title = `${title} · Caseline`;
  }

  /** Reads the texts for the search, all at once: that takes less time than a key takes to come up again. */
  function prepare() {
    texts =
      texts ||
      new Map(rows.map((row) => [row.key, `${namesIn(row)} ${block(`t-${row.key}`)}`.toLowerCase()]));
  }

  function namesIn({ title, source, year, cases }) {
    const named = cases.flatMap((each) => [
      ...each.suspects,
      ...each.events,
      each.age,
      each.sex,
      each.outcome,
    ]);
    return [title, source, year, ...named].filter(Boolean).join("\n");
  }

  /** Returns the keys of the records whose text, title or names hold all words. */
  function search(query) {
    prepare();
    const wanted = query.toLowerCase().split(/\s+/).filter(Boolean);
    return rows
      .filter((row) => wanted.every((word) => texts.get(row.key).includes(word)))
      .map((row) => row.key);
  }

  function route() {
    if (!document.body.classList.contains("has-record")) listed.scroll = window.scrollY;
    if (shown) shown.destroy();
    shown = null;
    document.body.classList.remove("has-record");
    const [, key] = window.location.hash.match(/^#\/r\/(\d+)$/) || [];
    if (rows.some((row) => row.key === key)) openRecord(key);
    else if (rows.length === 1) openRecord(rows[0].key);
    else openIndex();
    const height = (shown.drawAll && listed.scroll) || 0; // the list comes back where it was left
    if (height) shown.drawAll();
    window.scrollTo(0, height);
    const title = main.querySelector("h1");
    if (title && document.body.dataset.begun) title.focus({ preventScroll: true });
    document.body.dataset.begun = "true";
  }

  bar.append(caseline.theme.button());
  document.querySelector(".skip").addEventListener("click", (event) => {
    event.preventDefault(); // the address holds the record
    main.focus();
  });
  window.addEventListener("hashchange", route);
  route();
  if (rows.length > 1 && window.requestIdleCallback) window.requestIdleCallback(prepare);
  // What is folded away is printed, too.
  window.addEventListener("beforeprint", () => {
    for (const each of document.querySelectorAll("details")) each.open = true;
  });
})();
