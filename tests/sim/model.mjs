// A second model of a dispute, naive on purpose and made apart from core/: plain lists, one function per command, the
// rules read off domain.md. It reads the trace of tests/sim/test_lives.c, does every step itself, and must agree about
// whether it is allowed and what the case looks like after it.
//
//	node model.mjs TRACE

import { createReadStream } from "node:fs";
import { createInterface } from "node:readline";

const HOUR = 3600e3, DAY = 24 * HOUR, NONE = -1;
// action: [hours, grace, statutory, reminded]
const TERMS = {
	submit: [336, 0, false, true], respond: [72, 2, false, true], negotiate: [168, 0, false, true], answer_offer: [72, 0, false, true],
	give_evidence: [120, 2, false, true], answer_request: [72, 2, false, true], compute_proposal: [1, 0, false, false],
	decide: [48, 0, false, true], cosign: [24, 0, false, true], perform: [240, 0, true, true], confirm_performance: [120, 2, false, true],
	enforce: [120, 0, true, false], resolve_obligation: [72, 0, false, true], prepare_return: [48, 0, false, true],
	end_hold: [0, 0, true, false], await_appeal: [336, 0, true, false], decide_appeal: [120, 0, false, true],
};
const PEOPLE = { "b-li": "claimant", "s-dongfang": "respondent", "a-chen": "arbiter", "a-second": "arbiter", "a-third": "arbiter", "p-shop": "platform" };
const PARTIES = "claimant respondent", TALKS = "negotiation evidence review", ALIVE = "negotiation evidence review performance appeal";
// Who may do what in which phase.
const MAY = {
	contest_claim: ["respondent", "negotiation evidence"], accept_claim: ["respondent", TALKS], amend_claim: ["claimant", "negotiation evidence"],
	make_offer: [PARTIES, TALKS], counter_offer: [PARTIES, TALKS], accept_offer: [PARTIES, TALKS], decline_offer: [PARTIES, TALKS],
	withdraw_offer: [PARTIES, TALKS], escalate: [PARTIES, "negotiation"], reopen: [PARTIES, "closed"], start_hold: [PARTIES, ALIVE],
	resume: [PARTIES, ALIVE], hold_case: ["arbiter platform", ALIVE], end_hold: ["arbiter platform", ALIVE], post_message: [PARTIES, ALIVE],
	add_evidence: [PARTIES, ALIVE], retract_evidence: [PARTIES, "negotiation evidence appeal"], admit_evidence: ["arbiter", "evidence review appeal"],
	complete_evidence: [PARTIES, "evidence"], ask_party: [PARTIES, "evidence review appeal"], issue_request: ["arbiter", "evidence review appeal"],
	answer_request: [PARTIES, "evidence review appeal"], close_evidence: ["arbiter", "evidence"], reopen_evidence: ["arbiter", "review"],
	confirm_decision: ["arbiter", "review"], amend_decision: ["arbiter", "review"], reject_decision: ["arbiter", "review"],
	cosign_decision: ["arbiter", "review appeal"], refuse_cosignature: ["arbiter", "review appeal"], decide_appeal: ["arbiter", "appeal"],
	declare_inadmissible: ["arbiter", "negotiation evidence"], assign: ["arbiter", ALIVE], release: ["arbiter", ALIVE], declare_conflict: ["arbiter", ALIVE],
	request_void: ["arbiter", ALIVE], void: ["arbiter", ALIVE], withdraw: ["claimant", TALKS],
};
for (const name of ["report", "confirm", "contest", "waive"]) MAY[`${name}_obligation`] = [PARTIES, "performance appeal"];
MAY.declare_impossible = [PARTIES, "performance appeal"];
MAY.resolve_obligation = ["arbiter", "performance appeal"];
MAY.file_appeal = [PARTIES, "performance closed"];
const WHILE_HELD = ("post_message add_evidence end_hold resume withdraw request_void void assign release declare_conflict report_obligation " +
	"confirm_obligation contest_obligation waive_obligation file_appeal").split(" ");
