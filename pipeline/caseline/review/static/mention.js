/* What a mention is: a small panel beside the text it was picked in. */
(function () {
  "use strict";
  const caseline = (window.caseline = window.caseline || {});
  const { h, foreign } = caseline.dom;
  const words = caseline.words;

  const FLAGS = {
    negated: "negated",
    uncertain: "uncertain",
    historical: "from before the episode",
    hypothetical: "hypothetical",
  };
  const FINDERS = { ner: "the tagger", lexicon: "a lexicon", pattern: "a pattern", curator: "a curator" };

  /**
   * Opens the panel of mentions.
   * @param {HTMLElement} container The box it floats in; it has to be positioned.
   * @param {object} model Of `caseline.record.open`.
   * @param {string[]} ids Mentions, innermost first.
   * @param {object} options
   * @param {Element} options.beside The stretch of text that was picked; the keyboard goes back there.
   * @param {function(string)} options.onValue Called with the path of a value that is to be shown.
   * @param {function()} [options.onClose]
   * @param {function(Element, object)} [options.decorate] Called for each mention with its element and
   *   itself.
   * @returns {{close: function, element}}
   */
  function show(container, model, ids, { beside, onValue, onClose, decorate }) {
    const found = ids.map((id) => model.mentions.get(id)).filter(Boolean);
    const close = (back) => {
      document.removeEventListener("pointerdown", away, true);
      element.remove();
      if (onClose) onClose();
      if (!back) return;
      if (!beside.hasAttribute("tabindex")) beside.tabIndex = -1;
      beside.focus({ preventScroll: true });
    };
    const away = (event) => {
      if (!element.contains(event.target)) close(false);
    };
    const keydown = (event) => {
      if (event.key !== "Escape") return;
      event.stopPropagation();
      close(true);
    };
    const goes = (path) => {
      close(false);
      onValue(path);
    };
    const label = found.length > 1 ? "Mentions" : "Mention";
    const element = h(
      "div",
      { class: "mention-panel", role: "dialog", "aria-label": label, tabindex: "-1", on: { keydown } },
      h(
        "button",
        { type: "button", class: "close", "aria-label": "Close", on: { click: () => close(true) } },
        "×",
      ),
      found.map((mention) => described(model, mention, decorate, goes)),
    );
    container.append(element);
    place(container, element, beside);
    document.addEventListener("pointerdown", away, true);
    element.focus({ preventScroll: true });
    return { element, close: () => close(false) };
  }

  function described(model, mention, decorate, goes) {
    const label = caseline.record.LABELS[mention.label] || { title: mention.label };
    const item = h(
      "section",
      { class: "mention", data: { mention: mention.id, family: caseline.record.family(mention) } },
      h("h3", null, h("span", { class: "swatch", "aria-hidden": "true" }), label.title),
      h("p", { class: "said" }, "“", foreign(mention.text), "”"),
      h("dl", null, facts(mention), line("Supports", supported(model, mention, goes))),
    );
    if (decorate) decorate(item, mention);
    return item;
  }

  function facts(mention) {
    const flags = Object.keys(FLAGS).filter((flag) => mention[flag]);
    const codes = (mention.codes || []).map((code) =>
      h("li", null, foreign(words.code(code)), display(code)),
    );
    return [
      mention.excluded ? line("Left out", words.exclusion(mention)) : null,
      flags.length ? line("Told as", flags.map((flag) => FLAGS[flag]).join(", ")) : null,
      line("Score", typeof mention.score === "number" ? words.score(mention.score) : "none"),
      line("Found by", FINDERS[mention.found_by] || mention.found_by),
      codes.length ? line("Codes", h("ul", null, codes)) : null,
    ];
  }

  function display(code) {
    return code.display ? [" ", foreign(code.display, { class: "soft" })] : null;
  }

  function supported(model, mention, goes) {
    const uses = model.usedBy(mention.id);
    if (!uses.length) return mention.excluded ? "nothing: it was left out" : "no value";
    const items = uses.map((use) => h("li", null, support(use, goes)));
    return h("ul", null, items);
  }

  function line(title, content) {
    return h("div", { class: "field" }, h("dt", null, title), h("dd", null, content));
  }

  function support(use, onValue) {
    return h(
      "button",
      { type: "button", class: "evidence", data: { goes: use.path }, on: { click: () => onValue(use.path) } },
      foreign(use.title),
    );
  }

  /** Puts the panel below the stretch, or above where there is no room below. */
  function place(container, element, beside) {
    const box = container.getBoundingClientRect();
    const mark = beside.getClientRects()[0] || beside.getBoundingClientRect();
    const panel = element.getBoundingClientRect();
    const left = Math.max(8, Math.min(mark.left - box.left, box.width - panel.width - 8));
    const below = mark.bottom + 8 + panel.height < window.innerHeight || mark.top < panel.height + 8;
    const top = below ? mark.bottom + 6 : mark.top - panel.height - 6;
    element.style.setProperty("left", `${left}px`);
    element.style.setProperty("top", `${top - box.top + container.scrollTop}px`);
    // In a small window it lies at the foot, whatever stands there.
    if (element.getBoundingClientRect().top < mark.bottom && isAtFoot(element)) {
      beside.scrollIntoView({ block: "center", behavior: "instant" });
    }
  }

  function isAtFoot(element) {
    return window.getComputedStyle(element).position === "fixed";
  }

  caseline.mention = { show };
})();
