// Builds ../wwwroot from this folder: scripts and styles by esbuild, the sprite from the pictures that Glyph.cs names. Installs the
// tools of package-lock.json first when they aren't those. Several builds may call it at once: one works, the others wait and find it done.
import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdir, readdir, readFile, rename, rm, rmdir, stat, utimes, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
const out = join(here, "../wwwroot");
const lock = join(here, "../obj/assets.lock");
const glyphs = join(here, "../Components/Glyph.cs");
const outputs = ["app.js", "app.css", "dark.css", "chart.js", "map.js", "map.css", "icons.svg", "icon.svg"];
const STALE_LOCK_MS = 5 * 60 * 1000;
const POLL_MS = 200;

const modified = async path => (existsSync(path) ? (await stat(path)).mtimeMs : 0);

async function acquire() {
  await mkdir(dirname(lock), { recursive: true });
  for (;;) {
    try {
      return await mkdir(lock);
    } catch (error) {
      if (error.code !== "EEXIST") throw error;
      if (Date.now() - (await modified(lock)) > STALE_LOCK_MS) await rmdir(lock).catch(() => {}); // Another waiter was quicker.
      await new Promise(resolve => setTimeout(resolve, POLL_MS));
    }
  }
}

async function install() {
  const wanted = join(here, "package-lock.json");
  const installed = join(here, "node_modules/.package-lock.json");
  if ((await modified(installed)) >= (await modified(wanted))) return;
  execFileSync("npm", ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"], { cwd: here, stdio: "inherit", shell: process.platform === "win32" });
  await utimes(installed, new Date(), new Date());
}

async function sources() {
  const files = (await readdir(here, { recursive: true, withFileTypes: true }))
    .filter(entry => entry.isFile() && !entry.parentPath.includes("node_modules"))
    .map(entry => join(entry.parentPath, entry.name));
  return [...files, glyphs];
}

async function isFresh() {
  const oldest = Math.min(...(await Promise.all(outputs.map(file => modified(join(out, file))))));
  const newest = Math.max(...(await Promise.all((await sources()).map(modified))));
  return oldest >= newest;
}

/** One symbol for each member of the enum, named in kebab-case as Lucide names its files. */
async function sprite() {
  const members = [...(await readFile(glyphs, "utf8")).matchAll(/^ {4}(\w+) = \d+,$/gm)].map(match => match[1]);
  const symbols = members.map(async member => {
    const name = member.replace(/(?<=[a-z0-9])(?=[A-Z])|(?<=[a-z])(?=[0-9])/g, "-").toLowerCase();
    const svg = await readFile(join(here, "node_modules/lucide-static/icons", `${name}.svg`), "utf8");
    const shapes = svg.replace(/^[\s\S]*?<svg[^>]*>|<\/svg>\s*$/g, "").replace(/\s*\n\s*/g, "");
    return `<symbol id="${name}" viewBox="0 0 24 24">${shapes}</symbol>`;
  });
  return `<!-- Lucide, ISC licence, lucide.dev --><svg xmlns="http://www.w3.org/2000/svg">${(await Promise.all(symbols)).join("\n")}</svg>`;
}

async function bundle() {
  const { build } = await import("esbuild");
  const built = await build({
    absWorkingDir: here,
    entryPoints: { app: "src/app.js", chart: "src/chart.js", map: "src/map.js" },
    bundle: true, minify: true, format: "esm", target: "es2020", charset: "utf8", legalComments: "eof",
    outdir: out, write: false, external: ["./chart.js", "./map.js"], nodePaths: [join(here, "node_modules")],
  });
  const styled = await build({
    absWorkingDir: here,
    entryPoints: { app: "css/app.css", dark: "css/dark.css", map: "css/map.css" },
    bundle: true, minify: true, target: ["chrome87", "safari14", "firefox91"], charset: "utf8", legalComments: "eof",
    outdir: out, write: false, loader: { ".png": "empty" },
  });
  return [...built.outputFiles, ...styled.outputFiles].map(file => [file.path, file.text]);
}

/** Written beside and renamed, so that a build that reads meanwhile sees the old file or the new one. */
async function write(path, text) {
  const beside = `${path}.${process.pid}`;
  await writeFile(beside, text);
  await rename(beside, path);
}

await acquire();
try {
  if (!(await isFresh())) {
    await install();
    await mkdir(out, { recursive: true });
    for (const [path, text] of await bundle()) await write(path, text);
    await write(join(out, "icons.svg"), await sprite());
    await write(join(out, "icon.svg"), await readFile(join(here, "icon.svg")));
  }
} finally {
  await rm(lock, { recursive: true, force: true });
}
