// What pages can't do without a script. Everything else works with scripting off.
"use strict";

const year = 31536000;
const tell = (name, value) => { document.cookie = `${name}=${value}; path=/; max-age=${year}; samesite=lax`; };

// The server shows times in this zone; it learns it before anybody is signed in.
try {
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  if (zone && !document.cookie.includes(`claviger-zone=${zone};`)) tell("claviger-zone", zone);
} catch { /* Times stay in UTC. */ }

document.addEventListener("click", event => {
  const target = event.target instanceof Element ? event.target : null;
  if (target?.closest("[data-theme-switch]")) {
    const root = document.documentElement;
    const dark = root.dataset.theme === "dark" || root.dataset.theme === "auto" && matchMedia("(prefers-color-scheme: dark)").matches;
    root.dataset.theme = dark ? "light" : "dark";
    tell("claviger-theme", root.dataset.theme);
  }

  const copy = target?.closest("[data-copy]");
  if (copy) {
    const text = copy.parentElement.querySelector("code").textContent;
    navigator.clipboard?.writeText(text).then(() => { copy.textContent = "Copied"; }, () => { copy.textContent = "Select it and copy"; });
  }

  const opener = target?.closest("[data-opens]");
  if (opener) {
    event.preventDefault();
    document.getElementById(opener.dataset.opens).showModal();
  }
  if (target?.closest("[data-closes]")) target.closest("dialog").close();
  // A click beside an open menu closes it.
  for (const menu of document.querySelectorAll("details.menu[open]")) if (!menu.contains(target)) menu.open = false;
});

document.addEventListener("keydown", event => {
  if (event.key === "Escape") {
    for (const menu of document.querySelectorAll("details.menu[open]")) { menu.open = false; menu.querySelector("summary").focus(); }
  }
  if (event.key === "/" && !(event.target instanceof Element && event.target.closest("input, textarea, select"))) {
    const search = document.querySelector("[data-search]");
    if (search) { event.preventDefault(); search.focus(); }
  }
});

// Sent once: a second click must not make a second key.
document.addEventListener("submit", event => {
  const form = event.target;
  if (form.method !== "post" || "download" in form.dataset) return;
  if (form.dataset.sent) { event.preventDefault(); return; }
  form.dataset.sent = "1";
  form.classList.add("busy");
});

// Lists apply a filter as soon as it is chosen.
document.addEventListener("change", event => {
  if (event.target instanceof Element && event.target.matches("[data-applies]")) event.target.form.requestSubmit();
});

// A secret is in no page that a browser keeps for "back".
addEventListener("pagehide", () => {
  for (const secret of document.querySelectorAll("[data-secret-text]")) secret.textContent = "";
});
addEventListener("pageshow", event => {
  for (const form of document.querySelectorAll("form[data-sent]")) { delete form.dataset.sent; form.classList.remove("busy"); }
  if (event.persisted && document.querySelector("[data-secret]")) location.reload();
});

document.querySelector("[data-focus]")?.focus();

// What an address points at is open.
const unfold = () => {
  const aim = document.getElementById(location.hash.slice(1));
  if (aim instanceof HTMLDetailsElement) aim.open = true;
};
unfold();
addEventListener("hashchange", unfold);

// The token of a sign-in link stands behind the #, which no server and no log sees.
const link = document.querySelector("[data-link]");
if (link && location.hash.length > 20) {
  link.querySelector("[name=token]").value = location.hash.slice(1);
  history.replaceState(null, "", location.pathname);
  link.hidden = false;
  for (const other of document.querySelectorAll("[data-other]")) other.hidden = true;
  link.requestSubmit();
}