const has = (words, word) => words.split(" ").includes(word);
const DONE = ["done", "enforced", "waived", "impossible"];

class Case {
	constructor(at, cosign) {
		Object.assign(this, { cosign, phase: "negotiation", closed: "", hold: "none", duties: [], owed: [], offers: [], exhibits: [], requests: [] });
		Object.assign(this, { filed: at, answered: 0, claimantSpoke: 0, respondentSpoke: 0, cooled: {}, deciders: [], recused: [], grounds: [], ruling: 0 });
		this.open("respondent", "respond", at);
		this.open("claimant", "negotiate", at);
	}
	// --- duties ---
	open(who, action, at, due = at + TERMS[action][0] * HOUR, about = NONE) {
		this.duties.push({ who, action, due, opened: at, about, step: 0, reminders: 0 });
	}
	close(filter) { this.duties = this.duties.filter((d) => !filter(d)); }
	end(action) { this.close((d) => d.action === action); }
	about(kind, n) { this.close((d) => d.about === n && this.kindOf(d) === kind); }
	kindOf(d) { return d.action === "answer_offer" ? "offer" : d.action === "answer_request" ? "request" : "obligation"; }
	find(action, about = NONE) { return this.duties.find((d) => d.action === action && d.about === about); }
	any(action) { return this.duties.some((d) => d.action === action); }
	expires(d) { return d.due + TERMS[d.action][1] * HOUR; }
	ladder(d) { return [d.opened + Math.floor((d.due - d.opened) / 2), d.due - DAY, d.due - 4 * HOUR].sort((a, b) => a - b); }
	steps(d, at) { return TERMS[d.action][3] ? this.ladder(d).filter((t) => t <= at).length : 3; }
	alarm(d) {
		const behind = Math.max(this.steps(d, d.opened), d.step);
		return behind < 3 ? this.ladder(d)[behind] : this.expires(d);
	}
	evidence(at, due) {
		for (const who of ["claimant", "respondent"]) this.open(who, "give_evidence", at, due);
	}
	// --- the end of talks ---
	shut(reason) {
		Object.assign(this, { phase: "closed", closed: reason, duties: [], hold: "none", pending: null });
		this.endOffers();
	}
	endOffers() {
		for (const o of this.offers) if (o.state === "open") o.state = "expired";
		for (const r of this.requests) if (r.state === "open") r.state = "dropped";
	}
	// --- obligations ---
	owe(steps, at) {
		const base = this.owed.length;
		const before = this.owed.slice();
		steps.forEach(([what, by, to, hours, after], i) => {
			const pay = what === "refund" || what === "price_reduction";
			const paid = before.some((o) => o.pay && ["done", "enforced"].includes(o.state));
			const done = pay ? paid : before.some((o) => o.state === "done" && o.what === what && o.by === by);
			this.owed.push({ what, by, to, hours, pay, after: after === undefined ? NONE : base + after, state: done ? "done" : "waiting", stayed: false });
			if (!done) this.startIfReady(base + i, at);
		});
	}
	startIfReady(n, at) {
		const o = this.owed[n];
		if (o.state === "waiting" && (o.after === NONE || ["done", "enforced", "waived"].includes(this.owed[o.after].state))) this.due(n, at);
	}
	due(n, at, hours = this.owed[n].hours) {
		const o = this.owed[n];
		this.open(o.by, "perform", at, at + hours * HOUR, n);
		if (o.by === "claimant" && !o.leg) {
			o.leg = true;
			this.open(o.to, "prepare_return", at, at + 48 * HOUR, n);
		}
		o.state = "due";
	}
	advance(n, at) { this.owed.forEach((o, i) => { if (o.after === n) this.startIfReady(i, at); }); }
	finish(n, at) {
		this.about("obligation", n);
		this.owed[n].state = "done";
		this.advance(n, at);
		this.endIfPerformed();
	}
	endIfPerformed() {
		if (this.owed.some((o) => !DONE.includes(o.state)) || this.any("await_appeal")) return;
		if (this.phase === "appeal" && (this.any("decide_appeal") || this.any("cosign"))) return;
		this.shut(this.owed.length === 0 ? "dismissed" : "performed");
	}
	contest(n, at) {
		this.about("obligation", n);
		for (const who of ["claimant", "respondent"]) this.open(who, "give_evidence", at, at + 48 * HOUR, n);
		this.open("arbiter", "resolve_obligation", at, undefined, n);
		this.owed[n].state = "contested";
	}
	outcome(steps, at) {
		Object.assign(this, { phase: "performance", duties: [], pending: null });
		this.endOffers();
		this.owe(steps, at);
		this.endIfPerformed();
	}
	rule(remedy, at) {
		const final = this.phase === "appeal";
		this.owed.forEach((o) => { if (!DONE.includes(o.state)) o.state = "waived"; });
		Object.assign(this, { phase: "performance", duties: [], pending: null, ruling: this.ruling + 1, final, until: final ? at : at + 336 * HOUR });
		this.endOffers();
		if (!final) this.open("system", "await_appeal", at);
		this.owe(STEPS[remedy], at);
		this.endIfPerformed();
	}
	uphold(at) {
		this.phase = "performance";
		this.final = true;
		this.pending = null;
		this.end("decide_appeal");
		this.end("answer_offer");
		this.end("answer_request");
		this.owed.forEach((o, n) => {
			if (!o.stayed) return;
			o.stayed = false;
			if (o.state === "due" || o.state === "overdue") this.due(n, at);
			else if (o.state === "reported") this.open(o.to, "confirm_performance", at, undefined, n);
			else if (o.state === "contested") this.contest(n, at);
		});
		this.endIfPerformed();
	}
	closeIfComplete(at) {
		if (this.phase !== "evidence" || this.any("give_evidence") || this.requests.some((r) => r.state === "open")) return;
		this.closeEvidence(at);
	}
	closeEvidence(at) {
		this.phase = "review";
		this.evidenceClosed = true;
		this.end("give_evidence");
		this.end("respond");
		this.open("system", "compute_proposal", at, at);
	}
	toEvidence(at) {
		this.phase = "evidence";
		this.end("negotiate");
		this.evidence(at, at + 120 * HOUR);
	}
	reopenEvidence(at) {
		Object.assign(this, { phase: "evidence", evidenceClosed: false, pending: null });
		for (const action of ["decide", "cosign", "compute_proposal"]) this.end(action);
		this.evidence(at, at + 72 * HOUR);
	}
	rest(kind, at, until, by, consent) {
		this.hold = kind;
		this.holding = { since: at, until, by, consent };
		this.asked = null;
		if (kind === "cooloff" && !consent) this.cooled[by] = true;
		for (const d of this.duties) if (!TERMS[d.action][2]) d.due += until - at;
		this.open("system", "end_hold", at, until);
	}
	wake(at) {
		const left = this.holding.until - at;
		this.end("end_hold");
		for (const d of this.duties) if (left > 0 && !TERMS[d.action][2] && d.opened <= this.holding.since) d.due -= left;
		this.hold = "none";
	}
	free(who) { return !this.recused.includes(who) && (!this.assigned || this.assigned === who); }
	// --- when a term is over ---
	ring(at, [action, who, due, about]) {
		const d = this.duties.find((x) => x.action === action && x.who === who && x.about === about && x.due === due);
		if (!d) throw new Error(`no duty ${action} of ${who}`);
		let alarm = this.alarm(d);
		if (this.hold !== "none" && !TERMS[action][2]) alarm = Math.max(alarm, this.holding.until);
		if (alarm > at) throw new Error(`${action} rings too early`);
		if (at < this.expires(d)) return this.remind(d, at);
		const drop = () => this.close((x) => x === d);
		switch (action) {
		case "respond":
			if (this.phase !== "negotiation" || this.answered) return drop();
			drop();
			return this.toEvidence(at);
		case "negotiate":
			if (this.claimantSpoke > this.answered) { this.end("respond"); return this.toEvidence(at); }
			if (d.reminders < 2) { this.remind(d, at); d.due = at + DAY; return; }
			this.lapsedAt = at;
			return this.shut("lapsed");
		case "answer_offer": this.offers[about].state = "expired"; return drop();
		case "answer_request":
			this.requests[about].state = "unanswered";
			drop();
			return this.closeIfComplete(at);
		case "give_evidence":
			if (this.phase !== "evidence" || about !== NONE) return drop();
			if (this.requests.some((r) => r.state === "open")) {
				d.due = Math.max(...this.duties.filter((x) => x.action === "answer_request").map((x) => this.expires(x)));
				return;
			}
			return this.closeEvidence(at);
		case "decide": case "cosign": case "decide_appeal": case "resolve_obligation":
			drop();
			return this.open(who, action, at, undefined, about);
		case "perform":
			this.about("obligation", about);
			this.open("platform", "enforce", at, undefined, about);
			this.owed[about].state = "overdue";
			return;
		case "confirm_performance": return this.finish(about, at);
		case "enforce": {
			this.about("obligation", about);
			const lapses = this.owed[about].by === "claimant";
			this.owed[about].state = lapses ? "waived" : "enforced";
			if (lapses) this.drag(about);
			else this.advance(about, at);
			return this.endIfPerformed();
		}
		case "prepare_return": return drop();
		case "end_hold": return this.wake(at);
		case "await_appeal":
			if (this.owed.some((o) => !DONE.includes(o.state))) return drop();
			return this.shut(this.owed.length === 0 ? "dismissed" : "performed");
		default: throw new Error(`nothing is known of ${action}`);
		}
	}
	drag(n) { this.owed.forEach((o, i) => { if (o.after === n && o.state === "waiting") { o.state = "waived"; this.drag(i); } }); }
	remind(d, at) { d.step = this.steps(d, at); d.reminders++; }
	propose(at) {
		this.proposal = true;
		this.end("compute_proposal");
		this.end("cosign");
		this.pending = null;
		const again = this.phase === "appeal" ? "decide_appeal" : "decide";
		if (!this.any(again)) this.open("arbiter", again, at);
	}
	// --- what people do: false when it is refused ---
	act({ at, do: what, who: name, about, arg }) {
		const who = PEOPLE[name];
		const [whoMay, phases] = MAY[what];
		if (!has(whoMay, who) || !has(phases, this.phase)) return false;
		if (what === "file_appeal" && this.phase === "closed" && who !== "claimant") return false;
		if (this.hold !== "none" && !WHILE_HELD.includes(what)) return false;
		const spokeBefore = [this.claimantSpoke, this.respondentSpoke];
		if (who === "claimant") this.claimantSpoke = at;
		if (who === "respondent") this.respondentSpoke ||= at;
		const done = this[what](at, who, about, arg, name) !== false;
		if (!done) [this.claimantSpoke, this.respondentSpoke] = spokeBefore;
		return done;
	}
	contest_claim(at) { this.answered = at; this.end("respond"); }
	accept_claim(at) { this.answered = at; this.outcome(STEPS.ASKED, at); }
	amend_claim(at) {
		if (this.evidenceClosed) return false;
		for (const d of this.duties) {
			const half = at + TERMS[d.action][0] / 2 * HOUR;
			if ((d.action === "respond" || d.action === "give_evidence") && d.about === NONE && d.due < half) d.due = half;
		}
		if (!this.any("respond")) this.open("respondent", "respond", at, at + 36 * HOUR);
	}
	ownOffer(who) { return this.offers.some((o) => o.by === who && o.state === "open"); }
	other(who) { return who === "claimant" ? "respondent" : "claimant"; }
	make_offer(at, who) {
		if (this.ownOffer(who)) return false;
		this.offers.push({ by: who, state: "open", until: at + 72 * HOUR });
		this.open(this.other(who), "answer_offer", at, at + 72 * HOUR, this.offers.length - 1);
	}
	openOffer(n, at) { return n !== NONE && this.offers[n].state === "open" && this.offers[n].until > at; }
	counter_offer(at, who, n) {
		if (!this.openOffer(n, at) || this.offers[n].by === who || this.ownOffer(who)) return false;
		this.about("offer", n);
		this.offers[n].state = "countered";
		this.make_offer(at, who);
	}
	accept_offer(at, who, n, second) {
		if (!this.openOffer(n, at) || this.offers[n].by === who) return false;
		this.offers[n].state = "accepted";
		this.outcome(second ? STEPS.EXCHANGE : STEPS.REDUCTION, at);
	}
	decline_offer(at, who, n) {
		if (!this.openOffer(n, at) || this.offers[n].by === who) return false;
		this.about("offer", n);
		this.offers[n].state = "declined";
		this.finalDeclined = true;
	}
	withdraw_offer(at, who, n) {
		if (!this.openOffer(n, at) || this.offers[n].by !== who) return false;
		this.about("offer", n);
		this.offers[n].state = "withdrawn";
	}
	escalate(at, who) {
		const spoke = who === "respondent" ? this.heard : this.respondentSpoke;
		const from = this.answered || this.finalDeclined ? 0 : this.filed + (spoke ? 48 : 72) * HOUR;
		if (at < from) return false;
		this.toEvidence(at);
	}
	reopen(at) {
		if (this.closed !== "lapsed" || this.reopened || at > this.lapsedAt + 30 * DAY) return false;
		Object.assign(this, { reopened: true, phase: "negotiation", closed: "" });
		if (!this.answered) this.open("respondent", "respond", at);
		this.open("claimant", "negotiate", at);
	}
	start_hold(at, who, _, hours) {
		if (this.hold !== "none") return false;
		const until = at + hours * HOUR;
		if (this.asked && this.asked.by !== who && this.asked.until === until) return void this.rest("cooloff", at, until, who, true);
		if (hours > 24) { this.asked = { by: who, until }; return; }
		if (this.cooled[who]) return false;
		this.rest("cooloff", at, until, who, false);
	}
	resume(at, who) {
		if (this.hold === "none" || (!this.holding.consent && this.holding.by !== who)) return false;
		this.wake(at);
	}
	hold_case(at, who, _, hours, name) {
		if (this.hold !== "none" || (who === "arbiter" && !this.free(name))) return false;
		this.rest("external", at, at + hours * HOUR, name, false);
	}
	end_hold(at) {
		if (this.hold === "none" || this.hold === "cooloff") return false;
		this.wake(at);
	}
	post_message() {}
	add_evidence(at, who) {
		const window = this.find("give_evidence");
		this.exhibits.push({ by: who, late: this.phase === "review" || (window !== undefined && window.due < at) });
	}
	retract_evidence(at, who, n) {
		if (n === NONE || this.exhibits[n].by !== who || this.exhibits[n].retracted) return false;
		this.exhibits[n].retracted = true;
	}
	admit_evidence(at, who, n, _, name) {
		if (!this.free(name) || n === NONE || !this.exhibits[n].late || this.exhibits[n].admitted) return false;
		this.exhibits[n].admitted = true;
		if (this.phase !== "evidence") this.open("system", "compute_proposal", at, at);
	}
	complete_evidence(at, who) {
		this.close((d) => d.action === "give_evidence" && d.who === who);
		this.closeIfComplete(at);
	}
	ask(at, by, to, most) {
		if (this.requests.filter((r) => r.by === by && r.state === "open").length >= most || this.requests.length >= 50) return false;
		this.requests.push({ by, to, state: "open" });
		this.open(to, "answer_request", at, undefined, this.requests.length - 1);
	}
	ask_party(at, who) { return this.ask(at, who, this.other(who), 1); }
	issue_request(at, who, _, __, name) { return this.free(name) && this.ask(at, name, "respondent", 8); }
	answer_request(at, who, n) {
		if (n === NONE || this.requests[n].to !== who || this.requests[n].state !== "open") return false;
		this.about("request", n);
		this.requests[n].state = "answered";
		this.closeIfComplete(at);
	}
	close_evidence(at, who, _, __, name) {
		if (!this.free(name) || this.requests.some((r) => r.state === "open")) return false;
		this.closeEvidence(at);
	}
	reopen_evidence(at, who, _, __, name) {
		if (!this.free(name)) return false;
		this.reopenEvidence(at);
	}
	decide(name, remedy, deviates, at) {
		if (!this.free(name) || this.pending || !this.proposal) return false;
		if (deviates || this.cosign) {
			this.pending = { by: name, remedy };
			this.sign(name);
			this.end("decide");
			return void this.open("senior", "cosign", at);
		}
		this.sign(name);
		this.rule(remedy, at);
	}
	sign(name) { if (!this.deciders.includes(name)) this.deciders.push(name); }
	confirm_decision(at, who, _, __, name) { return this.decide(name, "GRANT", false, at); }
	amend_decision(at, who, _, __, name) { return this.decide(name, "EXCHANGE", true, at); }
	reject_decision(at, who, _, __, name) {
		if (!this.free(name) || this.pending || !this.proposal) return false;
		this.reopenEvidence(at);
	}
	maySign(name) {
		if (!this.pending || this.pending.by === name || this.recused.includes(name)) return false;
		return this.phase !== "appeal" || !this.deciders.includes(name);
	}
	cosign_decision(at, who, _, __, name) {
		if (!this.maySign(name)) return false;
		const { remedy } = this.pending;
		this.sign(name);
		this.end("cosign");
		if (remedy === "UPHOLD") this.uphold(at);
		else this.rule(remedy, at);
	}
	refuse_cosignature(at, who, _, __, name) {
		if (!this.maySign(name)) return false;
		this.pending = null;
		this.end("cosign");
		this.open("arbiter", this.phase === "appeal" ? "decide_appeal" : "decide", at);
	}
	owedTo(n, open = true) {
		const o = n === NONE ? undefined : this.owed[n];
		return o && o.state !== "waiting" && !DONE.includes(o.state) && !(open && o.stayed) ? o : undefined;
	}
	report_obligation(at, who, n) {
		const o = this.owedTo(n);
		if (!o || o.by !== who || o.state === "reported" || o.state === "contested") return false;
		this.about("obligation", n);
		this.open(o.to, "confirm_performance", at, undefined, n);
		o.state = "reported";
	}
	confirm_obligation(at, who, n) {
		const o = this.owedTo(n);
		if (!o || o.to !== who) return false;
		this.finish(n, at);
	}
	contest_obligation(at, who, n) {
		const o = this.owedTo(n);
		if (!o || o.to !== who || o.state !== "reported") return false;
		this.contest(n, at);
	}
	waive_obligation(at, who, n) {
		const o = this.owedTo(n);
		if (!o || o.to !== who) return false;
		this.about("obligation", n);
		o.state = "waived";
		this.advance(n, at);
		this.endIfPerformed();
	}
	declare_impossible(at, who, n) {
		const o = this.owedTo(n);
		if (!o || o.by !== who || o.state === "contested") return false;
		this.contest(n, at);
	}
	resolve_obligation(at, who, n, notPerformed, name) {
		const o = this.owedTo(n);
		if (!this.free(name) || !o || o.state !== "contested") return false;
		const windows = this.duties.filter((d) => d.action === "give_evidence" && d.about === n);
		if (windows.some((d) => this.expires(d) > at)) return false;
		this.about("obligation", n);
		if (!notPerformed) return void this.finish(n, at);
		o.state = "overdue";
		this.open("platform", "enforce", at, undefined, n);
	}
	file_appeal(at, who, _, ground) {
		const inadmissible = this.phase === "closed";
		if (inadmissible && (this.closed !== "inadmissible" || at >= this.inadmissible.until)) return false;
		if (!inadmissible && (!this.ruling || this.final || at >= this.until)) return false;
		if (this.grounds.includes(who + ground) || this.grounds.length >= 12) return false;
		this.grounds.push(who + ground);
		Object.assign(this, { phase: "appeal", closed: "", assigned: undefined });
		this.end("await_appeal");
		this.owed.forEach((o, n) => { if (!DONE.includes(o.state)) { this.about("obligation", n); o.stayed = true; } });
		this.open("arbiter", "decide_appeal", at);
		if (this.proposal) this.open("system", "compute_proposal", at, at);
	}
	decide_appeal(at, who, _, __, name) {
		if (!this.free(name) || this.deciders.includes(name) || this.pending) return false;
		if (!this.ruling) return false; // an inadmissibility is judged in other words, which the lives do not say
		this.sign(name);
		if (!this.cosign) return void this.uphold(at);
		this.pending = { by: name, remedy: "UPHOLD" };
		this.end("decide_appeal");
		this.open("senior", "cosign", at);
	}
	declare_inadmissible(at, who, _, __, name) {
		if (!this.free(name)) return false;
		this.inadmissible = { by: name, until: at + 336 * HOUR };
		this.shut("inadmissible");
	}
	assign(at) {
		if (this.recused.includes("a-second") || (this.phase === "appeal" && this.deciders.includes("a-second"))) return false;
		this.assigned = "a-second";
	}
	release() { if (!this.assigned) return false; this.assigned = undefined; }
	declare_conflict(at, who, _, __, name) {
		if (this.recused.includes(name)) return false;
		this.recused.push(name);
		if (this.assigned === name) this.assigned = undefined;
	}
	request_void(at, who, _, __, name) { if (!this.free(name)) return false; this.voidBy = name; }
	void(at, who, _, __, name) {
		if (!this.voidBy || this.voidBy === name || !this.free(name)) return false;
		this.shut("void");
	}
	withdraw() { this.shut("withdrawn"); }
	state() {
		const duties = this.duties.map((d) => [d.action, d.who, d.due, d.about, d.reminders].join()).sort();
		return JSON.stringify({ phase: this.phase, closed: this.closed, hold: this.hold, duties, owed: this.owed.map((o) => o.state + (o.stayed ? "*" : "")),
			offers: this.offers.map((o) => o.state), ruling: this.ruling, pending: Boolean(this.pending) });
	}
}

