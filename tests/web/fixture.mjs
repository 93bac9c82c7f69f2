// A small server with canned answers, for the states that a real one will not show on demand: an empty list,
// a failure, a case in each phase. It serves the built pages under the same policy as the program does.

import { createServer } from "node:http";
import { readFileSync } from "node:fs";
import path from "node:path";

const POLICY =
	"default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; connect-src 'self'; " +
	"form-action 'self'; base-uri 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'";

const HOUR = 3_600_000;
const at = (hours) => `${new Date(Date.now() + hours * HOUR).toISOString().slice(0, 19)}Z`;

const REASONS = {
	families: [],
	reasons: [
		{
			code: "nc.defect",
			claim_type: "quality",
			filer: "buyer",
			asks: ["REFUND_FULL", "EXCHANGE_SAME", "REPAIR_FREE"],
			facts: ["defect.exists", "defect.kind", "defect.found_at", "time.delivered_at"],
			evidence: ["item_photo"],
			label: { en: "It is faulty", "zh-CN": "商品有故障" },
		},
		{
			code: "nr.never",
			claim_type: "not_received",
			filer: "buyer",
			asks: ["DELIVER", "REFUND_NO_RETURN"],
			facts: ["order.delivery_due"],
			evidence: [],
			label: { en: "It never arrived", "zh-CN": "一直没有收到货" },
		},
	],
};

const KINDS = {
	items: [
		{ kind: "item_photo", label: { en: "Photo of the item", "zh-CN": "商品照片" } },
		{ kind: "invoice", label: { en: "Invoice", "zh-CN": "发票" } },
	],
};

const ORDER = {
	ref: "SO-2026-1107",
	title: "海岸牌 55 英寸平板电视",
	currency: "CNY",
	facts: { "order.paid_minor": 239900, "time.delivered_at": "2026-11-18", "goods.category": "tv_flat" },
};

const fact = (key, value, status, by, answer = null) => ({ key, value, status, by, answer, evidence: [] });

function view(side, phase, change = {}) {
	return {
		id: "dsp_01JD9V6Q8N4T3Y2K7H5M0R1WXZ",
		reference: "2026-0001234-7",
		version: 7,
		head: "0".repeat(64),
		side,
		phase,
		hold: "none",
		closed_reason: null,
		your_turn: "act",
		order: ORDER,
		claimant: { role: "buyer", party: "b-li" },
		respondent: { role: "seller", party: "s-haian" },
		claim: {
			reason: "nc.defect",
			ask: ["REFUND_FULL", "EXCHANGE_SAME"],
			text: "电视收到第三天屏幕右侧出现竖线，重启后仍有。\n联系商家，对方说是我安装时碰的。",
			language: "zh-CN",
			filed_at: at(-30),
		},
		response: null,
		facts: [
			fact("defect.exists", true, "claimed", "buyer"),
			fact("defect.kind", "performance_fault", "claimed", "buyer"),
			fact("defect.found_at", "2026-11-20", "claimed", "buyer"),
			fact("order.paid_minor", 239900, "platform", "platform"),
			fact("time.delivered_at", "2026-11-18", "platform", "platform"),
		],
		evidence: [],
		offers: [],
		messages: 0,
		duties: [
			{
				id: "dty_1",
				actor: "respondent",
				action: "respond",
				due_at: at(42),
				kind: "soft",
				on_expiry: "silence_is_noted_and_evidence_opens",
			},
			{
				id: "dty_2",
				actor: "both",
				action: "negotiate",
				due_at: at(130),
				kind: "soft",
				on_expiry: "lapses_if_claimant_is_inactive_else_evidence_opens",
			},
		],
		obligations: [],
		proposal: null,
		decision: null,
		ruling: null,
		timeline: [
			{
				seq: 1,
				type: "draft.created",
				at: at(-31),
				actor: { role: "buyer", party: "b-li" },
				statement: false,
			},
			{
				seq: 2,
				type: "dispute.submitted",
				at: at(-30),
				actor: { role: "buyer", party: "b-li" },
				statement: true,
			},
		],
		actions: ["respond", "offers", "evidence", "messages", "withdraw"].map((action) => ({
			action,
			method: "POST",
			href: `/v1/disputes/dsp_01JD9V6Q8N4T3Y2K7H5M0R1WXZ/${action}`,
			statement: "response",
			due_at: action === "respond" ? at(42) : null,
		})),
		updated_at: at(-30),
		...change,
	};
}

