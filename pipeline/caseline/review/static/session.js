/* What is said to the server, and the edits of one record on their way there: saved by themselves, undone
   and redone, kept when the network or another curator comes between. */
(function () {
  "use strict";
  const caseline = (window.caseline = window.caseline || {});
  const QUIET = 800;
  const RETRIES = [1000, 2000, 4000, 8000, 15000];
  // A page that closes may send this much; what is larger is kept in the browser until the record is opened
  // again.
  const KEEPALIVE = 60000;
  const DRAFT = "caseline-draft:";
  const ASIDE = "caseline-aside";
  // What the desk calls each status, in the order of what asks for work.
  const STATUS = { open: "undecided", flagged: "flagged", accepted: "accepted", rejected: "rejected" };
  let scope = ""; // of what is kept: another desk at the same address has records of the same keys
  let aside = null;

  /** An answer that is no success: `code` and `reason` of the server, status 0 where there was none. */
  class ServerError extends Error {
    constructor(status, body) {
      const error = (body && body.error) || {};
      super(error.reason || (status ? `the server answered ${status}` : "the server cannot be reached"));
      Object.assign(this, {
        status,
        code: error.code || "",
        where: error.where || null,
        current: body ? body.current : null,
      });
    }
  }

  /**
   * Asks the server.
   * @param {string} path such as `/api/records`
   * @param {object} [options] method, body (sent as JSON), keepalive
   */
  async function ask(path, { method = "GET", body, keepalive = false } = {}) {
    const headers = { Accept: "application/json" };
    if (method !== "GET") Object.assign(headers, { "X-Caseline": "1", "Content-Type": "application/json" });
    let answer;
    try {
      answer = await fetch(path, {
        method,
        headers,
        keepalive,
        cache: "no-store",
        body: body === undefined ? undefined : JSON.stringify(body),
      });
    } catch {
      throw new ServerError(0, null);
    }
    let said = null;
    try {
      said = await answer.json();
    } catch {
      // Whatever stands between us and the server answered; its status is all there is to go by.
    }
    if (!answer.ok) throw new ServerError(answer.status, said);
    return said;
  }

  const address = (key) => `/api/records/${encodeURIComponent(key)}`;

  /** Says at which desk, and as whom, edits are kept from now on. */
  function begin({ folder, author, line }) {
    scope = JSON.stringify([folder, author, line || ""]);
  }

  const nameOf = (key) => `${DRAFT}${scope}:${key}`;

  /* Edits that did not reach the server, kept in the browser: {key, base, answer, record, at}. */
  const drafts = {
    keep(key, { version: base, answer, report: record }) {
      try {
        localStorage.setItem(
          nameOf(key),
          JSON.stringify({ key, base, answer, record, at: new Date().toISOString() }),
        );
        return true;
      } catch {
        return false;
      }
    },
    take(key) {
      try {
        return JSON.parse(localStorage.getItem(nameOf(key)));
      } catch {
        return null;
      }
    },
    /** Those of some records that are kept. */
    among(keys) {
      return keys.filter((key) => drafts.take(key));
    },
    /** Keeps the last record that gave way to somebody else's, as {key, record, at}. */
    putAside(key, record) {
      aside = { key, record, at: new Date().toISOString() };
      try {
        localStorage.setItem(ASIDE, JSON.stringify(aside));
      } catch {
        // It can still be downloaded as long as this window is open.
      }
    },
    /** What was kept aside of a record, or null. */
    asideOf(key) {
      let kept = aside;
      try {
        kept = kept || JSON.parse(localStorage.getItem(ASIDE));
      } catch {
        // There is none that could be read.
      }
      return kept && kept.key === key ? kept : null;
    },
    drop(key) {
      try {
        localStorage.removeItem(nameOf(key));
      } catch {
        // Nothing could be kept there either.
      }
    },
  };

  /** The edits of one record. Listeners: `onRecord(report)`, `onState(state)`, `onConflict(current)`. */
  class Session {
    constructor(fetched, listeners) {
      this.key = fetched.key;
      this.listeners = listeners;
      this.past = [];
      this.future = [];
      this.timer = null;
      this.tries = 0;
      this.sending = null;
      this.conflict = null;
      this.load(fetched);
    }

    load(fetched) {
      const { version, status, comment, author, saved, changes, record, machine, newer, answer } = fetched;
      Object.assign(this, {
        version,
        status,
        comment,
        author,
        saved,
        changes: changes || [],
        report: record,
        machine,
        answer,
      });
      this.stored = record;
      this.newer = Boolean(newer);
      this.say("saved");
    }

    /** What a call says it builds upon: the version, and which of the machine's answers was seen. */
    get ground() {
      return { base: this.version, ...(this.answer ? { answer: this.answer } : {}) };
    }

    get dirty() {
      return this.report !== this.stored;
    }

    say(state, reason = "") {
      this.state = { state, reason, saved: this.saved, author: this.author };
      this.listeners.onState(this.state);
    }

    /** Makes an edit: `change(report)` gives the new record; `title` says what was done. */
    edit(title, change) {
      const made = change(this.report);
      if (made === this.report || JSON.stringify(made) === JSON.stringify(this.report)) return false;
      this.past.push({ title, report: this.report });
      this.future = [];
      this.become(made);
      return true;
    }

    /** Takes the last edit back; returns what it was, or null. */
    undo() {
      return this.swap(this.past, this.future);
    }

    redo() {
      return this.swap(this.future, this.past);
    }

    swap(from, to) {
      const step = from.pop();
      if (!step) return null;
      to.push({ title: step.title, report: this.report });
      this.become(step.report);
      return step.title;
    }

    become(report) {
      this.report = report;
      this.listeners.onRecord(report);
      if (this.conflict) return;
      if (!this.dirty && !this.sending) {
        this.stop();
        drafts.drop(this.key);
        this.say("saved");
        return;
      }
      this.say("waiting");
      this.later(QUIET);
    }

    stop() {
      window.clearTimeout(this.timer);
      this.timer = null;
    }

    later(wait) {
      this.stop();
      this.timer = window.setTimeout(() => this.flush(), wait);
    }

    /** Saves what is not saved; true when everything is. One save is under way at a time. */
    async flush() {
      this.stop();
      while (this.sending) await this.sending;
      if (this.conflict) return false;
      if (!this.dirty) return true;
      this.sending = this.send(this.report).finally(() => {
        this.sending = null;
      });
      const done = await this.sending;
      return done && this.dirty ? this.flush() : done;
    }

    async send(record) {
      this.say("saving");
      try {
        const said = await ask(address(this.key), { method: "PUT", body: { ...this.ground, record } });
        this.accept(said, record);
        return true;
      } catch (error) {
        this.failed(error);
        return false;
      }
    }

    accept(said, record) {
      const { version, author, saved, changes, status } = said;
      Object.assign(this, { version, author, saved, changes: changes || [], status, stored: record });
      this.tries = 0;
      if (!this.dirty) drafts.drop(this.key);
      this.say(this.dirty ? "waiting" : "saved");
    }

    failed(error) {
      if (!(error instanceof ServerError)) throw error;
      const kept = drafts.keep(this.key, this);
      if (error.code === "conflict") {
        this.conflict = error.current || {};
        this.say("conflict", "somebody else has saved this record");
        this.listeners.onConflict(this.conflict);
        return;
      }
      const where = error.where ? ` (${error.where})` : "";
      this.say("failed", `${error.message}${where}${kept ? "; your edits are kept in this browser" : ""}`);
      // What the server refuses it will refuse again; what did not reach it is tried until it does.
      if (error.status !== 0 && error.status < 500) return;
      this.later(RETRIES[Math.min(this.tries, RETRIES.length - 1)]);
      this.tries += 1;
    }

    /** Decides about the record, after saving it. */
    async decide(status, comment) {
      if (!(await this.flush())) return null;
      try {
        const said = await ask(`${address(this.key)}/decision`, {
          method: "POST",
          body: { ...this.ground, status, comment },
        });
        const { version, author, saved } = said;
        Object.assign(this, { version, author, saved, status: said.status, comment: said.comment });
        this.say("saved");
        return said;
      } catch (error) {
        if (!(error instanceof ServerError)) throw error;
        if (error.code === "conflict") this.failed(error);
        else caseline.dialog.say(`Not decided: ${error.message}.`);
        return null;
      }
    }

    /** Puts my record over what somebody else has saved meanwhile; theirs stays in the history. */
    async keepMine() {
      const current = await ask(address(this.key));
      Object.assign(this, {
        version: current.version,
        answer: current.answer,
        status: current.status,
        conflict: null,
        stored: current.record,
      });
      if (!this.dirty) this.stored = null;
      return this.flush();
    }

    /** Goes over to what somebody else has saved; returns my record. */
    async takeTheirs() {
      const current = await ask(address(this.key));
      const mine = this.report;
      Object.assign(this, { conflict: null, past: [], future: [] });
      drafts.drop(this.key);
      this.load(current);
      this.listeners.onRecord(this.report);
      return mine;
    }

    /**
     * On the way out: sends what a closing page may send, and keeps it in the browser until it is known to be
     * saved.
     */
    leave() {
      if (!this.dirty) return;
      drafts.keep(this.key, this);
      const body = { ...this.ground, record: this.report };
      if (this.conflict || this.sending) return;
      if (new Blob([JSON.stringify(body)]).size > KEEPALIVE) {
        this.flush();
        return;
      }
      this.stop();
      this.sending = ask(address(this.key), { method: "PUT", body, keepalive: true })
        .then(
          (said) => {
            this.accept(said, body.record);
            return true;
          },
          (error) => {
            this.failed(error);
            return false;
          },
        )
        .finally(() => {
          this.sending = null;
        });
    }
  }

  const held = new Map();

  /**
   * Opens a record: what the server has, what this browser kept of it, and what can be undone.
   * @param {string} key of the record
   * @param {object} listeners of the session
   * @returns {Promise<{session: Session, kept: object|null}>} `kept`: edits that had not reached the server
   */
  async function open(key, listeners) {
    const before = held.get(key);
    if (before) {
      await before.flush();
      before.stop();
    }
    const fetched = await ask(address(key));
    const session = new Session(fetched, listeners);
    // What was done in this window can be undone after a look at another record, unless somebody else came
    // between.
    if (before && before.version === session.version)
      Object.assign(session, { past: before.past, future: before.future });
    held.set(key, session);
    const unsent = before && before.dirty;
    const kept = unsent
      ? { base: before.version, answer: before.answer, record: before.report, at: new Date().toISOString() }
      : drafts.take(key);
    if (!kept || JSON.stringify(kept.record) === JSON.stringify(session.report)) {
      drafts.drop(key);
      return { session, kept: null };
    }
    if (kept.base !== session.version) session.version = kept.base;
    session.answer = kept.answer;
    session.past.push({ title: "edits kept in this browser", report: session.report });
    session.report = kept.record;
    return { session, kept };
  }

  /** The keys of records whose edits did not get to the server when they were sent. */
  function unsaved() {
    return [...held.values()]
      .filter((session) => session.dirty && ["failed", "conflict"].includes(session.state.state))
      .map((session) => session.key);
  }

  /** Sends or keeps all that is not saved, for the page is about to go. */
  function leave() {
    for (const session of held.values()) session.leave();
  }

  caseline.session = { ask, address, begin, open, drafts, unsaved, leave, ServerError, STATUS };
})();
