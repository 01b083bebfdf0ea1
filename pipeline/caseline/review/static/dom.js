/* Elements made by hand: foreign text becomes text, never markup. */
(function () {
  "use strict";
  const caseline = (window.caseline = window.caseline || {});
  const SVG = "http://www.w3.org/2000/svg";

  /**
   * Makes an element.
   * @param {string} tag
   * @param {object|null} props Attributes; `class`; `on: {click: fn}`; `data: {path: "…"}`. null, undefined
   *   and false leave an attribute out, true gives it without a value.
   * @param {...(Node|string|number|null|Array)} children Strings become text nodes.
   * @returns {HTMLElement}
   */
  function h(tag, props, ...children) {
    return filled(document.createElement(tag), props, children);
  }

  /**
   * Makes an element of SVG; arguments as those of `h`.
   * @returns {SVGElement}
   */
  function svg(tag, props, ...children) {
    return filled(document.createElementNS(SVG, tag), props, children);
  }

  function filled(element, props, children) {
    for (const [name, value] of Object.entries(props || {})) {
      if (value === null || value === undefined || value === false) continue;
      if (name === "on") {
        for (const [event, listener] of Object.entries(value)) element.addEventListener(event, listener);
      } else if (name === "data") {
        for (const [key, item] of Object.entries(value))
          if (item !== null && item !== undefined) element.dataset[key] = item;
      } else if (name === "style" || name.startsWith("on")) {
        throw new Error(
          `${name} is no attribute of ours: styles go into the style sheet, listeners under "on"`,
        );
      } else {
        element.setAttribute(name, value === true ? "" : String(value));
      }
    }
    add(element, children);
    return element;
  }

  function add(element, children) {
    for (const child of children) {
      if (Array.isArray(child)) add(element, child);
      else if (child !== null && child !== undefined && child !== false) element.append(child);
    }
  }

  /** Puts children in the place of all that an element holds. */
  function fill(element, ...children) {
    element.replaceChildren();
    add(element, children);
    return element;
  }

  /** Foreign words in a line of ours: they keep their own direction, and turn nothing around them. */
  function foreign(text, props) {
    return h("bdi", props || null, shown(text));
  }

  /** Returns text with a visible sign for each character that would steer the line instead of being seen. */
  function shown(text) {
    return String(text).replace(caseline.dom.STEERING, (char) => `[${code(char)}]`);
  }

  /** Returns the name of a character, as U+202E. */
  function code(char) {
    return `U+${char.codePointAt(0).toString(16).toUpperCase().padStart(4, "0")}`;
  }

  /** Whether the reader asked for less motion. */
  function still() {
    return window.matchMedia("(prefers-reduced-motion: reduce)").matches;
  }

  // Controls but tab and line breaks; marks, embeddings, overrides and isolates of direction; unseen fillers.
  const STEERING =
    /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u061c\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]/g;

  caseline.dom = { h, svg, fill, foreign, shown, code, still, STEERING };
})();
