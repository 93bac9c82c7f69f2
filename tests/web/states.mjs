// The states of the pages that a real server does not show on demand: signed out, empty, failing, offline,
// every phase. Usage: node states.mjs DIST

import { browserStart, check, checkFaults, checkPage, DESK, PHONE, tabOpen, verdict } from "./browser.mjs";
import { answers, fixtureStart } from "./fixture.mjs";

const dist = process.argv[2];
const browser = await browserStart();
const ID = answers.view("buyer", "negotiation").id;
const CASE = `/v1/disputes/${ID}`;

async function signedOut() {
	const fixture = await fixtureStart(dist, "buyer");
	const tab = await tabOpen(browser, fixture.origin, PHONE);
	await tab.page.goto(`${fixture.origin}/buyer`);
	await tab.page.getByRole("heading", { name: "请从平台进入本页" }).waitFor();
	await checkPage(tab, "signed out");
	await tab.page.goto(`${fixture.origin}/`);
	await tab.page.getByRole("heading", { level: 1 }).waitFor();
	await checkPage(tab, "home");
	checkFaults(tab, "signed out");
	await tab.context.close();
	fixture.stop();
}

async function emptyAndFailing() {
	let fails = true;
	const fixture = await fixtureStart(dist, "buyer", {
		"GET /v1/orders": { items: [] },
		"GET /v1/disputes": () =>
			fails
				? {
						status: 500,
						body: {
							code: "record_corrupt",
							title: "A stored record failed its check",
							detail: "the card of dsp_…",
							remedy: "Tell the operator; nothing was changed.",
						},
					}
				: { status: 200, body: { items: [], next: null } },
	});
	const tab = await tabOpen(browser, fixture.origin, PHONE);
	await tab.page.goto(`${fixture.origin}/buyer#token=t`);
	await tab.page.getByRole("alert").waitFor();
	check((await tab.page.getByText("Tell the operator").count()) === 1, "a failure shows its remedy");
	check(!tab.page.url().includes("token"), "the token leaves the address bar");
	await checkPage(tab, "list failing");
	fails = false;
	await tab.page.getByRole("button", { name: "重试" }).click();
	await tab.page.getByText("您还没有纠纷").waitFor();
	await tab.page.getByRole("link", { name: "提交纠纷" }).click();
	await tab.page.getByRole("heading", { name: "没有可以提交纠纷的订单" }).waitFor();
	check(true, "an empty list and no order say so");
	await tab.context.setOffline(true);
	await tab.page.getByText("网络已断开").waitFor();
	await checkPage(tab, "offline");
	await tab.context.setOffline(false);
	await tab.page.getByText("网络已断开").waitFor({ state: "detached" });
	check(true, "being offline is shown and ends by itself");
	checkFaults(tab, "empty and failing");
	await tab.context.close();
	fixture.stop();
}

async function wrongRole() {
	const fixture = await fixtureStart(dist, "seller");
	const tab = await tabOpen(browser, fixture.origin, PHONE, "en-GB");
	await tab.page.goto(`${fixture.origin}/buyer#token=t`);
	await tab.page.getByRole("heading", { name: "This page is for somebody else" }).waitFor();
	check(true, "a seller on the buyer's page is told so, in English");
	await tab.page.getByRole("button", { name: "中文" }).click();
	await tab.page.getByRole("heading", { name: "本页供其他人使用" }).waitFor();
	check(
		(await tab.page.locator("html").getAttribute("lang")) === "zh-CN",
		"the language can be switched, and the page says which it is",
	);
	await tab.context.close();
	fixture.stop();
}

async function respondErrors() {
	const fixture = await fixtureStart(dist, "seller", {
		[`GET ${CASE}`]: answers.view("seller", "negotiation"),
		[`GET ${CASE}/assessment`]: answers.ASSESSMENT,
	});
	const tab = await tabOpen(browser, fixture.origin, PHONE);
	await tab.page.goto(`${fixture.origin}/seller#token=t&to=case/${ID}`);
	await tab.page.getByRole("link", { name: "答复诉求" }).waitFor();
	await checkPage(tab, "case of the seller");
	await tab.page.getByRole("link", { name: "答复诉求" }).click();
	await tab.page.getByLabel("不同意诉求").check();
	await tab.page.getByRole("button", { name: "继续" }).click();
	const summary = tab.page.getByRole("alert");
	await summary.waitFor();
	check(
		await summary.evaluate((element) => document.activeElement === element),
		"the error summary takes the focus",
	);
	check((await tab.page.title()).startsWith("错误："), "the title says that there is an error");
	await checkPage(tab, "respond with errors");
	await summary.getByRole("link").first().click();
	check(
		await tab.page.evaluate(() => document.activeElement?.tagName === "INPUT"),
		"an error leads to its field",
	);
	checkFaults(tab, "respond");
	await tab.context.close();
	fixture.stop();
}

