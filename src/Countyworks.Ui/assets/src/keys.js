// data-key="a" on a button or link: the key presses it while nothing is being typed; "/" goes to the search. A field is focused instead.
// data-key="Ctrl+Enter" or "Alt+k" works while typing too, because nobody types it.
import { isTyping } from "./typing.js";

const chord = event => (event.ctrlKey || event.metaKey ? "Ctrl+" : "") + (event.altKey ? "Alt+" : "") + event.key;

document.addEventListener("keydown", event => {
  if (event.repeat || event.isComposing) return;
  const key = chord(event);
  if (key === event.key && isTyping(event)) return;
  const target = document.querySelector(`[data-key="${CSS.escape(key)}"]`);
  if (!target) return;
  event.preventDefault();
  if (target.matches("input, select, textarea")) target.focus();
  else target.click();
});
