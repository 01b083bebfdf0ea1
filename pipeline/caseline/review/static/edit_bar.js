/* The head of a record: where it stands in the queue, how it is saved, what was decided; and the dialog of
   a conflict. */
(function () {
  "use strict";
  const caseline = (window.caseline = window.caseline || {});
  const { h, foreign, fill } = caseline.dom;

  const SAVING = {
    saved: "Saved",
    waiting: "Not saved yet",
    saving: "Saving…",
    failed: "Not saved",
    conflict: "Not saved",
  };

  function button(title, act, more = {}) {
    return h(
      "button",
      {
        type: "button",
        class: `button ${more.class || ""}`,
        title: more.title,
        "aria-keyshortcuts": more.key,
        on: { click: act },
      },
      title,
      more.key ? h("kbd", { "aria-hidden": "true" }, more.key) : null,
    );
  }

  /** Makes the head of the editor's record; what it returns keeps it up to date. */
  function make(editor) {
    const { desk } = editor;
    const title = h("h1", { tabindex: "-1" });
    const origin = h("p", { class: "soft" });
    const status = h("span", { class: "status" });
    const comment = h("span", { class: "comment" });
    const saving = h("span", { class: "save-state", role: "status" });
    const live = h("span", { class: "visually-hidden", "aria-live": "polite" });
    const again = button("Try again", () => editor.session.flush(), { class: "small" });
    const undo = button("Undo", () => editor.undo(), { key: "u" });
    const redo = button("Redo", () => editor.redo(), { title: "Redo (Shift+Ctrl+Z)" });
    const decide = [
      button("Accept", () => editor.decide("accepted"), { key: "a", class: "good" }),
      button("Flag", () => editor.decide("flagged"), { key: "f", class: "warn" }),
      button("Reject", () => editor.decide("rejected"), { key: "r", class: "bad" }),
    ];
    const reopen = button("Reopen", () => editor.decide("open"));
    const element = h(
      "header",
      { class: "record-head desk-head" },
      h(
        "div",
        { class: "head-line" },
        h("div", { class: "head-title" }, around(desk, editor.session.key), title, origin),
        h(
          "div",
          { class: "decision", role: "group", "aria-label": "Decision" },
          h("p", { class: "decided" }, status, " ", comment),
          h("div", { class: "buttons" }, decide, reopen),
        ),
      ),
      h(
        "div",
        { class: "head-tools", role: "toolbar", "aria-label": "Edits" },
        undo,
        redo,
        button("History", () => caseline.history.open(editor), { key: "h" }),
        button("Paper", () => caseline.paper.edit(editor), {
          title: "Title, journal, year and identifiers of the paper",
        }),
        button("Select text", () => caseline.select.begin(editor), {
          key: "s",
          title: "Select by keyboard: arrows go by words, with Shift it grows, Enter opens its menu",
          class: "select-tool",
        }),
        saving,
        again,
        live,
      ),
    );
    return {
      element,
      title(paper) {
        fill(title, foreign(caseline.reader.title(paper)));
        const newer = editor.session.newer ? " · the machine has answered anew since this was begun" : null;
        fill(origin, caseline.reader.origin(paper), newer);
        document.title = `${caseline.dom.shown(caseline.reader.title(paper))} · Caseline`;
      },
      steps(session) {
        named(undo, "Undo", session.past);
        named(redo, "Redo", session.future);
      },
      state(session) {
        state({ session, status, comment, saving, again, decide, reopen });
      },
      /** Takes the keyboard to what can be decided next. */
      decided() {
        decide[0].focus({ preventScroll: true });
      },
      tell(words) {
        live.textContent = words;
      },
    };
  }

  /** A button of a stack: off where it is empty, else naming what is on top. */
  function named(element, title, stack) {
    const top = stack[stack.length - 1];
    element.disabled = !top;
    element.title = top ? `${title}: ${top.title}` : `Nothing to ${title.toLowerCase()}`;
  }

  function around(desk, key) {
    const { before, after, place, count } = desk.around(key);
    const link = (to, words, shortcut) =>
      to
        ? h("a", { href: `#/r/${encodeURIComponent(to)}`, "aria-keyshortcuts": shortcut }, words)
        : h("span", { class: "soft" }, words);
    return h(
      "nav",
      { "aria-label": "Records" },
      h("a", { href: "#/" }, "Queue"),
      link(before, "Previous", "k"),
      link(after, "Next", "j"),
      place ? h("span", { class: "soft" }, `${place} of ${count}`) : null,
    );
  }

  function state({ session, status, comment, saving, again, decide, reopen }) {
    const { state: now, reason } = session.state;
    status.className = `status ${session.status}`;
    status.textContent = caseline.session.STATUS[session.status] || session.status;
    fill(comment, session.comment ? ["“", foreign(session.comment), "”"] : null);
    comment.title = session.comment || "";
    saving.className = `save-state ${now}`;
    const by = session.version
      ? ` · version ${session.version}, ${session.author || "?"}, ${caseline.dialog.moment(session.saved)}`
      : " · as the machine answered";
    const words = now === "saved" ? `${SAVING.saved}${by}` : `${SAVING[now]}${reason ? `: ${reason}` : ""}`;
    if (saving.textContent !== words) saving.textContent = words;
    again.hidden = now !== "failed";
    reopen.hidden = session.status === "open";
    ["accepted", "flagged", "rejected"].forEach((name, place) =>
      decide[place].setAttribute("aria-pressed", String(session.status === name)),
    );
  }

  /* Conflicts. */

  /** Tells that somebody else has saved the record, and asks what shall become of both. */
  async function ask(editor) {
    const { session } = editor;
    const { author, saved, version } = session.conflict;
    const mine = () => JSON.stringify(session.report, null, 2);
    const copied = h("span", { class: "soft", role: "status" });
    const chosen = await caseline.dialog.open({
      title: "Somebody else has saved this record",
      class: "conflict",
      body: [
        h(
          "p",
          null,
          h("strong", null, foreign(author || "Somebody")),
          ` saved version ${version || "?"} at ${caseline.dialog.moment(saved)}, after you opened it. `,
          "Your edits are not saved yet, and nothing of them is lost.",
        ),
        h(
          "dl",
          { class: "ways" },
          h("dt", null, "See theirs"),
          h("dd", null, "shows what they saved. Your record is kept aside for you to download."),
          h("dt", null, "Keep mine"),
          h("dd", null, "saves yours as the newest version. Theirs stays in the history."),
        ),
        h(
          "p",
          { class: "tools" },
          button("Download my edits", () => download(session.key, session.report)),
          button("Copy my edits", async () => {
            copied.textContent = (await copy(mine()))
              ? "Copied."
              : "The browser does not let us copy; download them.";
          }),
          copied,
        ),
      ],
      buttons: [
        { title: "Decide later", value: "" },
        { title: "Keep mine as the newest version", value: "mine" },
        { title: "See theirs", value: "theirs", kind: "primary" },
      ],
    });
    try {
      if (chosen === "mine") await session.keepMine();
      else if (chosen === "theirs") aside(session.key, await session.takeTheirs());
      else caseline.dialog.say("Your edits are not saved.", { title: "Decide now", act: () => ask(editor) });
    } catch (error) {
      if (!(error instanceof caseline.session.ServerError)) throw error;
      caseline.dialog.say(`Nothing changed: ${error.message}.`, {
        title: "Decide now",
        act: () => ask(editor),
      });
    }
  }

  /** Keeps a record aside that gave way to another, and offers it; the history does so afterwards. */
  function aside(key, record) {
    caseline.session.drafts.putAside(key, record);
    caseline.dialog.say("You see their version. Yours is kept aside; History offers it, too.", {
      title: "Download my edits",
      act: () => download(key, record),
    });
  }

  function download(key, record) {
    caseline.dialog.download(`${key}-my-edits.json`, JSON.stringify(record, null, 2));
  }

  async function copy(text) {
    try {
      await navigator.clipboard.writeText(text);
      return true;
    } catch {
      return false;
    }
  }

  caseline.bar = { make };
  caseline.conflict = { ask, download };
})();
