/* The curators' desk: one page, the queue and a record by turns. */
(function () {
  "use strict";
  const caseline = window.caseline;
  const { h, foreign } = caseline.dom;

  const desk = {
    rows: [],
    editor: null,

    /** The records beside one in the queue. */
    around(key) {
      const all = caseline.queue.order(desk.rows);
      const place = all.indexOf(key);
      return place < 0
        ? { after: all[0], place: 0, count: all.length }
        : { before: all[place - 1], after: all[place + 1], place: place + 1, count: all.length };
    },
    undecided: (key) => caseline.queue.undecided(desk.rows, key),
    go(key) {
      window.location.hash = key ? `#/r/${encodeURIComponent(key)}` : "#/";
    },

    /** Keeps a row of the queue in step with what was saved; the list draws a new row anew. */
    saved(session) {
      const { status, comment, version, author, saved } = session;
      const now = { status, comment, version, author, saved, edits: session.changes.length };
      desk.rows = desk.rows.map((row) => (row.key === session.key ? { ...row, ...now } : row));
    },
  };

  let main = null;
  let turn = 0;

  function frame(session) {
    const who = session.line ? `${session.author} · independent` : session.author;
    main = h("main", { id: "main", tabindex: "-1" });
    document.getElementById("desk").replaceWith(
      h(
        "a",
        {
          class: "skip",
          href: "#main",
          on: {
            click: (event) => {
              event.preventDefault();
              main.focus();
            },
          },
        },
        "Skip to the record",
      ),
      h(
        "header",
        { class: "bar" },
        h("a", { class: "brand", href: "#/" }, "Caseline review"),
        h("span", { class: "bar-title", title: session.folder }, foreign(session.folder)),
        h("a", { href: "/agreement", target: "_blank", rel: "noopener" }, "Agreement"),
        h("span", { class: "soft who", title: "You save and decide by this name" }, foreign(who)),
        h(
          "button",
          {
            type: "button",
            class: "keys-button",
            "aria-keyshortcuts": "?",
            on: {
              click: () => {
                caseline.keys.help();
              },
            },
          },
          "Keys",
        ),
        caseline.theme.button(),
      ),
      main,
      h("div", { id: "message", class: "message", role: "status", hidden: true }),
    );
  }

  /** Shows what went wrong in place of what was to be shown. */
  function failed(error) {
    main.replaceChildren(
      h(
        "div",
        { class: "index" },
        h("h1", { tabindex: "-1" }, "This cannot be shown"),
        h("p", null, foreign(error.message), "."),
        h(
          "p",
          null,
          h("a", { href: "#/" }, "Back to the queue"),
          " ",
          h("button", { type: "button", class: "button", on: { click: route } }, "Try again"),
        ),
      ),
    );
  }

  async function route() {
    const mine = (turn += 1);
    if (desk.editor) desk.editor.close();
    else caseline.queue.leave(main);
    desk.editor = null;
    if (window.location.hash === "#/agreement") {
      window.location.replace("/agreement");
      return;
    }
    const [, key] = /^#\/r\/(.+)$/.exec(window.location.hash) || [];
    try {
      if (key) await openRecord(decodeURIComponent(key), mine);
      else await openQueue(mine);
    } catch (error) {
      if (!(error instanceof caseline.session.ServerError)) throw error;
      if (mine === turn) failed(error);
    }
    if (mine !== turn) return;
    window.scrollTo(0, 0);
    const title = main.querySelector("h1");
    if (title && document.body.dataset.begun && document.activeElement === document.body)
      title.focus({ preventScroll: true });
    document.body.dataset.begun = "true";
  }

  async function openQueue(mine) {
    document.title = "Records · Caseline review";
    if (desk.rows.length) caseline.queue.show(main, desk);
    const { records } = await caseline.session.ask("/api/records");
    if (mine !== turn) return;
    const same = JSON.stringify(records) === JSON.stringify(desk.rows);
    desk.rows = records;
    if (!same || !main.querySelector(".index")) caseline.queue.show(main, desk);
  }

  async function openRecord(key, mine) {
    const editor = new caseline.editor.Editor(h("div", { class: "record" }), desk);
    if (!desk.rows.length) desk.rows = (await caseline.session.ask("/api/records")).records;
    await editor.open(key);
    if (mine !== turn) {
      editor.close();
      return;
    }
    main.replaceChildren(editor.container);
    document.body.classList.add("has-record");
    desk.editor = editor;
    editor.shown();
  }

  const acts = {
    help: () => {
      caseline.keys.help();
    },
    search: () => {
      const field = document.getElementById("search");
      if (field) field.focus();
      else {
        desk.go(null);
        window.setTimeout(() => document.getElementById("search")?.focus(), 100);
      }
    },
    open: () => {
      const key = desk.undecided(null);
      return key ? desk.go(key) : false;
    },
    next: () => {
      const { after } = desk.around(desk.editor.session.key);
      return after ? desk.go(after) : false;
    },
    previous: () => {
      const { before } = desk.around(desk.editor.session.key);
      return before ? desk.go(before) : false;
    },
    queue: () => desk.go(null),
  };

  function keyed(event) {
    const where = desk.editor ? "record" : "queue";
    caseline.keys.press(event, where, desk.editor ? { ...acts, ...desk.editor.acts() } : acts);
  }

  async function begin() {
    let session;
    try {
      session = await caseline.session.ask("/api/session");
    } catch (error) {
      document.getElementById("desk").textContent =
        `The desk cannot be reached: ${error.message}. Load the page again.`;
      return;
    }
    caseline.session.begin(session);
    frame(session);
    window.addEventListener("hashchange", route);
    document.addEventListener("keydown", keyed);
    window.addEventListener("pagehide", caseline.session.leave);
    document.addEventListener("visibilitychange", () => {
      if (document.visibilityState === "hidden") caseline.session.leave();
    });
    window.addEventListener("beforeunload", (event) => {
      if (!caseline.session.unsaved().length) return;
      caseline.session.leave();
      event.preventDefault();
    });
    route();
  }

  begin();
})();
