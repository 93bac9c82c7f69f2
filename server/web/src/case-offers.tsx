// Offers of both sides side by side, and beside them what the rules would say on the facts as they stand now:
// the same assessment for both, so that nobody negotiates blind.

import { alternativeText, offerExpiry } from "./act-forms";
import { actFor } from "./acts";
import { casePath, get } from "./api";
import { Explained } from "./explained";
import { explanationOf, type Explanation } from "./explanation";
import { Ready } from "./frame";
import { timeText } from "./format";
import { lang, t, tCode } from "./i18n";
import { useLoad } from "./load";
import { type Case, type Offer, offersOf, roleOf } from "./model";
import { hrefOf } from "./route";

function OfferActs(props: { view: Case; offer: Offer }) {
	const { view, offer } = props;
	const acts = (["accept", "decline", "withdraw"] as const).filter(
		(act) => actFor(view, "offers", offer.id, act) !== undefined,
	);
	const mine = roleOf(offer.by) === view.side;
	const fitting = acts.filter((act) => (act === "withdraw") === mine);
	if (offer.state !== "open" || fitting.length === 0) {
		return null;
	}
	return (
		<div class="acts">
			{fitting.map((act) => (
				<a
					key={act}
					class={act === "accept" ? "button main" : "button second"}
					href={hrefOf("case", view.id, "offers", offer.id, act)}
				>
					{t(`offer_${act}`)}
				</a>
			))}
		</div>
	);
}

function OfferPanel(props: { view: Case; offer: Offer }) {
	const { view, offer } = props;
	return (
		<li class={`panel offer ${offer.state}`}>
			<p class="card-line">
				<span class={`tag offer-${offer.state}`}>{t(`offer_state_${offer.state}`)}</span>
				{offer.final && <span class="tag">{t("offer_is_final")}</span>}
				<span class="quiet">{timeText(offer.at)}</span>
			</p>
			<ul class="alternatives">
				{offer.alternatives.map((alternative, index) => (
					<li key={index}>
						{alternativeText(alternative)}
						{offer.accepted_alternative === index + 1 && (
							<span class="tag accept">✓ {t("offer_accepted_alternative")}</span>
						)}
						{alternative.text && <p class="quiet">{alternative.text}</p>}
					</li>
				))}
			</ul>
			{offer.text && <blockquote class="own-words">{offer.text}</blockquote>}
			{offer.state === "open" && <p class="quiet">{offerExpiry(offer)}</p>}
			<OfferActs view={view} offer={offer} />
		</li>
	);
}

function Side(props: { view: Case; role: string }) {
	const { view, role } = props;
	const offers = offersOf(view).filter((offer) => roleOf(offer.by) === role);
	return (
		<div>
			<h3>{role === view.side ? t("offers_yours") : t("offers_of", { who: tCode("role", role) })}</h3>
			{offers.length === 0 ? (
				<p class="empty">{t("offers_none")}</p>
			) : (
				<ul class="plain">
					{[...offers].reverse().map((offer) => (
						<OfferPanel key={offer.id} view={view} offer={offer} />
					))}
				</ul>
			)}
		</div>
	);
}

function Assessment(props: { view: Case }) {
	const { view } = props;
	const loaded = useLoad(`${view.id}/${view.version}/${lang.value}`, async (): Promise<Explanation> =>
		explanationOf(await get<unknown>(`${casePath(view.id)}/assessment?lang=${lang.value}`)),
	);
	return (
		<div class="panel assessment">
			<h3>{t("assessment_heading")}</h3>
			<p class="quiet">{t("assessment_text")}</p>
			<Ready loaded={loaded}>
				{(explanation) => <Explained view={view} explanation={explanation} brief />}
			</Ready>
		</div>
	);
}

const ADVISED = ["negotiation", "evidence"];

export function CaseOffers(props: { view: Case }) {
	const { view } = props;
	if (view.side === "staff" || (offersOf(view).length === 0 && !ADVISED.includes(view.phase))) {
		return null;
	}
	return (
		<section aria-label={t("offers_heading")}>
			<h2>{t("offers_heading")}</h2>
			<div class="pair">
				<Side view={view} role={view.claimant.role} />
				<Side view={view} role={view.respondent.role} />
			</div>
			{ADVISED.includes(view.phase) && <Assessment view={view} />}
		</section>
	);
}
