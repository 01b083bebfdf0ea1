/* Dialogs and messages of the desk. */
(function () {
  "use strict";
  const caseline = (window.caseline = window.caseline || {});
  const { h } = caseline.dom;

  /**
   * Opens a dialog; the keyboard stays in it, Escape closes it, and goes back to where it was opened from.
   * @param {object} about
   * @param {string} about.title
   * @param {Node|Node[]|function(function): Node[]} about.body a function is given what closes the dialog
   *   with a value
   * @param {Array<{title, value, kind?, key?}>} [about.buttons] the last is the usual choice; `value` is
   *   what is returned
   * @param {string} [about.class]
   * @param {function(string): boolean|void} [about.check] asked before a button closes it; false keeps it
   *   open
   * @returns {Promise<string>} the value of the button, "" when it was closed otherwise
   */
  function open({ title, body, buttons = [{ title: "Close", value: "" }], class: name = "", check }) {
    return new Promise((resolve) => {
      const back = document.activeElement;
      const id = `dialog-${Math.round(performance.now())}`;
      const close = (value) => {
        if (value && check && check(value) === false) return;
        dialog.returnValue = value;
        dialog.close(value);
      };
      // The last one is pressed by Enter in a line of the form, too.
      const row = buttons.map(({ title: words, value, kind }, place) =>
        h(
          "button",
          {
            type: place === buttons.length - 1 ? "submit" : "button",
            class: `button ${kind || ""}`,
            data: { value },
            on: place === buttons.length - 1 ? {} : { click: () => close(value) },
          },
          words,
        ),
      );
      const form = h(
        "form",
        {
          method: "dialog",
          on: {
            submit: (event) => {
              event.preventDefault();
              close(buttons[buttons.length - 1].value);
            },
          },
        },
        h(
          "header",
          null,
          h("h2", { id }, title),
          h(
            "button",
            { type: "button", class: "close", "aria-label": "Close", on: { click: () => dialog.close("") } },
            "×",
          ),
        ),
        h("div", { class: "dialog-body" }, typeof body === "function" ? body(close) : body),
        h("footer", null, row),
      );
      const dialog = h(
        "dialog",
        {
          class: `dialog ${name}`,
          "aria-labelledby": id,
          on: {
            close: () => {
              dialog.remove();
              if (back && back.isConnected) back.focus({ preventScroll: true });
              resolve(dialog.returnValue);
            },
            // A click beside the dialog closes it only where nothing can be lost.
            click: (event) => {
              if (event.target === dialog && !dialog.querySelector("input, select, textarea"))
                dialog.close("");
            },
            keydown: (event) => {
              event.stopPropagation();
              if (event.key === "Enter" && (event.ctrlKey || event.metaKey))
                close(buttons[buttons.length - 1].value);
            },
          },
        },
        form,
      );
      dialog.returnValue = "";
      document.body.append(dialog);
      dialog.showModal();
      const first =
        dialog.querySelector("[autofocus], .dialog-body input, .dialog-body select, .dialog-body textarea") ||
        dialog.querySelector("footer button:last-child");
      if (first) first.focus();
    });
  }

  let timer = null;

  /**
   * Says something at the foot of the page, and to those who listen; it goes by itself.
   * @param {string} words
   * @param {{title: string, act: function}} [action] offered beside it
   */
  function say(words, action) {
    const place = document.getElementById("message");
    if (!place) return;
    window.clearTimeout(timer);
    const button = action
      ? h(
          "button",
          {
            type: "button",
            class: "button",
            on: {
              click: () => {
                hush();
                action.act();
              },
            },
          },
          action.title,
        )
      : null;
    caseline.dom.fill(place, h("span", null, words), button);
    place.hidden = false;
    timer = window.setTimeout(hush, action ? 12000 : 6000);
  }

  function hush() {
    const place = document.getElementById("message");
    place.hidden = true;
    place.replaceChildren();
  }

  /** Gives the curator a file to keep. */
  function download(name, text) {
    const link = h("a", {
      href: URL.createObjectURL(new Blob([text], { type: "application/json" })),
      download: name,
    });
    document.body.append(link);
    link.click();
    link.remove();
    window.setTimeout(() => URL.revokeObjectURL(link.href), 1000);
  }

  /** A time of the server in the reader's own way. */
  function moment(saved) {
    if (!saved) return "never";
    const date = new Date(saved);
    const today = date.toDateString() === new Date().toDateString();
    return today
      ? date.toLocaleTimeString([], { hour: "2-digit", minute: "2-digit", second: "2-digit" })
      : date.toLocaleString([], { dateStyle: "medium", timeStyle: "short" });
  }

  caseline.dialog = { open, say, download, moment };
})();
