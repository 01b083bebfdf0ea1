/* The keys of the desk, and the dialog that tells them. None of them works while somebody is typing. */
(function () {
  "use strict";
  const caseline = (window.caseline = window.caseline || {});
  const { h } = caseline.dom;

  /** Keys by what they do; `on`: where they work. */
  const KEYS = [
    { keys: ["j", "n"], does: "next", title: "Next record", on: "record" },
    { keys: ["k", "p"], does: "previous", title: "Previous record", on: "record" },
    { keys: ["q"], does: "queue", title: "Back to the queue", on: "record" },
    { keys: ["a"], does: "accept", title: "Accept", on: "record" },
    { keys: ["r"], does: "reject", title: "Reject", on: "record" },
    { keys: ["f"], does: "flag", title: "Flag", on: "record" },
    { keys: ["u", "Ctrl+Z"], does: "undo", title: "Undo", on: "record" },
    { keys: ["Shift+Ctrl+Z", "Ctrl+Y"], does: "redo", title: "Redo", on: "record" },
    { keys: ["e"], does: "edit", title: "Edit the value that has the focus", on: "record" },
    {
      keys: ["s"],
      does: "select",
      title: "Select text: ← → ↑ ↓ go by words, with Shift the selection grows, Enter opens its menu",
      on: "record",
    },
    { keys: ["m"], does: "menu", title: "Menu of what is selected", on: "record" },
    { keys: ["["], does: "endEarlier", title: "End the mention a word earlier", on: "record" },
    { keys: ["]"], does: "endLater", title: "End the mention a word later", on: "record" },
    { keys: ["{"], does: "startEarlier", title: "Begin the mention a word earlier", on: "record" },
    { keys: ["}"], does: "startLater", title: "Begin the mention a word later", on: "record" },
    { keys: ["Delete"], does: "delete", title: "Delete the mention", on: "record" },
    { keys: ["h"], does: "history", title: "History", on: "record" },
    { keys: ["t"], does: "tab", title: "Text or case, on a narrow screen", on: "record" },
    { keys: ["Enter"], does: "open", title: "Open the next undecided record", on: "queue" },
    { keys: ["/"], does: "search", title: "Search", on: "all" },
    { keys: ["?"], does: "help", title: "This help", on: "all" },
  ];

  /** What a key is called in the table above. */
  function nameOf(event) {
    if (event.altKey) return null;
    if (!(event.ctrlKey || event.metaKey)) return event.key;
    const key = event.key.toUpperCase();
    return key.length === 1 ? `${event.shiftKey ? "Shift+" : ""}Ctrl+${key}` : null;
  }

  function isTyping(target) {
    return Boolean(
      target.closest &&
      target.closest("dialog[open], select, textarea, input:not([type=checkbox]):not([type=radio])"),
    );
  }

  /**
   * Does what a key stands for.
   * @param {KeyboardEvent} event
   * @param {string} where record or queue
   * @param {object} acts functions by what they do
   */
  function press(event, where, acts) {
    if (event.defaultPrevented || isTyping(event.target)) return;
    const name = nameOf(event);
    const known = KEYS.find((one) => one.keys.includes(name) && (one.on === where || one.on === "all"));
    if (!known || !acts[known.does]) return;
    // A key that is also that of a button stays the button's.
    if (name === "Enter" && event.target.closest("a, button, summary, [role=button]")) return;
    if (acts[known.does](event) !== false) event.preventDefault();
  }

  /** Opens the help. */
  function help() {
    const rows = (on) =>
      KEYS.filter((one) => on.includes(one.on)).map(({ keys, title }) =>
        h(
          "tr",
          null,
          h(
            "th",
            { scope: "row" },
            keys.flatMap((key, place) => [place ? " or " : null, h("kbd", null, key)]),
          ),
          h("td", null, title),
        ),
      );
    const table = (title, on) => [
      h("h3", null, title),
      h("table", { class: "keys" }, h("tbody", null, rows(on))),
    ];
    const labels = Object.entries(caseline.select.KEYS).map(([label, key]) =>
      h(
        "tr",
        null,
        h("th", { scope: "row" }, h("kbd", null, key)),
        h("td", null, caseline.record.LABELS[label].title),
      ),
    );
    return caseline.dialog.open({
      title: "Keys",
      class: "help",
      body: [
        table("In a record", ["record"]),
        h("h3", null, "In the menu of a selection"),
        h("table", { class: "keys two" }, h("tbody", null, labels)),
        table("Everywhere", ["all", "queue"]),
        h(
          "p",
          { class: "soft" },
          "In the text, ← and → go from mention to mention, with Shift to those without use, too. ",
          "Enter opens one.",
        ),
      ],
    });
  }

  caseline.keys = { press, help };
})();
