// A form on its way can't be sent again by a second click. The idempotency key makes that harmless anyway; this makes it visible.
document.addEventListener("submit", event => {
  const button = event.submitter;
  if (event.target.method !== "post" || !button) return;
  if (button.ariaDisabled === "true") event.preventDefault();
  else button.ariaDisabled = "true";
});

// The browser's back button may show the page as it was left.
window.addEventListener("pageshow", () => {
  for (const button of document.querySelectorAll("form [aria-disabled=true]")) button.ariaDisabled = null;
});