const card = (phase, change = {}) => ({
	id: view("buyer", phase).id,
	reference: "2026-0001234-7",
	phase,
	your_turn: "act",
	order: { ref: ORDER.ref, title: ORDER.title },
	reason: "nc.defect",
	claimant: { role: "buyer", party: "b-li" },
	respondent: { role: "seller", party: "s-haian" },
	due_at: at(20),
	version: 7,
	updated_at: at(-3),
	...change,
});

const ASSESSMENT = {
	advisory: true,
	facts: {},
	proposal: {
		outcome: "need_evidence",
		remedy_proposed: "REQUEST_EVIDENCE",
		remedies_available: ["REFUND_FULL", "EXCHANGE_SAME"],
		amounts: {},
		chooser: "buyer",
		missing_facts: ["defect.exists"],
		flags: [],
		not_applied: [{ rule: "CN.3B.GEN.R15" }],
		derivation: {
			burdens: [],
			facts: [{ id: "time.delivered_at", status: "recorded", value: "2026-11-18" }],
		},
	},
	explanation: {
		terms: ["退货运费由经营者承担。"],
		reasons: [
			{
				cite: ["CN.3B.GEN.9"],
				rule: "CN.3B.GEN.R7",
				text: "产品自售出之日起七日内发生性能故障，消费者可以选择退货、换货或修理。",
			},
		],
		why_not: [],
		steps: [{ label: "七日期限末日", value: "2026-11-25" }],
		quotes: [
			{
				id: "CN.3B.GEN.9",
				law: "部分商品修理更换退货责任规定",
				article: "第九条",
				text: "产品自售出之日起7日内，发生性能故障，消费者可以选择退货、换货或修理。",
			},
		],
		notices: [],
	},
};

export const answers = { view, card, ASSESSMENT, ORDER };

// Starts it. `routes` maps "METHOD /path" to a body, or to a function of the request that gives {status, body}.
export async function fixtureStart(dist, role, routes = {}) {
	const assets = new Map(
		JSON.parse(readFileSync(path.join(dist, "assets.json"), "utf8")).map((asset) => [asset.path, asset]),
	);
	const me = {
		role,
		party: role === "buyer" ? "b-li" : role === "seller" ? "s-haian" : "a-wang",
		service: "sanbao.localhost",
		now: at(0),
		keys: [],
	};
	const known = {
		"GET /v1/me": me,
		"GET /v1/meta/reasons": REASONS,
		"GET /v1/meta/evidence-kinds": KINDS,
		"GET /v1/orders": { items: [ORDER] },
		"GET /v1/disputes": { items: [], next: null },
		...routes,
	};
	const server = createServer((request, response) => {
		const { pathname } = new URL(request.url, "http://fixture");
		const asset = assets.get(pathname);
		if (asset !== undefined) {
			response.writeHead(200, { "Content-Type": asset.type, "Content-Security-Policy": POLICY });
			response.end(readFileSync(path.join(dist, asset.file)));
			return;
		}
		const found = known[`${request.method} ${pathname}`];
		const answer =
			typeof found === "function"
				? found(request)
				: found === undefined
					? {
							status: 404,
							body: {
								code: "no_such_resource",
								title: "There is nothing here for you",
								detail: "",
								remedy: "",
							},
						}
					: { status: 200, body: found };
		request.resume();
		request.on("end", () => {
			response.writeHead(answer.status, {
				"Content-Type": answer.status < 400 ? "application/json" : "application/problem+json",
			});
			response.end(JSON.stringify(answer.body));
		});
	});
	await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
	return { origin: `http://127.0.0.1:${server.address().port}`, stop: () => server.close() };
}
