// One dispute from filing to ruling, through the pages alone, against the real server.
//
//	node journey.mjs PROGRAM        starts PROGRAM on a free port with a demo data directory of its own

import { execFileSync, spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { deflateSync, crc32 as nodeCrc32 } from "node:zlib";
import {
	browserStart,
	check,
	checkFaults,
	checkPage,
	DESK,
	PHONE,
	shot,
	tabOpen,
	verdict,
} from "./browser.mjs";

const program = process.argv[2];
const folder = mkdtempSync(path.join(tmpdir(), "sanbao-browser-"));
const data = path.join(folder, "data");

const ORDER = "WEB-2001";
const DAY_MS = 86_400_000;
const day = (ago) => new Date(Date.now() + 8 * 3_600_000 - ago * DAY_MS).toISOString().slice(0, 10); // Shanghai's

// --- the server ---

const run = (...words) => execFileSync(program, words, { encoding: "utf8" }).trim();
const token = (role, party) => run("token", "--data", data, "--role", role, "--party", party);

async function freePort() {
	const probe = createServer();
	await new Promise((resolve) => probe.listen(0, "127.0.0.1", resolve));
	const { port } = probe.address();
	await new Promise((resolve) => probe.close(resolve));
	return port;
}

async function serverStart() {
	run("init", "--data", data, "--demo");
	const port = await freePort();
	const origin = `http://127.0.0.1:${port}`;
	const server = spawn(program, ["serve", "--data", data, "--listen", `127.0.0.1:${port}`], {
		stdio: ["ignore", "ignore", "pipe"],
	});
	let log = "";
	server.stderr.on("data", (piece) => (log += piece));
	for (let attempt = 0; attempt < 100; attempt += 1) {
		const ready = await fetch(`${origin}/readyz`).then(
			(response) => response.ok,
			() => false,
		);
		if (ready) {
			return { origin, server };
		}
		await new Promise((resolve) => setTimeout(resolve, 100));
	}
	throw new Error(`the server does not start: ${log}`);
}

// The marketplace tells of an order that nobody has disputed yet.
async function orderPut(origin) {
	const body = {
		ref: ORDER,
		title: '晨光 43 英寸平板电视 Flat-panel TV 43"',
		currency: "CNY",
		buyer: "b-li",
		seller: "s-anxin",
		facts: {
			jurisdiction: "CN",
			"order.channel": "online",
			"buyer.role": "consumer",
			"seller.role": "trader",
			"proof.order_record": true,
			"order.paid_minor": 239900,
			"order.invoice_minor": 239900,
			"order.concluded_at": day(6),
			"order.invoice_date": day(6),
			"goods.category": "tv_flat",
			"goods.part": "main_unit",
			"goods.durable_listed": true,
			"time.delivered_at": day(4),
			"time.install_done_at": day(4),
		},
	};
	const response = await fetch(`${origin}/v1/platform/orders/${ORDER}`, {
		method: "PUT",
		headers: {
			Authorization: `Bearer ${token("platform", "p-market")}`,
			"Content-Type": "application/json",
		},
		body: JSON.stringify(body),
	});
	if (!response.ok) {
		throw new Error(`the order was refused: ${response.status} ${await response.text()}`);
	}
}

// --- pictures: real PNG files, made here ---

function crc32(bytes) {
	if (nodeCrc32 !== undefined) {
		return nodeCrc32(bytes);
	}
	let crc = ~0;
	for (const byte of bytes) {
		crc ^= byte;
		for (let bit = 0; bit < 8; bit += 1) {
			crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
		}
	}
	return ~crc >>> 0;
}

function chunk(type, bytes) {
	const body = Buffer.concat([Buffer.from(type), bytes]);
	const ends = Buffer.alloc(8);
	ends.writeUInt32BE(bytes.length, 0);
	ends.writeUInt32BE(crc32(body), 4);
	return Buffer.concat([ends.subarray(0, 4), body, ends.subarray(4)]);
}

// A dark screen with a bright vertical line: the fault that the story is about.
function png(width, height, lineAt) {
	const rows = Buffer.alloc((width * 3 + 1) * height);
	for (let y = 0; y < height; y += 1) {
		for (let x = 0; x < width; x += 1) {
			const at = y * (width * 3 + 1) + 1 + x * 3;
			const inside = x > 20 && x < width - 20 && y > 20 && y < height - 40;
			const [r, g, b] =
				Math.abs(x - lineAt) < 3 && inside
					? [120, 255, 190]
					: inside
						? [20, 26, 40 + (y >> 3)]
						: [190, 186, 180];
			rows[at] = r;
			rows[at + 1] = g;
			rows[at + 2] = b;
		}
	}
	const header = Buffer.alloc(13);
	header.writeUInt32BE(width, 0);
	header.writeUInt32BE(height, 4);
	header.set([8, 2, 0, 0, 0], 8);
	return Buffer.concat([
		Buffer.from("89504e470d0a1a0a", "hex"),
		chunk("IHDR", header),
		chunk("IDAT", deflateSync(rows)),
		chunk("IEND", Buffer.alloc(0)),
	]);
}

const picture = (name, lineAt) => ({ name, mimeType: "image/png", buffer: png(640, 420, lineAt) });

// --- the journey ---

const next = (tab) => tab.page.getByRole("button", { name: "继续" }).click();
const heading = (tab, name) => tab.page.getByRole("heading", { name, level: 1 }).waitFor();

// Continue, and wait until the next question is there.
async function turn(tab) {
	const question = await tab.page.locator("h1").innerText();
	await next(tab);
	await tab.page.waitForFunction(
		(old) => ![null, undefined, old].includes(document.querySelector("h1")?.innerText),
		question,
	);
}

async function answerYes(tab, question, answer) {
	await heading(tab, question);
	await tab.page.getByLabel(answer, { exact: true }).check();
	await turn(tab);
}

// Whatever facts the reason asks for: yes or no, a kind, a day.
const FACTS = {
	"商品有没有问题？": (tab) => tab.page.getByLabel("有问题", { exact: true }).check(),
	"是哪一种问题？": (tab) => tab.page.getByLabel("不能正常使用（性能故障）").check(),
	"是否属于该类商品三包规定的性能故障表？": (tab) => tab.page.getByLabel("我不清楚").check(),
	"您是哪一天发现的？": (tab) => tab.page.locator("#fact").fill(day(1)),
	"您第一次告诉商家是哪一天？": (tab) => tab.page.locator("#fact").fill(day(1)),
	"商家有没有同型号现货？": (tab) => tab.page.getByLabel("我不清楚").check(),
	"修理过哪几次？": async (tab) => {
		await tab.page.getByRole("button", { name: "再加一次修理" }).click();
		await tab.page.getByLabel("送修日期").fill(day(1));
		await checkPage(tab, "repairs");
		await tab.page.getByRole("button", { name: "删除第 1 次修理" }).click();
	},
	"您有发票吗？": (tab) => tab.page.getByLabel("是", { exact: true }).check(),
};

async function answerFacts(tab) {
	let asked = 0;
	for (;;) {
		await tab.page.locator("h1").waitFor();
		const question = await tab.page.locator("h1").innerText();
		if (question === "您希望怎样解决？") {
			return asked;
		}
		const answer = FACTS[question];
		if (answer === undefined) {
			throw new Error(`an unexpected question: ${question}`);
		}
		if (asked === 1) {
			await checkPage(tab, "a fact asked");
		}
		await answer(tab);
		await turn(tab);
		asked += 1;
	}
}

async function buyerFiles(tab) {
	await tab.page.goto(`${tab.origin}/buyer#token=${token("buyer", "b-li")}`);
	await heading(tab, "我的订单与纠纷");
	check(!tab.page.url().includes("token"), "the buyer's token leaves the address bar");
	await checkPage(tab, "buyer home");
	await tab.page.getByRole("link", { name: "提交纠纷" }).click();
	await heading(tab, "是哪一笔订单？");
	await next(tab);
	await tab.page.getByRole("alert").waitFor();
	await checkPage(tab, "no order chosen");
	await tab.page.getByLabel(/43 英寸/).check();
	await next(tab);
	await heading(tab, "出了什么问题？");
	await checkPage(tab, "what went wrong");
	await tab.page.getByLabel("商品有问题").check();
	await next(tab);
	await answerYes(tab, "哪一项最符合您的情况？", "商品有故障");
	tab.page.on(
		"request",
		(request) =>
			(tab.registrations += request.method() === "POST" && request.url().endsWith("/v1/keys") ? 1 : 0),
	);
	tab.registrations = 0;
	const asked = await answerFacts(tab);
	check(asked >= 3, `the facts of the reason were asked one by one (${asked})`);
	await tab.page.getByLabel("退货并全额退款").check();
	await next(tab);
	await heading(tab, "还有哪些方案您也可以接受？");
	await tab.page.getByLabel("换同型号商品").check();
	await next(tab);
	await heading(tab, "发生了什么？");
	await tab.page
		.getByLabel("请用自己的话说明")
		.fill("装好第三天，屏幕右侧出现一条绿色竖线，断电重启后仍在。\n商家客服说是我安装时碰的，拒绝退货。");
	await next(tab);
	await heading(tab, "照片、视频、单据");
	await tab.page
		.locator("[data-test=files]")
		.setInputFiles([picture("screen.png", 460), picture("screen.png", 300)]);
	await tab.page.getByText("已收到，指纹核对一致").nth(1).waitFor();
	check(
		(await tab.page.getByText("已收到，指纹核对一致").count()) === 2,
		"both photos were received, digests confirmed",
	);
	await tab.context.setOffline(true);
	await tab.page.locator("[data-test=files]").setInputFiles([picture("back.png", 200)]);
	const again = tab.page.getByRole("button", { name: "重试 back.png" });
	await again.waitFor();
	check(true, "a photo that could not be sent says so and can be tried again");
	await tab.context.setOffline(false);
	await again.click();
	await tab.page.getByText("已收到，指纹核对一致").nth(2).waitFor();
	await tab.page.getByRole("button", { name: "移除 back.png" }).click();
	check(
		(await tab.page.getByText("已收到，指纹核对一致").count()) === 2,
		"it arrives when the network is back, and can be removed",
	);
	await checkPage(tab, "photos");
	await tab.page.reload();
	await tab.page.getByText("已收到，指纹核对一致").nth(1).waitFor();
	check(true, "after a reload the draft goes on where it was, photos included");
	await draftElsewhere(tab);
	await next(tab);
	await heading(tab, "请核对您的填写");
	check(
		(await tab.page.getByText("屏幕右侧出现一条绿色竖线").count()) === 1,
		"the answers came back from the server",
	);
	await checkPage(tab, "check answers");
	await tab.page.getByRole("link", { name: "下一步：签名" }).click();
	await heading(tab, "签名并提交");
	const shown = await tab.page.locator("pre.exact").first().innerText();
	check(
		shown.startsWith("sanbao-statement/v1 filing\n") &&
			(shown.match(/^file sha256:/gm) ?? []).length === 2,
		"the statement is shown word for word, with both files",
	);
	await checkPage(tab, "sign");
	const sending = tab.page.waitForRequest((request) => request.url().endsWith("/submit"));
	await tab.page.getByRole("button", { name: "签名并提交纠纷" }).click();
	const { statement } = (await sending).postDataJSON();
	check(statement.startsWith(`${shown.trimEnd()}\n\n\u2014 `), "what is signed is what was shown");
	await tab.page.getByText("已签名、已送达").waitFor();
	await checkPage(tab, "filed");
	const saving = tab.page.waitForEvent("download");
	await tab.page.getByRole("button", { name: "下载回执" }).click();
	check((await saving).suggestedFilename().endsWith(".tlog-proof"), "the receipt can be downloaded");
	return tab.page.url().split("/").pop();
}

// The same draft on another device: the answers are the server's, not the browser's.
async function draftElsewhere(first) {
	const tab = await tabOpen(first.browser, first.origin, PHONE);
	const draft = first.page.url().match(/draft\/(dsp_\w+)/)[1];
	await tab.page.goto(`${tab.origin}/buyer#token=${token("buyer", "b-li")}&to=draft/${draft}/check`);
	await heading(tab, "请核对您的填写");
	check(
		(await tab.page.getByText("屏幕右侧出现一条绿色竖线").count()) === 1,
		"the draft goes on on another device",
	);
	await tab.context.close();
}

async function otherDevice(browser, origin, dispute) {
	const tab = await tabOpen(browser, origin, PHONE, "en-US");
	await tab.page.goto(`${origin}/buyer#token=${token("buyer", "b-li")}&to=case/${dispute}`);
	await tab.page.getByRole("heading", { name: /43 英寸/ }).waitFor();
	await tab.page.locator(".exhibit img").nth(1).waitFor();
	check(
		(await tab.page.getByText("unchanged since it was signed").count()) === 2,
		"another device shows the photos, their digests checked again",
	);
	await checkPage(tab, "case in English");
	checkFaults(tab, "other device");
	await tab.context.close();
}

async function sellerAnswers(tab, dispute) {
	await tab.page.goto(`${tab.origin}/seller#token=${token("seller", "s-anxin")}`);
	await heading(tab, "与我的销售有关的纠纷");
	await checkPage(tab, "seller home");
	await tab.page.goto(`${tab.origin}/seller#case/${dispute}`);
	await tab.page.getByRole("link", { name: "答复诉求" }).click();
	await tab.page.getByLabel("不同意诉求").check();
	const groups = tab.page.locator(".group");
	for (let at = 0; at < (await groups.count()); at += 1) {
		const contested = (await groups.nth(at).innerText()).startsWith("商品有问题");
		await groups
			.nth(at)
			.getByLabel(contested ? "不属实" : "属实", { exact: true })
			.check();
	}
	await tab.page.getByLabel("用自己的话答复").fill("出厂检验合格，竖线是安装时受力造成的。");
	await checkPage(tab, "seller responds");
	await next(tab);
	await tab.page.getByRole("button", { name: "签名并提交答复" }).click();
	await tab.page.getByText("已签名、已送达").waitFor();
	await tab.page.getByRole("link", { name: "提出和解方案" }).click();
	await tab.page.getByLabel("您愿意").selectOption("PRICE_REDUCTION");
	await tab.page.getByLabel("金额").fill("300");
	await checkPage(tab, "seller offers");
	await next(tab);
	await tab.page.getByRole("button", { name: "签名并提出方案" }).click();
	await tab.page.getByText("已签名、已送达").waitFor();
	check((await tab.page.getByText("减价 ¥300.00").count()) > 0, "the offer stands on the case page");
	await tab.page.getByRole("heading", { name: "规则参考意见" }).waitFor();
	await checkPage(tab, "case with an offer");
}

async function buyerDeclinesAndEscalates(tab) {
	await tab.page.getByRole("button", { name: "刷新" }).click();
	await tab.page.getByRole("link", { name: "拒绝" }).click();
	await next(tab);
	await tab.page.getByRole("button", { name: "签名并拒绝" }).click();
	await tab.page.getByText("已签名、已送达").waitFor();
	await tab.page.getByRole("link", { name: "发送消息" }).first().click();
	await tab.page.getByLabel("消息内容").fill("300 元不能接受，请平台处理。");
	await next(tab);
	await tab.page.getByRole("button", { name: "签名并发送" }).click();
	await tab.page.locator(".message.mine").waitFor();
	await tab.page.getByRole("link", { name: "申请平台处理" }).click();
	await next(tab);
	await tab.page.getByRole("button", { name: "签名并申请处理" }).click();
	await tab.page.locator(".tag.evidence").waitFor();
	check(true, "the buyer declines, writes, and asks for a decision");
	await tab.page.reload();
	await tab.page.getByRole("link", { name: "补充证据" }).first().click();
	await tab.page.locator("[data-test=files]").setInputFiles([picture("label.png", 100)]);
	await tab.page.getByText("已收到，指纹核对一致").waitFor();
	await tab.page.getByLabel("它能说明什么？").fill("机身标签与序列号。");
	await checkPage(tab, "add evidence");
	await next(tab);
	await tab.page.getByRole("button", { name: "签名并提交证据" }).click();
	await tab.page.getByText("已签名、已送达").waitFor();
	check(
		tab.registrations === 1,
		"one key serves all acts of this browser, over reloads",
		String(tab.registrations),
	);
	await checkPage(tab, "case in evidence");
}

async function evidenceClose(tab) {
	await tab.page.getByRole("button", { name: "结束举证" }).click();
	await tab.page.getByRole("button", { name: "确定结束并运行规则" }).click();
	await tab.page.getByRole("heading", { name: "调处建议" }).waitFor();
	await tab.page.locator(".proposal .rule").first().waitFor();
}

// A rejected proposal opens the evidence again; closing it makes the next version.
async function arbiterRejectsOnce(tab) {
	await tab.page.locator("h1").focus();
	await tab.page.keyboard.press("x");
	await heading(tab, "不采纳调处建议");
	await tab.page.getByLabel("有新证据").check();
	await tab.page.getByLabel("理由", { exact: true }).fill("买家补交了机身标签，请商家核对。");
	await next(tab);
	await tab.page.getByRole("button", { name: "签名，不采纳" }).click();
	await tab.page.locator(".case-head .tag.evidence").waitFor();
	await evidenceClose(tab);
	await tab.page.locator(".proposal", { hasText: "第 2 版" }).waitFor();
	await tab.page.locator(".proposal .rule").first().waitFor();
	check(
		(await tab.page.locator(".proposal").innerText()).includes("第 2 版"),
		"a rejected proposal opens the evidence again, closing it makes version 2",
	);
}

async function arbiterDecides(tab, dispute) {
	await tab.page.goto(`${tab.origin}/console#token=${token("arbiter", "a-chen")}`);
	await tab.page.locator(".queue .card").first().waitFor();
	await checkPage(tab, "queue");
	await tab.page.locator(`.queue a[href="#case/${dispute}"]`).click();
	await tab.page.locator(".stage img").waitFor();
	await tab.page.keyboard.press("+");
	await tab.page.locator(".zoom-150").waitFor();
	await tab.page.keyboard.press("-");
	await checkPage(tab, "console in evidence");
	await tab.page.locator("tr", { hasText: "defect.exists" }).getByRole("link", { name: "认定" }).click();
	await tab.page.getByLabel("有问题", { exact: true }).check();
	await tab.page.getByLabel("依据是什么？").fill("B-1、B-2：照片显示屏幕竖线；商家未提交安装受力的证据。");
	await checkPage(tab, "find a fact");
	await tab.page.getByRole("button", { name: "记录认定" }).click();
	await tab.page.locator("tr.found").waitFor();
	check(true, "the arbiter finds the contested fact");
	await evidenceClose(tab);
	check(
		(await tab.page.locator(".proposal .article blockquote").count()) > 0,
		"the proposal quotes the articles it rests on",
	);
	await checkPage(tab, "console with proposal");
	await arbiterRejectsOnce(tab);
	await tab.page.locator("h1").focus();
	await tab.page.keyboard.press("c");
	await heading(tab, "确认调处建议");
	await tab.page
		.getByLabel("理由", { exact: true })
		.fill("七日内出现性能故障，有照片为证；商家关于安装受力的主张没有证据。依三包规定支持退货。");
	await next(tab);
	const shown = await tab.page.locator("pre.exact").first().innerText();
	check(
		shown.startsWith("sanbao-statement/v1 ruling\n") && shown.includes("party arbiter a-chen"),
		"the arbiter sees exactly what is signed",
	);
	await checkPage(tab, "confirm and sign");
	await tab.page.getByRole("button", { name: "签名并确认" }).click();
	await tab.page.getByText("已签名并记录").waitFor();
	await checkPage(tab, "decided");
}

async function bothSeeTheRuling(buyer, seller) {
	for (const [tab, who] of [
		[buyer, "buyer"],
		[seller, "seller"],
	]) {
		await tab.page.getByRole("button", { name: "刷新" }).click();
		const ruling = tab.page.locator("section.ruling");
		await ruling.waitFor();
		await ruling.locator(".rule summary").first().click();
		await ruling.locator(".article blockquote").first().waitFor();
		const text = await ruling.innerText();
		check(text.includes("商家关于安装受力的主张没有证据"), `the ${who} reads the arbiter's reasons`);
		check(
			text.includes("¥2,399.00") || text.includes("2399.00"),
			`the ${who} sees the amount`,
			text.slice(0, 200),
		);
		check(
			(await tab.page.getByText("向人民法院提起诉讼").count()) > 0,
			`the ${who} is told of the ways that stay open`,
		);
		check((await tab.page.locator(".obligation").count()) >= 2, `the ${who} sees who owes what`);
		await checkPage(tab, `ruling for the ${who}`);
		check(
			!/仲裁裁决/.test(await tab.page.locator("body").innerText()),
			`the ${who} is never told of an arbitration award`,
		);
	}
}

async function performance(buyer, seller) {
	await buyer.page.getByRole("link", { name: "报告已经履行" }).click();
	await buyer.page.getByLabel(/做了什么/).fill("已寄回，运单号 SF1234567890。");
	await next(buyer);
	await buyer.page.getByRole("button", { name: "签名并报告" }).click();
	await buyer.page.getByText("已签名、已送达").waitFor();
	await seller.page.getByRole("button", { name: "刷新" }).click();
	await seller.page.getByRole("link", { name: "确认已经履行" }).click();
	await next(seller);
	await seller.page.getByRole("button", { name: "签名并确认" }).click();
	await seller.page.locator(".obligation[data-state=done]").waitFor();
	check(true, "the buyer reports, the seller confirms");
	await shot(seller, "performed");
}

// Two cases of the demo that wait for an answer: an offer to accept, a proposal to amend.
async function buyerAccepts(browser, origin) {
	const tab = await tabOpen(browser, origin, PHONE);
	await tab.page.goto(`${origin}/buyer#token=${token("buyer", "b-wang")}`);
	await tab.page.getByRole("link", { name: /手冲咖啡壶/ }).click();
	await tab.page.getByRole("link", { name: "接受" }).click();
	await next(tab);
	await tab.page.getByRole("alert").waitFor();
	check(true, "which of two alternatives is accepted must be said");
	await tab.page.getByLabel(/换同型号商品/).check();
	await checkPage(tab, "accept an offer");
	await next(tab);
	await tab.page.getByRole("button", { name: "签名并接受" }).click();
	await tab.page.getByText("已签名、已送达").waitFor();
	check((await tab.page.locator(".obligation").count()) >= 2, "an accepted offer becomes obligations");
	await checkPage(tab, "settled");
	checkFaults(tab, "buyer who accepts");
	await tab.context.close();
}

async function arbiterAmends(tab) {
	await tab.page.goto(`${tab.origin}/console`);
	await tab.page.locator(".queue a", { hasText: "32 英寸" }).click();
	await tab.page.locator(".proposal .rule").first().waitFor();
	await tab.page.keyboard.press("a");
	await heading(tab, "变更调处建议");
	await next(tab);
	await tab.page.getByRole("alert").waitFor();
	check(
		(await tab.page.getByRole("alert").getByRole("link").count()) === 2,
		"an amendment needs a code and reasons",
	);
	await tab.page.getByLabel("个案公平").check();
	await tab.page.getByLabel("改为").selectOption("EXCHANGE_SAME");
	await tab.page.getByLabel("理由", { exact: true }).fill("买家表示也可换货；商家有同型号现货，换货更快。");
	await checkPage(tab, "amend");
	await next(tab);
	await tab.page.getByRole("button", { name: "签名并变更" }).click();
	await tab.page.getByText("已签名并记录").waitFor();
	await tab.page.locator(".case-head", { hasText: "复核" }).waitFor();
	check(
		(await tab.page.locator("section.ruling").count()) === 0,
		"an amended proposal is ruled only when a second person has signed",
	);
	check(
		(await tab.page.getByRole("link", { name: /复核签名|退回/ }).count()) === 0,
		"who decided is not offered the second signature",
	);
	await checkPage(tab, "waits for a second signature");
}

async function secondArbiterOpens(tab) {
	await tab.page.locator(".queue a", { hasText: "32 英寸" }).click();
	await tab.page.getByRole("group", { name: "等待第二人复核签名" }).waitFor();
	await tab.page.locator(".proposal .rule").first().waitFor();
}

// The second arbiter sends the first decision back, the first decides again, the second signs.
async function secondArbiterSigns(browser, first) {
	const tab = await tabOpen(browser, first.origin, DESK);
	await tab.page.goto(`${tab.origin}/console#token=${token("arbiter", "a-zhou")}`);
	await secondArbiterOpens(tab);
	await checkPage(tab, "second arbiter");
	await tab.page.getByRole("link", { name: "退回" }).click();
	await heading(tab, "退回决定");
	await next(tab);
	await tab.page.getByRole("alert").waitFor();
	await tab.page.getByLabel("理由", { exact: true }).fill("请说明为何换货比退款更合适。");
	await next(tab);
	await tab.page.getByRole("button", { name: "签名并退回" }).click();
	await tab.page.getByText("已签名并记录").waitFor();
	check(true, "a second arbiter sends a decision back, with reasons");

	await first.page.reload();
	await arbiterAmends(first);
	await tab.page.reload();
	await tab.page.getByRole("group", { name: "等待第二人复核签名" }).waitFor();
	await tab.page.locator("h1").focus();
	await tab.page.keyboard.press("o");
	await heading(tab, "作为第二人签署决定");
	await checkPage(tab, "cosign");
	await next(tab);
	await tab.page.locator("pre.exact").first().waitFor({ state: "attached" });
	const text = await tab.page.locator("pre.exact").first().textContent();
	check(
		text.startsWith("sanbao-statement/v1 ruling\n") && text.includes("party arbiter a-zhou"),
		"the second arbiter signs a ruling statement of their own",
	);
	await tab.page.getByRole("button", { name: "签署决定" }).click();
	await tab.page.locator("section.ruling", { hasText: "a-zhou" }).waitFor();
	check(true, "with the second signature the decision is issued, and names who signed");
	await checkPage(tab, "cosigned");
	checkFaults(tab, "second arbiter");
	await tab.context.close();
}

async function drop(tab, file) {
	const dropped = await tab.page.evaluateHandle((text) => {
		const transfer = new DataTransfer();
		const bytes = Uint8Array.from(atob(text), (char) => char.charCodeAt(0));
		transfer.items.add(new File([bytes], "case.zip"));
		return transfer;
	}, readFileSync(file).toString("base64"));
	await tab.page.getByLabel("日志公钥").fill("");
	await tab.page.locator(".narrow-page").dispatchEvent("drop", { dataTransfer: dropped });
	await tab.page.getByText("日志公钥取自案卷自身").waitFor();
}

// Anybody checks an exported case, in a browser that is offline by then.
async function anybodyVerifies(browser, origin, dispute) {
	const zip = path.join(folder, "case.zip");
	const unpacked = path.join(folder, "case");
	run("case", "export", dispute, zip, "--data", data);
	run("case", "export", dispute, unpacked, "--data", data);
	const tab = await tabOpen(browser, origin, PHONE);
	await tab.page.goto(`${origin}/verify`);
	await heading(tab, "这份案卷能证明其内容吗？");
	await tab.page.waitForLoadState("networkidle");
	await checkPage(tab, "verify");
	let asked = 0;
	tab.page.on("request", () => (asked += 1));
	await tab.context.setOffline(true);
	await tab.page.getByLabel("日志公钥").fill(run("key", "list", "--data", data).split("\n")[0]);
	await tab.page.getByLabel("案卷压缩包").setInputFiles(zip);
	await tab.page.getByText("案卷完整，签名和日志证明均成立").waitFor();
	check(
		(await tab.page.getByText("日志公钥取自案卷自身").count()) === 0,
		"the log's key came from elsewhere",
	);
	await checkPage(tab, "verified");

	const bytes = readFileSync(zip);
	bytes[bytes.indexOf("竖线")] ^= 1; // a word that the buyer signed
	await tab.page
		.getByLabel("案卷压缩包")
		.setInputFiles({ name: "case.zip", mimeType: "application/zip", buffer: bytes });
	await tab.page.getByText("这份案卷不能证明其内容").waitFor();
	await checkPage(tab, "refused");
	await tab.page
		.getByLabel("案卷压缩包")
		.setInputFiles({ name: "a.zip", mimeType: "application/zip", buffer: Buffer.from("no zip") });
	await tab.page.getByText("无法作为案卷读取").waitFor();
	await tab.page.getByLabel("或者解压后的文件夹").setInputFiles(unpacked);
	await tab.page.getByText("案卷完整，签名和日志证明均成立").waitFor();
	await tab.page.getByLabel("案卷压缩包").setInputFiles([]);
	await drop(tab, zip);
	check(asked === 0, "verifying a zip, a folder or what is dropped sends nothing", String(asked));
	checkFaults(tab, "verifier");
	await tab.context.close();
}

async function journey(browser, origin) {
	await orderPut(origin);
	const buyer = await tabOpen(browser, origin, PHONE);
	const seller = await tabOpen(browser, origin, PHONE);
	const arbiter = await tabOpen(browser, origin, DESK);
	const dispute = await buyerFiles(buyer);
	await otherDevice(browser, origin, dispute);
	await sellerAnswers(seller, dispute);
	await buyerDeclinesAndEscalates(buyer);
	await arbiterDecides(arbiter, dispute);
	await bothSeeTheRuling(buyer, seller);
	await performance(buyer, seller);
	await buyerAccepts(browser, origin);
	await arbiterAmends(arbiter);
	await secondArbiterSigns(browser, arbiter);
	await anybodyVerifies(browser, origin, dispute);
	checkFaults(buyer, "buyer");
	checkFaults(seller, "seller");
	checkFaults(arbiter, "arbiter");
}

let server = null;
const browser = await browserStart();
try {
	const started = await serverStart();
	server = started.server;
	await journey(browser, started.origin);
} catch (error) {
	for (const context of browser.contexts()) {
		for (const page of context.pages()) {
			await shot({ page }, "where it stopped").catch(() => undefined);
		}
	}
	check(
		false,
		"the journey runs through",
		String(error.stack ?? error)
			.split("\n")
			.slice(0, 8)
			.join(" / "),
	);
} finally {
	await browser.close();
	server?.kill("SIGTERM");
	rmSync(folder, { recursive: true, force: true });
}
process.exit(verdict());