async function refusedAtTheField() {
	const fixture = await fixtureStart(dist, "seller", {
		[`GET ${CASE}`]: answers.view("seller", "negotiation"),
		"POST /v1/keys": {},
		[`POST ${CASE}/offers`]: () => ({
			status: 400,
			body: {
				code: "invalid_value",
				title: "A value is missing or not allowed",
				detail: "more than was paid",
				remedy: "Correct the field that is named and send the request again.",
				field: "/alternatives/0/amount",
			},
		}),
	});
	const tab = await tabOpen(browser, fixture.origin, PHONE);
	await tab.page.goto(`${fixture.origin}/seller#token=t&to=case/${ID}/offers`);
	await tab.page.getByLabel("您愿意").selectOption("PRICE_REDUCTION");
	await tab.page.getByLabel("金额").fill("9999");
	await tab.page.getByRole("button", { name: "继续" }).click();
	await tab.page.getByRole("button", { name: "签名并提出方案" }).click();
	await tab.page.locator("#alternatives-0-amount-error").waitFor();
	check(
		(await tab.page.getByLabel("金额").inputValue()) === "9999",
		"what the server refuses is shown at its field, and what was typed is still there",
	);
	await checkPage(tab, "refused at the field");
	await tab.context.close();
	fixture.stop();
}

async function darkAndReduced() {
	const fixture = await fixtureStart(dist, "buyer", {
		[`GET ${CASE}`]: answers.view("buyer", "negotiation"),
		[`GET ${CASE}/assessment`]: answers.ASSESSMENT,
	});
	const tab = await tabOpen(browser, fixture.origin, { width: 360, height: 740 }, "zh-CN", {
		colorScheme: "dark",
		reducedMotion: "reduce",
	});
	await tab.page.goto(`${fixture.origin}/buyer#token=t&to=case/${ID}`);
	await tab.page.getByRole("heading", { name: "规则参考意见" }).waitFor();
	await checkPage(tab, "dark at 360 px");
	await tab.page.evaluate(() => (document.documentElement.style.fontSize = "200%"));
	await checkPage(tab, "text at 200 %");
	checkFaults(tab, "dark");
	await tab.context.close();
	fixture.stop();
}

async function softwareKey() {
	let proof = "";
	const fixture = await fixtureStart(dist, "seller", {
		[`GET ${CASE}`]: answers.view("seller", "negotiation"),
		[`GET ${CASE}/assessment`]: answers.ASSESSMENT,
	});
	const tab = await tabOpen(browser, fixture.origin, PHONE);
	await tab.page.addInitScript(() => {
		crypto.subtle.generateKey = () =>
			Promise.reject(new DOMException("no Ed25519 here", "NotSupportedError"));
	});
	tab.page.on("request", (request) => {
		if (request.method() === "POST" && request.url().endsWith("/v1/keys")) {
			proof = JSON.parse(request.postData()).proof;
		}
	});
	await tab.page.goto(`${fixture.origin}/seller#token=t&to=case/${ID}/messages`);
	await tab.page.getByLabel("消息内容").fill("您好");
	await tab.page.getByRole("button", { name: "继续" }).click();
	await tab.page.getByRole("button", { name: "签名并发送" }).click();
	await tab.page.getByRole("alert").waitFor();
	check(
		proof.startsWith("sanbao-key/v1 possess\nservice sanbao.localhost\nparty seller s-haian\n") &&
			proof.includes("\n\n\u2014 "),
		"a browser without Ed25519 signs with the library instead",
		proof,
	);
	await tab.context.close();
	fixture.stop();
}

async function wideConsole() {
	const staff = answers.view("staff", "evidence", { offers: { count: 1, sealed: true } });
	const fixture = await fixtureStart(dist, "arbiter", {
		[`GET ${CASE}`]: staff,
		[`GET ${CASE}/assessment`]: answers.ASSESSMENT,
		"GET /v1/admin/queue": (request) => ({
			status: 200,
			body: { items: request.url.includes("evidence") ? [answers.card("evidence")] : [], next: null },
		}),
	});
	const tab = await tabOpen(browser, fixture.origin, DESK);
	await tab.page.goto(`${fixture.origin}/console#token=t`);
	await tab.page.getByText(answers.ORDER.title).first().waitFor();
	await tab.page.keyboard.press("j");
	await tab.page.getByRole("table").waitFor();
	check(true, "j opens the first case of the queue");
	await checkPage(tab, "console");
	await tab.page.setViewportSize({ width: 320, height: 700 });
	await checkPage(tab, "console at 320 px");
	await tab.page.setViewportSize(DESK);
	await tab.page.getByText("键盘快捷键").click();
	await tab.page.getByLabel("启用快捷键").uncheck();
	await tab.page.locator("h1").focus();
	await tab.page.keyboard.press("u");
	check(tab.page.url().includes(ID), "shortcuts can be switched off");
	checkFaults(tab, "console");
	await tab.context.close();
	fixture.stop();
}

for (const state of [
	signedOut,
	emptyAndFailing,
	wrongRole,
	respondErrors,
	refusedAtTheField,
	darkAndReduced,
	softwareKey,
	wideConsole,
]) {
	await state().catch((error) =>
		check(false, `${state.name} runs through`, String(error).split("\n").slice(0, 3).join(" ")),
	);
}
await browser.close();
process.exit(verdict());
