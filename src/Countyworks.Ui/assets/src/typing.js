/** Whether the reader is typing, so that single keys must do nothing else. */
export const isTyping = event =>
  event.isComposing || event.ctrlKey || event.metaKey || event.altKey ||
  event.target.closest?.("input:not([type=checkbox],[type=radio]), textarea, select, [contenteditable], dialog[open]") !== null;
