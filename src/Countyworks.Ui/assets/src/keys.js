// data-key="a" on a button or link: the key presses it while nothing is being typed; "/" goes to the search. A field is focused instead.
import { isTyping } from "./typing.js";

document.addEventListener("keydown", event => {
  if (isTyping(event) || event.repeat) return;
  const target = document.querySelector(`[data-key="${CSS.escape(event.key)}"]`);
  if (!target) return;
  event.preventDefault();
  if (target.matches("input, select, textarea")) target.focus();
  else target.click();
});
