// Opens pages in a headless browser: axe-core's rules, what they load, how wide they are on a phone, how they print.
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";
import { resolve } from "node:path";
import { readFileSync } from "node:fs";

const load = createRequire(resolve(process.env.CHARTPAPER_TOOLS, "package.json"));
const axe = readFileSync(load.resolve("axe-core/axe.min.js"), "utf8");
const { default: puppeteer } = await import(pathToFileURL(load.resolve("puppeteer-core")));
const browser = await puppeteer.launch({
  executablePath: process.env.CHARTPAPER_BROWSER,
  args: ["--no-sandbox", "--disable-gpu"],
});

let failed = false;
const fail = (words) => {
  failed = true;
  console.log(`accessibility: FAILED: ${words}`);
};

for (const file of process.argv.slice(2)) {
  const address = pathToFileURL(resolve(file)).href;
  for (const [name, width] of [["desk", 1280], ["phone", 375]]) {
    const page = await browser.newPage();
    await page.setViewport({ width, height: 900 });
    const asked = [];
    page.on("request", (request) => asked.push(request.url()));
    page.on("pageerror", (error) => fail(`${file}: ${error.message}`));
    await page.goto(address, { waitUntil: "load" });
    const others = asked.filter((url) => url !== address);
    if (others.length > 0) fail(`${file} loads ${others.join(", ")}`);
    const wide = await page.evaluate("document.documentElement.scrollWidth");
    if (wide > width) fail(`${file} is ${wide} wide on a screen of ${width}`);
    await page.evaluate(axe);
    const { violations, passes } = await page.evaluate("axe.run(document, { resultTypes: ['violations'] })");
    for (const { id, help, nodes } of violations) {
      fail(`${file} (${name}): ${id}: ${help}, ${nodes.length} times, first at ${nodes[0].target}`);
    }
    if (passes.length === 0) fail(`${file}: axe-core applied no rule`);
    console.log(`accessibility: ${file} (${name}): ${violations.length} violations of axe-core ${passes.length} rules passed`);
    await page.screenshot({ path: file.replace(/html$/, `${name}.png`), fullPage: true });
    await page.close();
  }
  const page = await browser.newPage();
  await page.goto(address, { waitUntil: "load" });
  await page.pdf({ path: file.replace(/html$/, "pdf"), format: "A4", printBackground: false });
  await page.close();
}
await browser.close();
process.exit(failed ? 1 : 0);
