/* Clicks that leave a text field. What the field holds is kept before them, which draws the card anew; a
   click that began on something of the old card is carried over to the new one. */
(function () {
  "use strict";
  const caseline = (window.caseline = window.caseline || {});
  const CONTROLS = "button, a, summary, mark, label, input, select, [role=button]";
  const PATIENCE = 50; // until a press that has ended is known to be no click

  let pressed = null; // the control that the pointer went down on, until it is clicked
  let down = false;

  document.addEventListener(
    "pointerdown",
    (event) => {
      pressed = event.target.closest(CONTROLS);
      down = true;
    },
    true,
  );
  for (const name of ["pointerup", "pointercancel"])
    document.addEventListener(
      name,
      () => {
        down = false;
      },
      true,
    );
  document.addEventListener(
    "keydown",
    () => {
      pressed = null;
    },
    true,
  );

  /** What stands on the new card in the place of a control of the old one, or null. */
  function successor(body, old) {
    const find = (name, value) => body.querySelector(`[${name}="${CSS.escape(value)}"]`);
    if (old.dataset.edit) return find("data-edit", old.dataset.edit);
    if (old.dataset.add) return find("data-add", old.dataset.add);
    if (old.matches("mark")) return find("data-mentions", old.dataset.mentions);
    const value = old.matches(".evidence") && old.closest("[data-path]");
    return value ? find("data-path", value.dataset.path)?.querySelector(".evidence") : null;
  }

  /**
   * Does something at once, or, where a control is being pressed, just before its click.
   * @param {object} editor
   * @param {function()} act what may draw the card anew
   */
  function first(editor, act) {
    const old = pressed;
    pressed = null;
    if (!old) {
      act();
      return;
    }
    let ended = false;
    const end = () => {
      ended = true;
      document.removeEventListener("click", clicked, true);
      document.removeEventListener("pointerup", given, true);
      act();
    };
    const clicked = (event) => {
      end();
      const next = old.isConnected ? null : successor(editor.body, old);
      // Other controls of the old card do by the record's paths what those of the new one would.
      if (!next) return;
      event.preventDefault();
      event.stopPropagation();
      next.click();
    };
    const given = () => window.setTimeout(() => ended || end(), PATIENCE);
    document.addEventListener("click", clicked, true);
    if (down) document.addEventListener("pointerup", given, true);
    else given();
  }

  caseline.pressed = { first };
})();
