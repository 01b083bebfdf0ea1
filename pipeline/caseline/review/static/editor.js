/* A record at the desk: what is shown, what is done to it, and what becomes of that. */
(function () {
  "use strict";
  const caseline = (window.caseline = window.caseline || {});
  const { h } = caseline.dom;
  // Kept from record to record: what the legend was set to, and the tab of narrow screens.
  const choices = {};
  let tab = "text";

  class Editor {
    constructor(container, desk) {
      Object.assign(this, {
        container,
        desk,
        body: h("div", { class: "record-body" }),
        reader: null,
        quiet: false,
        next: {},
      });
    }

    get report() {
      return this.session.report;
    }

    /** Shows a record that was opened, with what this browser had kept of it. */
    async open(key) {
      const { session, kept } = await caseline.session.open(key, {
        onRecord: () => this.render(),
        onState: () => this.state(),
        onConflict: () => caseline.conflict.ask(this),
      });
      this.session = session;
      this.head = caseline.bar.make(this);
      this.container.replaceChildren(this.head.element, this.tabs(), this.body);
      this.render();
      this.state();
      caseline.select.watch(this);
      this.kept = kept;
    }

    /** Once it is on the page: tells of edits that had been kept in this browser, and saves them. */
    shown() {
      if (!this.kept) return;
      caseline.dialog.say(`Edits of ${caseline.dialog.moment(this.kept.at)} that were not saved are back.`, {
        title: "Undo them",
        act: () => this.undo(),
      });
      this.session.flush();
    }

    /* Showing. */

    render() {
      if (this.quiet || !this.head) return;
      const panes = () => [...this.body.querySelectorAll(".pane")];
      const scrolled = panes().map((pane) => pane.scrollTop);
      const [down, focus] = [window.scrollY, this.focused()];
      if (this.reader) this.reader.destroy();
      this.model = caseline.record.open(this.report, this.session.machine);
      this.reader = caseline.reader.show(this.body, this.model, {
        choices,
        decorate: caseline.cards.decorator(this),
        decorateMention: caseline.mentions.decorator(this),
      });
      this.addCase();
      panes().forEach((pane, place) => {
        pane.scrollTop = scrolled[place] || 0;
      });
      window.scrollTo(0, down);
      caseline.cards.mark(this.reader.card.element, this.report, this.session.changes);
      this.head.title(this.report.document);
      this.head.steps(this.session);
      this.refocus(focus);
      caseline.select.redraw(this);
    }

    addCase() {
      this.reader.card.element.append(
        h(
          "p",
          { class: "tools add-case" },
          h(
            "button",
            {
              type: "button",
              class: "button",
              on: {
                click: () =>
                  this.edit("case added", caseline.edits.addCase, {
                    path: `cases.${this.report.cases.length}`,
                  }),
              },
            },
            "Add a case",
          ),
        ),
      );
    }

    /** What has the keyboard, so that it has it again when all is drawn anew. */
    focused() {
      const element = document.activeElement;
      if (!element || !this.body.contains(element)) return null;
      const panel = element.closest(".mention-edit");
      if (panel) return { mention: panel.dataset.mention, control: element.dataset.control };
      if (element.matches("mark")) return { mark: element.dataset.mentions.split(" ").pop() };
      const place = element.closest("[data-path]");
      return place ? { path: place.dataset.path } : null;
    }

    refocus(focus) {
      const { path, again } = this.next;
      this.next = {};
      const mark = focus && focus.mark && this.body.querySelector(`mark[data-mentions~="${focus.mark}"]`);
      if (again) this.again(again, true, focus && focus.control);
      else if (path || (focus && focus.path)) this.focusOn(path || focus.path);
      else if (mark) {
        if (!mark.hasAttribute("tabindex")) mark.tabIndex = -1; // one that no case uses is no stop by itself
        mark.focus({ preventScroll: true });
      }
    }

    /** Takes the keyboard to the pencil of a value, or to what is nearest to it. */
    focusOn(path) {
      const modal = document.querySelector("dialog[open]");
      if (modal) {
        // Nothing outside an open dialog can have the keyboard.
        modal.addEventListener("close", () => this.closed || this.focusOn(path), { once: true });
        return;
      }
      const steps = path.split(".");
      while (steps.length > 1) {
        const found =
          this.reader.card.find(steps.join(".")) ||
          this.body.querySelector(`[data-list="${CSS.escape(steps.join("."))}"]`);
        const button = found && found.querySelector("button.edit, button");
        if (button) {
          button.focus({ preventScroll: true });
          found.scrollIntoView({ block: "nearest" });
          found.classList.add("flash");
          window.setTimeout(() => found.classList.remove("flash"), 2200);
          return;
        }
        steps.pop();
      }
    }

    /** Opens the panel of mentions anew; `control` is the one that had the keyboard. */
    again(ids, quietly, control) {
      const mark = this.body.querySelector(`mark[data-mentions~="${ids[0]}"]`);
      if (!mark) return;
      mark.scrollIntoView({ block: "nearest" });
      mark.dispatchEvent(new MouseEvent("click", { bubbles: true }));
      const panel = this.body.querySelector(`.mention-edit[data-mention="${ids[0]}"]`);
      if (!panel) return;
      if (control)
        panel.querySelector(`[data-control="${CSS.escape(control)}"]`)?.focus({ preventScroll: true });
      panel.closest(".mention-panel").scrollIntoView({ block: "nearest" });
      if (!quietly) panel.scrollIntoView({ block: "nearest" });
    }

    state() {
      if (!this.head) return;
      const { session } = this;
      this.head.state(session);
      if (session.state.state === "saved") {
        if (this.reader) caseline.cards.mark(this.reader.card.element, this.report, session.changes);
        this.desk.saved(session);
      }
    }

    tell(words) {
      this.head.tell(words);
    }

    /* Tabs of narrow screens. */

    tabs() {
      const button = (name, title) =>
        h(
          "button",
          { type: "button", role: "tab", id: `tab-${name}`, on: { click: () => this.showTab(name) } },
          title,
        );
      this.tablist = h(
        "div",
        { class: "tabs", role: "tablist", "aria-label": "Record" },
        button("text", "Text"),
        button("case", "Case"),
      );
      this.showTab(tab);
      return this.tablist;
    }

    /** Shows a tab; returns what shows the one before. */
    showTab(name) {
      const before = tab;
      tab = name;
      this.body.dataset.tab = name;
      for (const button of this.tablist.children)
        button.setAttribute("aria-selected", String(button.id === `tab-${name}`));
      return () => this.showTab(before);
    }

    /* Doing. */

    /** Gives what `read` gives; undefined, with a message, where it throws an EditError. */
    attempt(read) {
      try {
        return read();
      } catch (error) {
        if (!(error instanceof caseline.edits.EditError)) throw error;
        caseline.dialog.say(`Not changed: ${error.message}.`);
        return undefined;
      }
    }

    /**
     * Edits the record.
     * @param {string} title what was done, in words
     * @param {function(object): object} change gives the new record
     * @param {{path?: string, again?: string[]}} next where the keyboard goes, which mentions' panel opens
     *   again
     * @returns {boolean} whether anything changed
     */
    edit(title, change, next = {}) {
      return this.attempt(() => this.keep(title, change, next)) === true;
    }

    /** As `edit`, but an EditError is the caller's. */
    keep(title, change, next = {}) {
      this.next = next;
      const done = this.session.edit(title, change);
      if (!done) this.next = {};
      else if (!this.quiet) this.announce(title, next.loud);
      return done;
    }

    /** Says what was done: to those who listen, and to all where something went. */
    announce(title, loud) {
      if (loud) caseline.dialog.say(`${title}.`, { title: "Undo", act: () => this.undo() });
      else this.tell(`${title}.`);
    }

    /** Makes one step of several edits. */
    together(act) {
      const { past } = this.session;
      const before = past.length;
      this.quiet = true;
      try {
        act();
      } finally {
        this.quiet = false;
      }
      if (past.length > before + 1) {
        const [first, last] = [past[before], past[past.length - 1]];
        past.splice(before, past.length - before, { title: last.title, report: first.report });
      }
      if (past.length > before) {
        this.tell(`${past[past.length - 1].title}.`);
        this.render();
      }
    }

    undo() {
      const title = this.session.undo();
      this.tell(title ? `Undone: ${title}.` : "Nothing to undo.");
    }

    redo() {
      const title = this.session.redo();
      this.tell(title ? `Done again: ${title}.` : "Nothing to do again.");
    }

    pick(what) {
      return caseline.select.pick(this, what);
    }

    /** Asks for a comment and decides. */
    async decide(status) {
      const { session } = this;
      const words = {
        accepted: ["Accept", "Accepted"],
        rejected: ["Reject", "Rejected"],
        flagged: ["Flag", "Flagged"],
        open: ["Reopen", "Reopened"],
      }[status];
      const comment = h(
        "textarea",
        { id: "decision-comment", rows: 3, maxlength: 4000 },
        session.comment || "",
      );
      const count = session.changes.length;
      const chosen = await caseline.dialog.open({
        title: `${words[0]} this record`,
        class: "form decision-dialog",
        body: [
          h(
            "p",
            { class: "soft" },
            count
              ? `${caseline.words.counted(count, "difference")} from the machine’s answer.`
              : "Just as the machine answered.",
            status === "accepted"
              ? " A gold record is written."
              : status === "open"
                ? ""
                : " It has no gold record.",
          ),
          h(
            "div",
            { class: "rows" },
            h(
              "div",
              { class: "row wide" },
              h("label", { for: "decision-comment" }, "Comment (optional)"),
              comment,
            ),
          ),
        ],
        buttons: [
          { title: "Cancel", value: "" },
          { title: words[0], value: "keep", kind: "primary" },
        ],
      });
      if (!chosen) return;
      const said = await session.decide(status, comment.value.trim());
      if (!said) return;
      this.state();
      if (document.activeElement === document.body) this.head.decided(); // its button may be gone
      this.desk.saved(session);
      const next = status !== "open" && this.desk.undecided(session.key);
      caseline.dialog.say(
        `${words[1]}${said.gold ? `; the gold record is ${said.gold.split("/").pop()}` : ""}.`,
        next ? { title: "Next undecided", act: () => this.desk.go(next) } : null,
      );
    }

    /** The mention whose panel is open, or that has the keyboard. */
    mention() {
      const panel = this.body.querySelector(".mention-edit");
      const mark = document.activeElement && document.activeElement.closest("mark");
      const id = panel ? panel.dataset.mention : mark ? mark.dataset.mentions.split(" ").pop() : null;
      return id && this.model.mentions.get(id);
    }

    /** What the keys do here. */
    acts() {
      const mention = (act) => () => {
        const found = this.mention();
        return found ? act(found) : false;
      };
      const move = (bound, by) => mention((found) => caseline.mentions.move(this, found, bound, by));
      return {
        accept: () => this.decide("accepted"),
        reject: () => this.decide("rejected"),
        flag: () => this.decide("flagged"),
        undo: () => this.undo(),
        redo: () => this.redo(),
        history: () => caseline.history.open(this),
        tab: () => this.showTab(tab === "text" ? "case" : "text"),
        select: () => caseline.select.begin(this),
        menu: () => caseline.select.take(this),
        edit: () => this.editFocused(),
        delete: mention((found) => caseline.mentions.remove(this, found)),
        endEarlier: move("end", -1),
        endLater: move("end", 1),
        startEarlier: move("start", -1),
        startLater: move("start", 1),
      };
    }

    editFocused() {
      const place = document.activeElement && document.activeElement.closest(".value, .field, .item");
      const button = place && place.querySelector("button.edit");
      if (!button) return false;
      button.click();
      return true;
    }

    /** Leaves the record; what is not saved goes on being saved. */
    close() {
      this.closed = true;
      caseline.select.stop();
      if (this.session) this.session.flush();
      if (this.reader) this.reader.destroy();
      document.body.classList.remove("has-record");
    }
  }

  caseline.editor = { Editor };
})();
