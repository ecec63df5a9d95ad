// <form data-draft="name">: what was typed stays in this browser until the form is filed. The page that confirms the filing carries
// data-draft-filed="name" and ends it; a refused form shows what was typed anyway and keeps the draft. Passwords, hidden fields,
// files and fields marked data-private are never kept, because phones are shared.
const PREFIX = "cw-draft:";
const KEPT_MS = 14 * 24 * 60 * 60 * 1000;
const KEPT = "input:not([type=hidden],[type=password],[type=file]):not([data-private]), textarea:not([data-private]), select:not([data-private])";

for (const filed of document.querySelectorAll("[data-draft-filed]")) localStorage.removeItem(PREFIX + filed.dataset.draftFiled);
for (const form of document.querySelectorAll("form[data-draft]")) keep(form, PREFIX + form.dataset.draft);

// Another language, size or colour is another page: what was typed goes along once, in this tab alone.
const CARRIED = "cw-carried";
const forms = () => [...document.querySelectorAll("form[method=post]")];
for (const link of document.querySelectorAll("a[href^='/preferences?']")) {
  link.addEventListener("click", () => {
    const to = new URLSearchParams(link.search).get("return");
    const carried = forms().map(form => [form.getAttribute("action"), [...form.querySelectorAll(KEPT)].map(field => [field.name, field.value, field.checked])]);
    try {
      sessionStorage.setItem(CARRIED, JSON.stringify({ to, carried }));
    } catch {
      // Storage is full or switched off: then the forms are as the page shows them.
    }
  });
}
arrive();

function arrive() {
  try {
    const { to, carried } = JSON.parse(sessionStorage.getItem(CARRIED)) ?? {};
    sessionStorage.removeItem(CARRIED);
    if (to !== location.pathname + location.search) return;
    for (const form of forms()) {
      const [, fields] = carried.find(([action]) => action === form.getAttribute("action")) ?? [, []];
      for (const [name, value, checked] of fields) {
        for (const field of form.querySelectorAll(KEPT)) {
          if (field.name !== name) continue;
          if (!field.matches("[type=checkbox], [type=radio]")) field.value = value;
          else if (field.value === value) field.checked = checked;
        }
      }
    }
  } catch {
    // Storage is switched off, or holds something else: then nothing was carried.
  }
}

function keep(form, key) {
  if (!document.querySelector(".errors")) restore(form, read(key));
  form.addEventListener("input", () => write(key, form));
}

function read(key) {
  try {
    const draft = JSON.parse(localStorage.getItem(key));
    return draft && Date.now() - draft.at < KEPT_MS ? draft.fields : [];
  } catch {
    return []; // Storage is switched off, or holds something else: then there is no draft.
  }
}

function write(key, form) {
  const fields = [...form.querySelectorAll(KEPT)]
    .filter(field => field.name && (field.matches("[type=checkbox], [type=radio]") ? field.checked : field.value !== ""))
    .map(field => [field.name, field.value]);
  try {
    localStorage.setItem(key, JSON.stringify({ at: Date.now(), fields }));
  } catch {
    // Storage is full or switched off: the form still works, it only isn't kept.
  }
}

function restore(form, fields) {
  for (const [name, value] of fields) {
    for (const field of form.querySelectorAll(KEPT)) {
      if (field.name !== name) continue;
      if (!field.matches("[type=checkbox], [type=radio]")) field.value = value;
      else if (field.value === value) field.checked = true;
    }
  }
}