const STEPS = {
	ASKED: [["return_goods", "claimant", "respondent", 240], ["refund", "respondent", "claimant", 168, 0]],
	GRANT: [["return_goods", "claimant", "respondent", 240], ["refund", "respondent", "claimant", 168, 0], ["return_freight", "respondent", "claimant", 168, 0]],
	EXCHANGE: [["return_goods", "claimant", "respondent", 240], ["same_model", "respondent", "claimant", 240, 0]],
	REDUCTION: [["price_reduction", "respondent", "claimant", 168]],
};
const START = 1795564800000;
let life, seed, steps = 0, failed = 0, skip = false;
for await (const line of createInterface({ input: createReadStream(process.argv[2]) })) {
	const row = JSON.parse(line);
	if (row.seed !== undefined) {
		[life, seed, skip] = [new Case(START, row.cosign), row.seed, false];
		continue;
	}
	if (skip) continue;
	steps++;
	const heard = life.respondentSpoke;
	life.heard = heard;
	let ok = true;
	try {
		if (row.do === "ring") life.ring(row.at, row.duty);
		else if (row.do === "propose") life.propose(row.at);
		else ok = life.act(row);
	} catch (error) {
		ok = error.message;
	}
	const theirs = JSON.stringify({ phase: row.phase, closed: row.closed, hold: row.hold, duties: row.duties.map((d) => d.join()).sort(),
		owed: row.owed, offers: row.offers, ruling: row.ruling, pending: row.pending });
	if (ok !== row.ok || life.state() !== theirs) {
		console.log(`FAILED seed ${seed}: ${row.do} by ${row.who} at +${(row.at - START) / HOUR} h about ${row.about} arg ${row.arg}: ` +
			`${ok} here, ${row.ok} (${row.problem}) there\n  here  ${life.state()}\n  there ${theirs}`);
		failed++;
		skip = true;
	}
}
console.log(`${steps} steps agree, ${failed} lives do not`);
process.exit(failed === 0 && steps > 0 ? 0 : 1);
